"""The conversation as rows for a list: what each shows, and what a screen reader says of it."""

from bisect import bisect_right

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from asr.transcript import Speaker, Transcript, Utterance, UtteranceId, Word
from desktop.clock import clock
from desktop.ui.conversation.lines import Piece
from desktop.ui.look.pieces import plain
from desktop.ui.practice import Practice

Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()


def unsure_pieces(utterance: Utterance) -> list[Piece]:
    """Where in its text the words stand that were heard unsurely."""
    found: list[Piece] = []
    at = 0
    for word in utterance.words:
        place = utterance.text.find(word.text, at)
        if place < 0:
            continue
        at = place + len(word.text)
        if word.unsure:
            found.append(Piece(place, at))
    return found


def _shown_of(said: Utterance) -> tuple[str, Speaker, tuple[Word, ...]]:
    return said.text, said.speaker, said.changed_words


class TranscriptModel(QAbstractListModel):
    """A row for each utterance."""

    def __init__(self, practice: Practice) -> None:
        super().__init__()
        self._practice = practice
        self._utterances: tuple[Utterance, ...] = ()
        self._starts: list[float] = []
        self._rows: dict[UtteranceId, int] = {}

    def show(self, transcript: Transcript) -> bool:
        """Show this conversation; False when it is the one that is shown, with other words."""
        before, self._utterances = self._utterances, transcript.utterances
        if [(u.id, u.start) for u in before] == [(u.id, u.start) for u in self._utterances]:
            for row, (old, new) in enumerate(zip(before, self._utterances, strict=True)):
                if old is not new and _shown_of(old) != _shown_of(new):
                    self.dataChanged.emit(self.index(row), self.index(row))
            return False
        self.beginResetModel()
        self._starts = [u.start for u in self._utterances]
        self._rows = {u.id: row for row, u in enumerate(self._utterances)}
        self.endResetModel()
        return True

    @property
    def utterances(self) -> tuple[Utterance, ...]:
        """All of them, in order."""
        return self._utterances

    def utterance(self, index: Index) -> Utterance | None:
        """The one in that row."""
        return self._utterances[index.row()] if index.isValid() else None

    def row_of(self, wanted: UtteranceId) -> int | None:
        """The row of that one."""
        return self._rows.get(wanted)

    def row_at(self, seconds: float) -> int | None:
        """The row that sounds at that second; the last one before a silence."""
        row = bisect_right(self._starts, seconds) - 1
        return row if row >= 0 else None

    def speakers(self) -> tuple[Speaker, ...]:
        """Whom a line can be given to: who takes part in such a conversation, and who else."""
        told = {u.speaker for u in self._utterances}
        call = told & {"agent", "customer"} and not told & {"clinician", "patient"}
        pair: tuple[Speaker, ...] = ("agent", "customer") if call else ("clinician", "patient")
        return (*pair, "other", "unknown")

    def name(self, speaker: Speaker) -> str:
        """What a speaker is called."""
        return self._practice.say(f"transcript.speaker.{speaker}")

    def letter(self, speaker: Speaker) -> str:
        """The letter a speaker is shown by."""
        return self._practice.say(f"transcript.letter.{speaker}")

    def heard_first(self, said: Utterance) -> str:
        """What was heard first where a second listen changed words; empty if it changed none."""
        if not said.changed_words:
            return ""
        words = ", ".join(f"“{word.heard}”" for word in said.changed_words)
        return self._practice.say("transcript.heard_first", words=words)

    def rowCount(self, parent: Index = _TOP) -> int:
        """As many rows as utterances."""
        return 0 if parent.isValid() else len(self._utterances)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words of a row, and what is said of it to who does not see it."""
        said = self.utterance(index)
        if said is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return said.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(said)
        if role in (Qt.ItemDataRole.AccessibleDescriptionRole, Qt.ItemDataRole.ToolTipRole):
            unsure = ", ".join(word.text.strip(".,?") for word in said.unsure_words)
            told = self._practice.say("transcript.unsure", words=unsure) if unsure else ""
            told = f"{told} {self.heard_first(said)}".strip()
            return plain(told) if role == Qt.ItemDataRole.ToolTipRole else told
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every row can be gone to; whether it can be changed is up to the list."""
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def _spoken(self, said: Utterance) -> str:
        text = said.text or self._practice.say("transcript.silent")
        return f"{clock(said.start)} {self.name(said.speaker)}: {text}"
