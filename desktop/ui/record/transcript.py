"""The conversation as it is being heard: what is final, and below it a guess."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QTextEdit

from asr.transcript import Speaker, Utterance
from desktop.clock import clock
from desktop.ui.look.tokens import HINT
from desktop.ui.practice import Practice

_SPEAKER_AT = 60.0  # pixels; hours take more than minutes
_TEXT_AT = 90.0
_SECOND_ROLES: tuple[Speaker, ...] = ("patient", "customer")

_Shown = tuple[int, Speaker, str, bool]  # what a line is known by; True: it is a guess


class RecordTranscript(QTextEdit):
    """A line for each utterance: when, who, what; unsure words are dotted underneath.

    It stays at the last line, unless somebody scrolled up to read.
    """

    def __init__(self, practice: Practice) -> None:
        super().__init__()
        self._practice, self._tokens = practice, practice.tokens
        self._lines: list[_Shown] = []
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setProperty("look", "reading")  # it has no cursor to show the focus
        self.setAccessibleName(practice.say("record_screen.talk"))
        # To read and to scroll with the keys; what nobody approved is not there to be copied.
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.show_talk((), ())

    def show_talk(self, said: Sequence[Utterance], guess: Sequence[Utterance]) -> None:
        """Show this much; only the lines that changed are made anew."""
        wanted = [(*_known_by(u), False) for u in said] + [(*_known_by(u), True) for u in guess]
        same = _same_from_the_start(self._lines, wanted)
        if same == len(wanted) == len(self._lines) and wanted:
            return
        scroll = self.verticalScrollBar()
        at_end = scroll.value() >= scroll.maximum() - 4
        utterances = [*said, *guess]
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        self._cut(cursor, same)
        for place in range(same, len(wanted)):
            self._add(cursor, utterances[place], first=place == 0, guess=wanted[place][-1])
        if not wanted:
            cursor.insertText(self._practice.say("record_screen.talk_empty"), self._muted())
        cursor.endEditBlock()
        self._lines = wanted
        if at_end:
            scroll.setValue(scroll.maximum())

    def _cut(self, cursor: QTextCursor, lines: int) -> None:
        """Take out all but the first lines."""
        if lines and self._lines:
            block = self.document().findBlockByNumber(lines - 1)
            cursor.setPosition(block.position() + block.length() - 1)
        else:
            cursor.setPosition(0)
        cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()

    def _add(self, cursor: QTextCursor, utterance: Utterance, *, first: bool, guess: bool) -> None:
        if first:
            cursor.setBlockFormat(_line_format())
        else:
            cursor.insertBlock(_line_format(), QTextCharFormat())
        who = self._practice.say(f"transcript.letter.{utterance.speaker}")
        cursor.insertText(f"{clock(utterance.start)}\t", self._muted(small=True))
        cursor.insertText(f"{who}\t", self._speaker(utterance.speaker))
        for text, look in self._pieces(utterance, guess):
            cursor.insertText(text, look)

    def _pieces(self, utterance: Utterance, guess: bool) -> Iterable[tuple[str, QTextCharFormat]]:
        if guess:
            yield f"{utterance.text} …", self._muted(italic=True)
            return
        plain = QTextCharFormat()
        if not utterance.unsure_words:
            yield utterance.text, plain
            return
        for place, word in enumerate(utterance.words):
            yield (" " if place else ""), plain
            yield word.text.strip(), (self._unsure() if word.unsure else plain)

    def _muted(self, *, small: bool = False, italic: bool = False) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setForeground(QColor(self._tokens.muted))
        made.setFontItalic(italic)
        if small:
            made.setProperty(QTextCharFormat.Property.FontPixelSize, HINT)
        return made

    def _speaker(self, speaker: Speaker) -> QTextCharFormat:
        made = QTextCharFormat()
        second = speaker in _SECOND_ROLES
        made.setForeground(QColor(self._tokens.patient if second else self._tokens.accent))
        made.setFontWeight(QFont.Weight.DemiBold)
        return made

    def _unsure(self) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        made.setUnderlineColor(QColor(self._tokens.finding))
        return made


def _line_format() -> QTextBlockFormat:
    made = QTextBlockFormat()
    made.setLeftMargin(_TEXT_AT)
    made.setTextIndent(-_TEXT_AT)
    made.setBottomMargin(10)
    made.setTabPositions(
        [
            QTextOption.Tab(_SPEAKER_AT, QTextOption.TabType.LeftTab),
            QTextOption.Tab(_TEXT_AT, QTextOption.TabType.LeftTab),
        ]
    )
    return made


def _known_by(utterance: Utterance) -> tuple[int, Speaker, str]:
    return utterance.id, utterance.speaker, utterance.text


def _same_from_the_start(shown: Sequence[_Shown], wanted: Sequence[_Shown]) -> int:
    pairs = zip(shown, wanted, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(shown), len(wanted)))
