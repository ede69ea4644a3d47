"""Engines that start no process: a test reads what was ordered, and says what comes of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from asr.transcript import Language, Roles, Transcript
from desktop.consultation import ConsultationId
from desktop.store.sealing import Key
from desktop.ui.work.engines import Engines
from summarize.note import Note


@dataclass(frozen=True)
class Ordered:
    """One order: what, and for whom."""

    what: str
    whom: str
    fields: dict[str, object] = field(default_factory=dict)


class SilentEngines(Engines):
    """Says nothing by itself; its signals are those of the real one."""

    def __init__(self) -> None:
        super().__init__()
        self.orders: list[Ordered] = []

    def ordered(self, what: str) -> list[str]:
        """For whom that was ordered, in order."""
        return [order.whom for order in self.orders if order.what == what]

    def look(self, file: Path) -> None:
        self.orders.append(Ordered("look", str(file)))

    def import_file(self, visit: ConsultationId, place: Path, key: Key, file: Path) -> None:
        self.orders.append(Ordered("import", visit, {"file": file}))

    def listen(
        self,
        visit: ConsultationId,
        place: Path,
        key: Key,
        *,
        model: Path,
        language: Language,
        roles: Roles = "visit",
        vocabulary: Iterable[str] = (),
        telephone: bool = False,
        swapped: bool = False,
    ) -> None:
        fields: dict[str, object] = {
            "model": model,
            "language": language,
            "roles": roles,
            "words": len(tuple(vocabulary)),
            "telephone": telephone,
            "swapped": swapped,
        }
        self.orders.append(Ordered("listen", visit, fields))

    def write(
        self,
        visit: ConsultationId,
        transcript: Transcript,
        template: str,
        language: Language,
        writer: str = "extract",
    ) -> None:
        fields: dict[str, object] = {"template": template, "language": language, "writer": writer}
        self.orders.append(Ordered("write", visit, fields))

    def read(self, visit: ConsultationId, transcript: Transcript) -> None:
        self.orders.append(Ordered("read", visit))

    def check(
        self, visit: ConsultationId, serial: int, note: Note, before: Note | None = None
    ) -> None:
        self.orders.append(Ordered("check", visit))

    def cancel(self, visit: str) -> None:
        self.orders.append(Ordered("cancel", visit))
