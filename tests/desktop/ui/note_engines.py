"""Engines that check and write at once in this process, when a test says so."""

from asr.transcript import Transcript
from desktop.consultation import ConsultationId
from desktop.engine import Cancel, Check, Engine, Order, Read, Write
from desktop.ui.work.engines import Engines
from summarize.summarize import recheck


class NoteEngines(Engines):
    """Keeps the contract of the real ones: of several checks only the last is answered."""

    def __init__(self) -> None:
        super().__init__()
        self.said: dict[ConsultationId, Transcript] = {}
        self.waiting: list[Check] = []
        self.writing: list[ConsultationId] = []
        self.orders: list[Order] = []  # all of them

    def answer(self) -> None:
        """Check the last note that waits, and tell what was found."""
        asked = self.waiting[-1]
        self.waiting.clear()
        found = recheck(asked.note, self.said[asked.consultation], asked.before)
        self.checked.emit(asked.consultation, asked.serial, found)

    def cancel(self, visit: str) -> None:
        self.orders.append(Cancel(consultation=ConsultationId(visit)))
        self.waiting.clear()

    def _order(self, engine: Engine, order: Order) -> None:
        self.orders.append(order)
        match order:
            case Read():
                self.said[order.consultation] = order.transcript
            case Check():
                assert order.consultation in self.said
                self.waiting.append(order)
            case Write():
                self.writing.append(order.consultation)
            case _:
                pass  # nothing is heard here
