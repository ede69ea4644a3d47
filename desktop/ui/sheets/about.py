"""About Griffel: version, what it is for, what it does not protect against, the rules, licences."""

from importlib.metadata import PackageNotFoundError, version

from PySide6.QtWidgets import QFrame, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from desktop.errors import GriffelError
from desktop.rules import acknowledge
from desktop.ui.look.pieces import button, card, column, label, row
from desktop.ui.look.tokens import ROW
from desktop.ui.practice import Practice
from desktop.ui.sheets.about_licences import carried
from desktop.ui.sheets.terms import TermsPanel

_NOT_DEFENDED = ("open", "old_copy", "old_key", "system", "other_systems", "plain_files", "backups")


class AboutScreen(QWidget):
    """Everything to know about Griffel on one page; the texts to agree to come first."""

    def __init__(self, practice: Practice) -> None:
        super().__init__()
        self._practice, self._say = practice, practice.say
        desk = practice.session.desk
        waiting = desk.acknowledged.open_terms(desk.policy, desk.user)
        self.terms = TermsPanel(practice.say, desk.policy, waiting)
        self.terms.changed.connect(self._look)
        self.agree_button = button(practice.say("first_start.agree_all"), self._agree, "primary")
        self.agree_button.setVisible(bool(waiting))
        rules = column(self.terms, row(1, self.agree_button), space=2)
        self.setLayout(
            column(
                self._what(),
                label(self._say("about.rules_title"), "section"),
                rules,
                label(self._say("about.limits_title"), "section"),
                self._limits(),
                label(self._say("about.licences_title"), "section"),
                label(self._say("about.licences_about"), "muted", wrap=True),
                self._licences(),
                1,
                space=3,
            )
        )
        self._look()

    def _what(self) -> QFrame:
        made = card()
        try:
            number = version("griffel")
        except PackageNotFoundError:
            number = self._say("about.version_unknown")
        guide = button(
            self._say("about.menu_guide"), lambda: self._practice.sheet_asked.emit("guide")
        )
        made.setLayout(
            column(
                label(self._say("about.version", version=number), "title"),
                label(self._say("about.intended_use"), wrap=True),
                label(self._say("about.stays_here"), wrap=True),
                row(guide, 1),
                margin=4,
                space=2,
            )
        )
        return made

    def _limits(self) -> QFrame:
        made = card()
        lines = [label(self._say(f"about.limit_{name}"), wrap=True) for name in _NOT_DEFENDED]
        intro = label(self._say("about.limits_about"), "muted", wrap=True)
        made.setLayout(column(intro, *lines, margin=4, space=2))
        return made

    def _licences(self) -> QTableWidget:
        packages = carried()
        made = QTableWidget(len(packages), 3)
        made.setAccessibleName(self._say("about.licences_title"))
        heads = [self._say(f"about.column_{name}") for name in ("name", "version", "licence")]
        made.setHorizontalHeaderLabels(heads)
        made.verticalHeader().hide()
        made.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        made.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        made.setTabKeyNavigation(False)
        unknown = self._say("about.licence_unknown")
        for line, one in enumerate(packages):
            for place, text in enumerate((one.name, one.version, one.licence or unknown)):
                made.setItem(line, place, QTableWidgetItem(text))
        made.resizeColumnToContents(0)
        made.setMinimumHeight(10 * ROW)
        self.licences = made
        return made

    def _look(self) -> None:
        self.agree_button.setEnabled(self.terms.is_complete)

    def _agree(self) -> None:
        desk = self._practice.session.desk
        try:
            for one in self.terms.agreed:
                acknowledge(desk, one)
        except GriffelError as problem:
            self._practice.trouble(problem)
            return
        for box in self.terms.boxes.values():
            box.setEnabled(False)
        self.agree_button.hide()
        self._practice.notice.emit(self._say("about.agreed"), False)
