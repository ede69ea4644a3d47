"""The approve screen: what is still open, the exact text, a name, and the seal."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from desktop.approval import Compared, Point, checked_anew, coming_mark, hindrance, is_still, points
from desktop.consultation import Approved, ConsultationId, Draft
from desktop.export.page import page, problems
from desktop.ui.approve.check import Check
from desktop.ui.approve.foot import Foot
from desktop.ui.approve.points import Points
from desktop.ui.approve.seal import Seal
from desktop.ui.approve.text import FRAME, NoteText, reading, scrolled
from desktop.ui.conversation.player import Player
from desktop.ui.keys import KEYS
from desktop.ui.left_told import left_told
from desktop.ui.look.pieces import column, label, row
from desktop.ui.look.tokens import PANE, STEP
from desktop.ui.practice import Practice
from desktop.ui.stage import StageScreen
from desktop.words import Problem
from desktop.workflow import approve, reopen, tick, untick, unwaive, waive
from desktop.writers import made_by
from summarize.note import StatementId

_NARROWEST = 270  # pixels, of a column


class ApproveScreen(StageScreen):
    """A draft is checked once more when it comes here; only then can it be approved."""

    step = "approve"

    def __init__(self, practice: Practice) -> None:
        super().__init__(practice)
        self._visit = ConsultationId("")
        self._shown: Draft | Approved | None = None
        self._compared: Compared | None = None
        self._make()
        self._arrange()
        for action, onward in (("next_finding", 1), ("previous_finding", -1)):
            walk = QShortcut(QKeySequence(KEYS[action]), self)
            walk.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            walk.activated.connect(partial(self._walk, onward))

    # --- what is shown

    def show_visit(self, visit: ConsultationId) -> None:
        """Show what is kept of this visit now."""
        self._visit, self._compared = visit, None
        self.check.forget()
        library = self.practice.session.library
        found = self.practice.attempt(lambda: library.load(visit)) if visit else None
        self._shown = found if isinstance(found, Draft | Approved) else None
        if isinstance(self._shown, Draft):
            self.check.begin(self._shown)
        self._show()
        self._focus_first()

    def leave(self) -> bool:
        """Nothing here waits to be kept: a tick is kept at once."""
        self.check.forget()
        self.player.close_recording()
        self.player.hide()
        return True

    # --- what the clinician does

    def approve(self) -> None:
        """Seal the text that is shown, under the name that is filled in."""
        draft, by, desk = self._shown, self.foot.name.text().strip(), self.practice.session.desk
        if not isinstance(draft, Draft):
            return
        kept = self.practice.attempt(partial(desk.consultations.load, self._visit))
        if kept is not None and not is_still(draft, kept):
            self.show_visit(self._visit)
            self.practice.notice.emit(self.practice.say("approve.changed"), True)
            return
        if (
            kept is None
            or self.practice.attempt(partial(approve, desk, kept, by, self._compared)) is None
        ):
            self.show_visit(self._visit)
            return
        if by != self.practice.settings.approver:
            self.practice.set(approver=by)
        self.practice.visit_changed.emit(self._visit)
        self.practice.step_chosen.emit("export")

    def reopen(self) -> None:
        """Make an approved note a draft again, and go and correct it."""
        approved, desk = self._shown, self.practice.session.desk
        if not isinstance(approved, Approved):
            return
        if self.practice.attempt(partial(reopen, desk, approved)) is not None:
            self.practice.visit_changed.emit(self._visit)
            self.practice.step_chosen.emit("review")

    def _ticked(self, point: Point, seen: bool) -> None:
        draft, desk = self._shown, self.practice.session.desk
        if not isinstance(draft, Draft):
            return
        if point.about == "line":
            verb = tick if seen else untick
            changed = self.practice.attempt(partial(verb, desk, draft, StatementId(point.key)))
        else:
            decide = waive if seen else unwaive
            changed = self.practice.attempt(partial(decide, desk, draft, point.key))
        if changed is not None:
            self._shown = changed
            self.practice.visit_changed.emit(self._visit)
        self._show()
        if seen and all(one.isChecked() for one in self.points.ticks.values()):
            (self.foot.do if self.foot.do.isEnabled() else self.foot.name).setFocus()

    def _listen(self, seconds: float) -> None:
        if self.player.isHidden():
            self.player.show()
            self.player.show_recording(self._visit)
        self.player.play(seconds)

    def _go_to_line(self, key: str) -> None:
        self.practice.step_chosen.emit("review")
        self.practice.line_chosen.emit(key)

    def _walk(self, onward: int) -> None:
        """To the next tick that is still open, or the one before; else to what is asked then."""
        ticks = list(self.points.ticks.values())
        here = next((n for n, one in enumerate(ticks) if one.hasFocus()), -1 if onward > 0 else 0)
        around = [ticks[(here + onward * n) % len(ticks)] for n in range(1, len(ticks) + 1)]
        for one in around:
            if not one.isChecked():
                one.setFocus()
                return
        self._focus_first()

    def _checked(self, compared: Compared) -> None:
        if isinstance(self._shown, Draft):
            self._compared, self._shown = compared, checked_anew(self._shown, compared)
            self._show()
            self._focus_first()

    def _not_checked(self, problem: Problem) -> None:
        self._shown = None
        self._show()
        self.practice.trouble(problem)

    # --- what it looks like

    def _show(self) -> None:
        shown = self._shown
        for part, when in (
            (self._nothing, shown is None),
            (self._both, shown is not None),
            (self.foot, shown is not None),
            (self._left, isinstance(shown, Draft)),
            (self._hint, isinstance(shown, Draft)),
            (self._sealed, isinstance(shown, Approved)),
        ):
            part.setVisible(when)
        if isinstance(shown, Draft):
            self._show_draft(shown)
        elif shown is not None:
            self._show_approved(shown)

    def _show_draft(self, draft: Draft) -> None:
        say, audible = self.practice.say, not draft.transcript.erased
        found = points(draft)
        self.points.show_points(found, audible=audible)
        self.points.setEnabled(not self.check.running)  # a tick would be of the older draft
        left = left_told(say, len(draft.open_statements), len(draft.open_omissions))
        self._heading.setText(say("approve.points" if left or not found else "approve.points_seen"))
        self._count.setText(left)
        self._count.setVisible(bool(left))
        self._all_seen.setVisible(bool(found) and not left)
        self._title.setText(say("approve.text"))
        self.text.show_note(problems(draft.note), "", made_by(draft.note, self.practice.language))
        self.foot.show_draft("", self._what_goes(draft))
        self._show_reason()

    def _show_approved(self, approved: Approved) -> None:
        marked = self.practice.session.desk.policy.export.ai_mark
        whole = page(approved, marked=marked)
        self.seal.show_approval(approved)
        self._title.setText(self.practice.say("approve.approved_text"))
        writer = "" if whole.mark else made_by(approved.note, self.practice.language)  # it says so
        self.text.show_note(whole.problems, whole.mark, writer)
        self.foot.show_approved()

    def _show_reason(self) -> None:
        """Why the button does not work yet, if it does not; and the name as it will stand."""
        draft, by = self._shown, self.foot.name.text()
        if isinstance(draft, Draft):
            self.foot.say_reason("checking" if self.check.running else hindrance(draft, by))
            marked = self.practice.session.desk.policy.export.ai_mark
            self.text.say_mark(coming_mark(draft.note, by) if marked else "")

    def _what_goes(self, draft: Draft) -> str:
        if draft.transcript.erased:
            return self.practice.say("approve.gone")
        days = self.practice.session.desk.policy.retention.days
        if not days:
            return self.practice.say("approve.goes_now")
        return self.practice.say("approve.goes_later", days=days)

    def _focus_first(self) -> None:
        """To the first thing that is still to be done."""
        if not self.isVisible() or self.check.running or self.foot.name.hasFocus():
            return
        if not isinstance(self._shown, Draft):
            self.foot.onward.setFocus()
            return
        unseen = [one for one in self.points.ticks.values() if not one.isChecked()]
        if unseen:
            self.points.go_to(unseen[0])
        else:
            (self.foot.do if self.foot.do.isEnabled() else self.foot.name).setFocus()

    # --- how it is made

    def _make(self) -> None:
        practice = self.practice
        self.player = Player(practice)
        self.points = Points(practice)
        self.points.ticked.connect(self._ticked)
        self.points.listen_asked.connect(self._listen)
        self.points.line_asked.connect(self._go_to_line)
        self.seal = Seal(practice)
        self.seal.again_asked.connect(self.reopen)
        self.text = NoteText()
        self._heading, self._title = label("", "title"), label("", "title")
        self._count = label("", "pill")
        self._all_seen = label(practice.say("approve.all_seen"), "done")
        self.check = Check(self)
        self.check.done.connect(self._checked)
        self.check.failed.connect(self._not_checked)
        self.foot = Foot(practice)
        self.foot.name_changed.connect(self._show_reason)
        self.foot.approve_asked.connect(self.approve)
        self.foot.open_asked.connect(partial(self._walk, 1))
        self.foot.stop_asked.connect(partial(practice.step_chosen.emit, "review"))
        self.foot.onward_asked.connect(partial(practice.step_chosen.emit, "export"))

    def _arrange(self) -> None:
        self._nothing = reading(self.practice.say("approve.none_yet"), "muted")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint = reading(self.practice.say("approve.text_hint"), "hint")
        self._both = self._columns()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        for part in (self._nothing, self._both, self.foot):
            whole.addWidget(part)
        whole.setStretch(0, 1)
        whole.setStretch(1, 1)
        self.player.hide()
        self._show()

    def _columns(self) -> QWidget:
        say = self.practice.say
        self._left = QWidget()
        count = row(self._count, self._all_seen, 1)
        self._left.setLayout(column(_head(self._heading, count, self.player), self.points.area))
        right = column(
            _head(row(self._title, 1), self._hint), scrolled(self.text, say("approve.text"))
        )
        seal = QWidget()
        seal.setLayout(column(self.seal, 1))
        self._sealed = scrolled(seal, say("approve.approved"))
        self._sealed.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its button is what is gone to
        both = QWidget()
        beside = QHBoxLayout(both)
        beside.setContentsMargins(PANE - FRAME, 4 * STEP, PANE - FRAME, 4 * STEP)
        beside.setSpacing(PANE)
        beside.addWidget(self._left, 1)
        beside.addWidget(self._sealed, 1)
        beside.addLayout(right, 1)
        for part in (self._left, self._sealed):
            part.setMinimumWidth(_NARROWEST)
        return both


def _head(*parts: QWidget | QLayout) -> QVBoxLayout:
    """What stands above what scrolls, in line with what is in it."""
    made = column(*parts)
    made.setContentsMargins(FRAME, 0, FRAME, 0)
    return made
