"""The conversation beside the note: who said what when, to hear, to compare and to set right."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QStackedWidget, QWidget

from asr.transcript import Transcript, UtteranceId
from desktop.clock import clock
from desktop.ui.conversation.list import TranscriptList
from desktop.ui.conversation.player import Player
from desktop.ui.look.pieces import column, label, row
from desktop.ui.look.tokens import PANE
from desktop.ui.practice import Practice
from desktop.unheard import held_back, held_seconds, other_language

_BETWEEN = 12  # pixels between title, what was heard, and player


class TranscriptView(QWidget):
    """The conversation, with the player in its heading.

    It plays and follows by itself; whoever holds it carries `pointed` to the note, `light` back
    from it, and does what `corrected` asks (desktop/said.py), then calls `show_transcript` again.
    """

    pointed = Signal(object)  # tuple[UtteranceId, ...] under the mouse or the cursor; () is none
    play_asked = Signal(float)  # from this second; the player has been told
    corrected = Signal(object)  # a SaidCorrection: the clinician sets right what was heard

    def __init__(self, practice: Practice, player: Player) -> None:
        super().__init__()
        self.practice = practice
        self.player = player
        self.list = TranscriptList(practice)
        self._title = label(practice.say("transcript.title"), "title")
        self._coverage = label(look="hint", wrap=True)
        self._coverage.setMinimumWidth(1)  # else this half stays as wide as it once was
        self._nothing = label(look="muted", wrap=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._nothing.setContentsMargins(PANE, 3 * PANE, PANE, PANE)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._nothing)
        self._arrange()
        self.list.pointed.connect(self.pointed)
        self.list.corrected.connect(self.corrected)
        self.list.play_asked.connect(self._play)
        self.list.toggle_asked.connect(player.toggle)
        self.list.jump_asked.connect(player.jump)
        player.position.connect(self.follow)
        player.playing_changed.connect(self._playing_changed)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The cursor is in the lines. Not by a focus proxy: Tab skips what stands before one."""
        self.list.setFocus(event.reason())

    def show_transcript(self, transcript: Transcript, *, read_only: bool = False) -> None:
        """Show a conversation; of the one that is shown, what changed. An erased one says so."""
        self.list.read_only = read_only
        self.list.show_transcript(transcript)
        self._coverage.setText(self._heard(transcript))
        held = "\n".join(held_back(transcript, self.practice.language))
        self._coverage.setToolTip(held)
        self._coverage.setAccessibleDescription(held)
        self._place_coverage()
        if transcript.utterances:
            self._stack.setCurrentWidget(self.list)
        else:
            code = "transcript.erased" if transcript.erased else "transcript.empty"
            other = other_language(transcript, self.practice.language)
            self._nothing.setText(other or self.practice.say(code))
            self._stack.setCurrentWidget(self._nothing)

    def light(self, ids: tuple[UtteranceId, ...]) -> None:
        """Light up what a statement rests on; scrolls where the first is not all in sight."""
        self.list.light(ids)

    def current(self) -> UtteranceId | None:
        """The utterance the cursor is on."""
        return self.list.current()

    def keep_typed(self) -> None:
        """Ask for the correction that is being typed: the screen is about to be left."""
        self.list.keep_typed()

    def follow(self, seconds: float) -> None:
        """Mark the utterance that sounds at that second."""
        place = self.list.rows.row_at(seconds)
        self.list.mark_playing(-1 if place is None else place, follow=self.player.following)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What was heard goes below the title where there is no room beside it."""
        super().resizeEvent(event)
        self._place_coverage()

    def _play(self, seconds: float) -> None:
        self.player.play(seconds)
        self.play_asked.emit(seconds)

    def _playing_changed(self, playing: bool) -> None:
        self.list.playing = playing

    def _heard(self, transcript: Transcript) -> str:
        coverage = transcript.coverage
        if not transcript.model or not coverage.speech or transcript.erased:
            return ""
        heard, speech = clock(coverage.transcribed), clock(coverage.speech)
        told = self.practice.say("transcript.heard", heard=heard, speech=speech)
        held = round(held_seconds(transcript))
        skipped = round(coverage.skipped) - held
        if skipped > 0:
            told += " · " + self.practice.say("transcript.skipped", seconds=skipped)
        if held:
            told += " · " + self.practice.say("unheard.part", seconds=held)
        return told

    def _arrange(self) -> None:
        self._heading = QGridLayout()
        self._heading.setContentsMargins(PANE, 12, PANE, 8)
        self._heading.setHorizontalSpacing(_BETWEEN)
        self._heading.setVerticalSpacing(0)
        self._heading.setColumnStretch(1, 1)
        self._heading.addWidget(self._title, 0, 0)
        self._heading.addWidget(self.player, 0, 2)
        self._place_coverage()
        inset = row(self._stack)
        inset.setContentsMargins(PANE - 8, 0, 8, 0)
        whole = column(self._heading, inset, space=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def _place_coverage(self) -> None:
        words = self._coverage.fontMetrics().horizontalAdvance(self._coverage.text())
        others = self._title.sizeHint().width() + self.player.sizeHint().width()
        self._heading.removeWidget(self._coverage)
        beside = words + others + 2 * (PANE + _BETWEEN) <= self.width()
        self._coverage.setWordWrap(not beside)
        if beside:
            self._heading.addWidget(self._coverage, 0, 1)
        else:
            self._heading.addWidget(self._coverage, 1, 0, 1, 3)
