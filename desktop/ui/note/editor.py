"""The note, to be corrected: typing goes through `Editing`, and this shows what became of it."""

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from asr.elapsed import elapsed
from asr.transcript import UtteranceId
from desktop.correction import Correction, Reworded, Supplied
from desktop.editing import Editing
from desktop.ui.conversation.said_times import SaidTimes
from desktop.ui.look.pieces import tab_through
from desktop.ui.look.tokens import PANE
from desktop.ui.note.keys import NoteKeys
from desktop.ui.note.omission_row import OmissionRow
from desktop.ui.note.page import NotePage
from desktop.ui.note.section import NoteSection
from desktop.ui.note.statement_line import StatementLine
from desktop.ui.note.walk import NoteWalk
from desktop.ui.practice import Practice
from desktop.writers import called_beside
from summarize.note import Omission, StatementId

PAUSE = 600  # milliseconds without a key, after which what was typed is kept
AGAIN = 5_000  # milliseconds until it is tried again, where it could not be kept
LONGEST = 10.0  # seconds of typing without a pause, after which it is kept all the same
_AT_ONCE, _A_TIME, _ALL = 30, 25, 10_000  # lines made at once: one takes about 2 ms


class NoteEditor(QScrollArea):
    """The sections of a note with all their lines."""

    pointed = Signal(object)  # tuple[UtteranceId, ...] that the mouse or the cursor rests on
    play_asked = Signal(float)
    changed = Signal()  # something was typed or done; not kept yet
    copied = Signal()  # something was copied, for another line
    paused = Signal()  # typing paused, or something was done: time to keep it

    def __init__(self, practice: Practice) -> None:
        super().__init__()
        self.practice = practice
        self.editing: Editing | None = None
        self.sections: list[NoteSection] = []
        self.read_only = False
        self.times = SaidTimes(practice.language)
        self._lines: dict[StatementId, StatementLine] = {}
        self._keys = NoteKeys(self)
        self.walk = NoteWalk(self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._pausing)
        self._typing_since = 0.0
        self._more = QTimer(self)
        self._more.setSingleShot(True)
        self._more.timeout.connect(partial(self._build, _A_TIME))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(practice.say("review.note_pane"))

    # --- what is shown

    def open(self, editing: Editing, *, read_only: bool) -> None:
        """Show a note."""
        self._pause.stop()
        self.editing, self.read_only = editing, read_only
        self.times = SaidTimes(editing.transcript.language)
        self.times.hear(editing.transcript)
        self._lines = {}
        self.walk.begin()
        page = NotePage(self.practice, self.times, editing.note)
        self.sections = page.sections
        self.setWidget(page)
        self._build(_AT_ONCE)

    def close_note(self) -> None:
        """Show nothing any more."""
        self._pause.stop()
        self._more.stop()
        self.editing = None
        self._lines, self.sections = {}, []
        self.setWidget(QWidget())

    def refresh(self) -> None:
        """Show the note as it is now; lines that are there already stay, cursor and all."""
        self._build(_ALL)

    def _build(self, most: int) -> None:
        """Make so many of the lines that are not there yet; the rest when nothing else waits."""
        editing = self.editing
        if editing is None:
            return
        sections = [section for report in editing.note.reports for section in report.sections]
        if len(self.sections) != len(sections):
            self.open(editing, read_only=self.read_only)
            return
        missing = [one.id for _, one in editing.note.statements() if one.id not in self._lines]
        for identity in missing[:most]:
            self._lines[identity] = self.new_line()
        if len(missing) > most:
            self._more.start()
        for card, section in zip(self.sections, sections, strict=True):
            card.arrange(section, self._lines)
            card.show_lines(section, self._lines, editing)
            if not section.statements and card.blank is None:
                card.insert(self.new_line(card.template.when_empty), 0)
            for row in card.show_omissions(self._missing(card)):
                self._listen(row)
        there = {one.id for _, one in editing.note.statements()}
        for gone in [identity for identity in self._lines if identity not in there]:
            self._lines.pop(gone).deleteLater()
        self._order_stops()

    def hear_anew(self) -> None:
        """Show the note beside a conversation that was set right."""
        if self.editing is not None:
            self.times.hear(self.editing.transcript)
            self.refresh()

    @property
    def complete(self) -> bool:
        """Whether every line is there."""
        return not self._more.isActive()

    def show_typed(self, line: StatementLine) -> None:
        """Show what became of one line that was typed in; the others stay as they are."""
        if self.editing is None or line.identity is None:
            return
        unchecked = self.editing.unchecked
        for _, one in self.editing.note.statements():
            if one.id == line.identity:
                seen = self.editing.to_see(one)
                line.show_statement(one, checked=one.id not in unchecked, to_see=seen)
                line.show_writer(called_beside(self.editing.note, one, self.practice.language))

    def adopt(self, line: StatementLine, identity: StatementId) -> None:
        """An empty line in which something was typed is a statement from now on."""
        self._lines[identity] = line
        if self.editing is not None:
            note = self.editing.note
            line.statement = next(one for _, one in note.statements() if one.id == identity)

    def light(self, said: tuple[UtteranceId, ...]) -> None:
        """Light the statements that rest on any of these."""
        wanted = frozenset(said)
        for line in self._lines.values():
            rests = line.statement is not None and not wanted.isdisjoint(line.statement.evidence)
            line.light(rests)

    def light_line(self, line: StatementLine | None) -> None:
        """Light this one statement."""
        for one in self._lines.values():
            one.light(one is line)

    # --- where the keyboard is

    def lines(self) -> tuple[StatementLine, ...]:
        """Every line from top to bottom, empty ones too."""
        return tuple(line for card in self.sections for line in card)

    def line(self, identity: str) -> StatementLine | None:
        """The line of that statement, if there is one."""
        return self._lines.get(StatementId(identity))

    def current(self) -> StatementLine | None:
        """The line the cursor is on."""
        here = self.window().focusWidget()
        return next((line for line in self.lines() if line.text is here), None)

    def card_of(self, line: StatementLine) -> NoteSection:
        """The section a line stands in."""
        return next(card for card in self.sections if line in tuple(card))

    def put_cursor(self, line: StatementLine, place: int) -> None:
        """Put the cursor in a line; a negative place counts from its end."""
        line.text.setFocus(Qt.FocusReason.OtherFocusReason)
        line.text.put_cursor(place)
        self.ensureWidgetVisible(line, 0, PANE)

    def take_focus(self) -> None:
        """Put the cursor in the note, where it is not there yet."""
        lines = self.lines()
        if self.current() is None and lines:
            self.put_cursor(lines[0], 0)

    # --- what is done

    def do(self, correction: Correction, target: StatementId | None = None, place: int = 0) -> None:
        """Make a correction that is more than typing; the cursor goes to `target`, or the new."""
        if self.editing is None or self.read_only:
            return
        new = self.editing.change(correction)
        self.refresh()
        line = self._lines.get(target or new or StatementId(""))
        if line is not None:
            self.put_cursor(line, place)
        self.tell(at_once=True)

    def undo(self) -> None:
        """Take the last step back. A line that was emptied gets its text back first."""
        here = self.current()
        if here is not None and here.statement is not None and not here.text.words:
            here.text.show_words(here.statement.text)
        elif self.editing is not None and not self.read_only and self.editing.may_undo:
            self.editing.undo()
            self._after_walk()

    def redo(self) -> None:
        """Take a step again."""
        if self.editing is not None and not self.read_only and self.editing.may_redo:
            self.editing.redo()
            self._after_walk()

    def tick(self, statement: StatementId) -> None:
        """Leave a statement as it is."""
        if self.editing is not None and not self.read_only:
            self.editing.tick(statement)
            self.put_cursor(self._lines[statement], -1)
            self.refresh()
            self.tell(at_once=True)

    def waive(self, omission: str) -> None:
        """Leave out what was said."""
        if self.editing is not None and not self.read_only:
            card = next(c for c in self.sections if any(r.omission.key == omission for r in c.rows))
            self.editing.waive(omission)
            self.put_cursor(tuple(card)[-1], -1)
            self.refresh()
            self.tell(at_once=True)

    def take_emptied_away(self) -> None:
        """Take away every statement of which all words were deleted: nobody comes back to it."""
        if self.editing is not None and not self.read_only:
            emptied = [one for one, line in self._lines.items() if not line.text.words]
            for identity in emptied:
                self.editing.change(Reworded(identity, ""))
            if emptied:
                self.refresh()

    def tell(self, *, at_once: bool) -> None:
        """Tell that something changed, and when there is time to keep it."""
        self.changed.emit()
        if at_once or (self._typing_since and elapsed() - self._typing_since > LONGEST):
            self._pause.stop()
            self._pausing()
        else:
            self._typing_since = self._typing_since or elapsed()
            self._pause.start(PAUSE)

    def _pausing(self) -> None:
        self._typing_since = 0.0
        self.paused.emit()
        if self.editing is not None and self.editing.unsaved:
            self._pause.start(AGAIN)

    def new_line(self, placeholder: str = "") -> StatementLine:
        """A line that listens to the keyboard."""
        line = StatementLine(self.practice, self.times, placeholder)
        line.set_read_only(self.read_only)
        line.play_asked.connect(self.play_asked)
        line.left_as_is.connect(self.tick)
        self._keys.listen(line)
        return line

    def _after_walk(self) -> None:
        here = self.current()
        self.refresh()
        if here is None or here not in self.lines():
            self.take_focus()
        self.tell(at_once=True)

    def _order_stops(self) -> None:
        """Have the tab key go from top to bottom; lines are made in any order."""
        stops: list[QWidget] = []
        for card in self.sections:
            for part in (*card, *card.rows):
                stops += part.stops
        tab_through(self, stops)

    def _listen(self, row: OmissionRow) -> None:
        row.play_asked.connect(self.play_asked)
        row.pointed.connect(self.pointed)
        row.waived.connect(self.waive)
        row.supplied.connect(self._supply)
        row.typed.connect(partial(self._keys.type_beside, row))

    def _supply(self, omission: Omission) -> None:
        self.do(Supplied(omission), place=-1)

    def _missing(self, card: NoteSection) -> tuple[Omission, ...]:
        """What is shown as missing in a section: in the first report, where it would be added."""
        if self.editing is None or self.editing.approved is not None or card.report:
            return ()
        return tuple(o for o in self.editing.missing if o.section == card.template.key)
