"""The page with what Griffel is for here, and the texts of the institution to agree to."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout

from desktop.app import open_session
from desktop.desk import Desk
from desktop.errors import GriffelError
from desktop.policy import STRICT
from desktop.rules import acknowledge
from desktop.ui.first_start.page import Page, Start
from desktop.ui.look.pieces import column
from desktop.ui.sheets.terms import TermsPanel


class PolicyPage(Page):
    """Agreeing is an act in the log of the library, so it needs the library open."""

    name = "policy"

    def __init__(self, start: Start) -> None:
        super().__init__(start)
        self.panel = TermsPanel(self.say, STRICT, ())
        self._place = QVBoxLayout()
        title, self._about = self.heading()
        self.setLayout(column(title, self._about, self._place, 1, space=4))
        self._trouble: GriffelError | None = None

    def arrive(self) -> None:
        """Read the rules in force."""
        self._show_rules()

    @property
    def may_go_on(self) -> bool:
        """Whether every text was agreed to."""
        return self._trouble is not None or self.panel.is_complete

    @property
    def primary(self) -> str:
        """Past a broken policy nothing works: then it is read again."""
        if self._trouble is not None:
            return self.say("first_start.try_again")
        return self.say("first_start.agree_all" if self.panel.boxes else "first_start.next")

    def go_on(self) -> None:
        """Have the log keep what was agreed to."""
        if self._trouble is not None:
            self._show_rules()
            return
        agreed = self.panel.agreed
        if self._at_desk(lambda desk: [acknowledge(desk, one) for one in agreed]):
            self.done.emit()

    def _show_rules(self) -> None:
        self._at_desk(self._fill)
        self.changed.emit()

    def _fill(self, desk: Desk) -> None:
        self.panel.deleteLater()
        waiting = desk.acknowledged.open_terms(desk.policy, desk.user)
        self.panel = TermsPanel(self.say, desk.policy, waiting)
        self.panel.changed.connect(self.changed)
        self._place.addWidget(self.panel)
        code = "policy_about" if desk.policy.terms else "policy_about_rules"
        self._about.setText(self.say(f"first_start.{code}"))

    def _at_desk(self, step: Callable[[Desk], object]) -> bool:
        """Do it at the desk of the library; False when that is refused, which is then said."""
        if self.start.root is None:
            return True
        try:
            with open_session(self.start.folder, self.start.root) as session:
                step(session.desk)
        except GriffelError as problem:
            self._trouble = problem
            self.troubled.emit(problem)
            return False
        self._trouble = None
        return True
