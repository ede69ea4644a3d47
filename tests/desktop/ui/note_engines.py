"""Engines that check and write at once in this process, when a test says so."""

from typing import NamedTuple

from asr.transcript import Language, Transcript
from desktop.consultation import ConsultationId
from desktop.ui.work.engines import Engines
from summarize.note import Note
from summarize.summarize import recheck


class Asked(NamedTuple):
    """A note that waits to be checked."""

    visit: ConsultationId
    serial: int
    note: Note
    before: Note | None


class NoteEngines(Engines):
    """Keeps the contract of the real ones: of several checks only the last is answered."""

    def __init__(self) -> None:
        super().__init__()
        self.said: dict[ConsultationId, Transcript] = {}
        self.waiting: list[Asked] = []
        self.writing: list[ConsultationId] = []

    def read(self, visit: ConsultationId, transcript: Transcript) -> None:
        self.said[visit] = transcript

    def check(
        self, visit: ConsultationId, serial: int, note: Note, before: Note | None = None
    ) -> None:
        assert visit in self.said
        self.waiting.append(Asked(visit, serial, note, before))

    def write(
        self,
        visit: ConsultationId,
        transcript: Transcript,
        template: str,
        language: Language,
        writer: str = "extract",
    ) -> None:
        self.writing.append(visit)

    def answer(self) -> None:
        """Check the last note that waits, and tell what was found."""
        asked = self.waiting[-1]
        self.waiting.clear()
        found = recheck(asked.note, self.said[asked.visit], asked.before)
        self.checked.emit(asked.visit, asked.serial, found)

    def cancel(self, visit: str) -> None:
        self.waiting.clear()
