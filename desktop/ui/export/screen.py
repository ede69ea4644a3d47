"""The export screen: an approved note leaves here, line by line or whole, and nothing else does."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.consultation import Approved, Consultation, ConsultationId, Draft
from desktop.handover import Handover, Part, hand_over, let_go, let_go_now
from desktop.ui.approve.text import FRAME, have_read, moment, reading, scrolled
from desktop.ui.export.clipboard import SECONDS, clipboard
from desktop.ui.export.parts import Parts
from desktop.ui.export.printing import ask_printer, print_page
from desktop.ui.export.sources import SourcesCard
from desktop.ui.export.whole import Whole
from desktop.ui.keys import KEYS
from desktop.ui.look.pieces import button, card, column, label, row
from desktop.ui.look.tokens import PANE, STEP
from desktop.ui.practice import Practice
from desktop.ui.stage import StageScreen
from desktop.ui.work.file_dialogs import ask_folder
from desktop.writers import made_by

_NARROWEST = 280  # pixels, of a column


class ExportScreen(StageScreen):
    """Opening it also erases what by the policy must be gone by now."""

    step = "export"

    def __init__(self, practice: Practice) -> None:
        super().__init__(practice)
        self._visit = ConsultationId("")
        self._handover: Handover | None = None
        self._folder = ""  # where a file was saved last; forgotten when the window closes
        self.choose_folder = self._ask_folder
        self.choose_printer = ask_printer
        self._make()
        self._arrange()
        clipboard().cleared.connect(self._cleared)
        keys = QShortcut(QKeySequence(KEYS["copy_line"]), self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self.copy_current)

    def show_visit(self, visit: ConsultationId) -> None:
        """Show the note of this visit, if it is approved; else why nothing can leave."""
        self._visit = visit
        self._handover = None
        library = self.practice.session.library
        found = self.practice.attempt(lambda: library.load(visit)) if visit else None
        if isinstance(found, Approved):
            self._handover = self.practice.attempt(lambda: hand_over(self.practice.session, found))
        self._show(found)

    # --- what the clinician does

    def copy(self, part: Part) -> None:
        """Put one part on the clipboard."""
        out = self._handover
        if out is None:
            return
        text = self.practice.attempt(lambda: out.copy(part))
        if text is not None:
            clipboard().put(text)
            self._says.setText("")
            self.parts.say_copied(part, "")
            self._changed()

    def copy_current(self) -> None:
        """Put the part on the clipboard that the focus is in, else the first there is."""
        parts = [part for part in (self._handover.parts if self._handover else ()) if part.text]
        part = self.parts.current() or (parts[0] if parts else None)
        if part is not None and part.text:
            self.copy(part)

    def copy_all(self) -> None:
        """Put the whole note on the clipboard."""
        out = self._handover
        text = self.practice.attempt(out.copy_all) if out is not None else None
        if text is not None:
            clipboard().put(text)
            self.parts.say_copied(None, "")
            self._says.setText(self.practice.say("export_screen.copied_all", seconds=SECONDS))
            self._changed()

    def save(self, form: str) -> None:
        """Write it to a file in a folder that is asked for."""
        out = self._handover
        folder = self.choose_folder() if out is not None else ""
        if out is None or not folder:
            return
        self._folder = folder
        place = self.practice.attempt(lambda: out.save(form, Path(folder)))
        if place is not None:
            self.whole.say(self.practice.say("export_screen.saved", place=place))
            self._changed()

    def print(self) -> None:
        """Print it on a printer that is asked for."""
        out = self._handover
        printer = self.choose_printer(self) if out is not None else None
        if out is None or printer is None:
            return
        page = self.practice.attempt(out.to_print)
        if page is not None:
            print_page(page, printer)
            self.whole.say(self.practice.say("export_screen.printed"))
            self._changed()

    def erase(self) -> None:
        """Erase sound and conversation before their day."""
        out, session = self._handover, self.practice.session
        if out is not None:
            left = self.practice.attempt(lambda: let_go_now(session, out.approved))
            if left is not None:
                self.sources.show_sources(left)
                self.practice.visit_changed.emit(self._visit)

    def _ask_folder(self) -> str:
        title = self.practice.say("export_screen.choose_folder")
        chosen = ask_folder(self, title, self._folder)
        return str(chosen) if chosen else ""

    # --- what it looks like

    def _show(self, found: Consultation | None) -> None:
        may = self._handover is not None
        why = "" if may else self.practice.say("export_screen.refused")
        self._refusal.setVisible(not may)
        self._to_approve.setVisible(isinstance(found, Draft))
        self._none.setVisible(not isinstance(found, Draft))
        self._parts_area.setVisible(may)
        self.whole.let(may, why)
        self.all.setEnabled(may)
        self.all.setAccessibleDescription(why)
        self._says.setText("")
        self.sources.setVisible(may)
        have_read(self._who, "")
        have_read(self._made_by, "")
        self._went.setText("")
        self._went.hide()
        if self._handover is not None:
            self._show_note(self._handover)

    def _show_note(self, out: Handover) -> None:
        approval, session = out.approved.approval, self.practice.session
        at = moment(approval.at, self.practice.language)
        have_read(self._who, self.practice.say("export_screen.approved", name=approval.by, at=at))
        have_read(self._made_by, made_by(out.approved.note, self.practice.language))
        self.parts.show_parts(out.parts, marked=session.desk.policy.export.ai_mark)
        left = self.practice.attempt(lambda: let_go(session, self._visit))
        self.sources.setVisible(left is not None)
        if left is not None:
            self.sources.show_sources(left)
        self._show_when()
        if self.isVisible():
            self.all.setFocus()

    def _show_when(self) -> None:
        library = self.practice.session.library
        summary = self.practice.attempt(lambda: library.summary(self._visit))
        if summary is not None and summary.exported is not None:
            at = moment(summary.exported, self.practice.language)
            self._went.setText(self.practice.say("export_screen.exported", at=at))
            self._went.show()

    def _changed(self) -> None:
        self._show_when()
        self.practice.visit_changed.emit(self._visit)

    def _cleared(self) -> None:
        self.parts.say_copied(None, self.practice.say("export_screen.cleared"))
        if self._says.text() and self._handover is not None:
            self._says.setText(self.practice.say("export_screen.cleared"))

    # --- how it is made

    def _make(self) -> None:
        say, practice = self.practice.say, self.practice
        self.parts = Parts(practice)
        self.parts.copy_asked.connect(self.copy)
        self.whole = Whole(practice)
        self.whole.save_asked.connect(self.save)
        self.whole.print_asked.connect(self.print)
        self.sources = SourcesCard(practice)
        self.sources.erase_asked.connect(self.erase)
        self._who, self._went, self._says = reading("", "muted"), label("", "done"), reading("")
        self._made_by = reading("", "hint")
        self.all = button(
            say("export_screen.copy_all"), self.copy_all, "primary", keys=KEYS["next_step"]
        )
        self.done = button(say("export_screen.done"), partial(practice.visit_chosen.emit, ""))
        self._refusal = self._made_refusal()

    def _made_refusal(self) -> QFrame:
        say, made = self.practice.say, card("finding")
        to_approve = partial(self.practice.step_chosen.emit, "approve")
        self._to_approve = button(say("export_screen.to_approve"), to_approve)
        self._none = reading(say("export_screen.refused_none"), "muted")
        says = reading(say("export_screen.refused"))
        made.setLayout(column(says, self._none, row(self._to_approve, 1), margin=3))
        return made

    def _arrange(self) -> None:
        say = self.practice.say
        self._parts_area = QWidget()
        approved = QWidget()
        approved.setLayout(column(self.parts, self._made_by, 1))
        area = scrolled(approved, say("export_screen.parts"))
        head = column(row(label(say("export_screen.parts"), "title"), 1), self._who)
        head.setContentsMargins(FRAME, 0, FRAME, 0)  # in line with what scrolls below it
        self._parts_area.setLayout(column(head, area))
        inside = QWidget()
        inside.setLayout(column(self.whole, self.sources, 1, space=4))
        right = scrolled(inside, say("export_screen.whole"))
        left = column(self._refusal, self._parts_area)
        left.setStretch(1, 1)
        left.setAlignment(self._refusal, Qt.AlignmentFlag.AlignTop)
        both = QHBoxLayout()
        both.setContentsMargins(PANE - FRAME, 4 * STEP, PANE - FRAME, 4 * STEP)
        both.setSpacing(PANE)
        both.addLayout(left, 3)
        both.addWidget(right, 2)
        right.setMinimumWidth(_NARROWEST)
        foot, bar = row(self._went, self._says, self.done, self.all), card("bar")
        foot.setContentsMargins(PANE, 2 * STEP, PANE, 2 * STEP)
        foot.setStretch(1, 1)
        bar.setLayout(foot)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(both, 1)
        whole.addWidget(bar)
        self._show(None)


def copy_line(practice: Practice, visit: ConsultationId, key: str, report: int = 0) -> bool:
    """Put one section of a visit on the clipboard, from any screen; says why where it may not."""
    session = practice.session

    def text() -> str:
        out = hand_over(session, session.library.load(visit))
        part = out.part(key, report)
        return out.copy(part) if part.text else ""

    copied = practice.attempt(text)
    if not copied:
        if copied is not None:
            practice.notice.emit(practice.say("export_screen.nothing"), False)
        return False
    clipboard().put(copied)
    practice.notice.emit(practice.say("export_screen.copied", seconds=SECONDS), False)
    return True
