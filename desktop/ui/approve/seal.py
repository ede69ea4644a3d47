"""Who approved a note, when, and the way to correct it again."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from desktop.consultation import Approved
from desktop.ui.approve.text import have_read, moment, reading
from desktop.ui.look.pieces import button, card, column, label, row
from desktop.ui.practice import Practice

_SHOWN = 8  # signs of the seal


class Seal(QFrame):
    """An approval; taking it back asks once, in its place."""

    again_asked = Signal()

    def __init__(self, practice: Practice) -> None:
        super().__init__()
        say = practice.say
        self._practice = practice
        self.setProperty("look", "card")
        self._by, self._at, self._hash = reading(""), reading(""), reading("", "muted")
        self.again = button(say("approve.again"), self._ask)
        self._question = self._made_question()
        self.setLayout(
            column(
                label(say("approve.approved"), "title"),
                self._by,
                self._at,
                self._hash,
                row(self.again, 1),
                self._question,
                margin=4,
            )
        )

    def show_approval(self, approved: Approved) -> None:
        """Show this one."""
        say, approval = self._practice.say, approved.approval
        at = moment(approval.at, self._practice.language)
        for part, text in (
            (self._by, say("approve.approved_by", name=approval.by)),
            (self._at, say("approve.approved_at", at=at)),
            (self._hash, say("approve.approved_seal", seal=approval.text_sha256[:_SHOWN])),
        ):
            have_read(part, text)
        self._answer()

    def _made_question(self) -> QWidget:
        say = self._practice.say
        made = card("finding")
        self.sure = button(say("approve.again_do"), self.again_asked.emit)
        self.leave = button(say("approve.again_not"), self._answer)
        made.setLayout(column(reading(say("approve.again_ask")), self.sure, self.leave, margin=3))
        return made

    def _ask(self) -> None:
        self.again.hide()
        self._question.show()
        self.leave.setFocus()

    def _answer(self) -> None:
        had = self._question.isAncestorOf(self.focusWidget() or self)
        self._question.hide()
        self.again.show()
        if had:
            self.again.setFocus()
