"""The first start: page after page, from the language to a library that is open."""

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QProgressBar, QRadioButton, QVBoxLayout, QWidget

from desktop.errors import GriffelError
from desktop.settings import Settings
from desktop.ui.first_start.language import LanguagePage
from desktop.ui.first_start.page import Page, Start
from desktop.ui.first_start.pages import PAGES, make_page
from desktop.ui.look.column import ScrollingColumn, framed
from desktop.ui.look.notice import Notice
from desktop.ui.look.pieces import button, card, column, label, row
from desktop.ui.look.question import Question
from desktop.ui.look.tokens import PANE, PRIMARY, Tokens
from desktop.words import Problem, explain

_READABLE, _WIDE = 640, 1200


class FirstStart(QWidget):
    """One question a page, one button that leads on, always in the same corner."""

    finished = Signal(object)  # the root Key of the library
    spoken = Signal(str)  # another language was chosen

    def __init__(self, folder: Path, settings: Settings, tokens: Tokens) -> None:
        super().__init__()
        self.start = Start(folder, settings, tokens)
        self.place, self._sure = 0, False
        self.question: Question | None = None
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(0)
        self._show(0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard goes on to the page."""
        self._focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter leads on from a choice, as it does from a field."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and isinstance(self.focusWidget(), QRadioButton):
            self.next_button.click()
        else:
            super().keyPressEvent(event)

    def may_close(self) -> bool:
        """Whether the window may go. A recovery code that is on no paper is asked about first."""
        if self.start.code is None or self._sure:
            return True
        if self.question is not None:
            return False
        say = self.start.say
        self.question = question = Question(
            say("first_start.code_leave"),
            (say("first_start.code_leave_about"),),
            (say("first_start.code_leave_stay"), say("closing.close")),
            self.window(),
            danger=True,
        )
        question.sure.connect(self._close)
        question.finished.connect(question.deleteLater)
        question.finished.connect(self._asked)
        question.open()
        return False

    def _asked(self) -> None:
        self.question = None

    def _close(self) -> None:
        self._sure = True
        self.window().close()

    def go_on(self) -> None:
        """To the next page, or into Griffel."""
        if self.page.name == "code":
            with suppress(GriffelError):  # to be reminded of it once too often is no harm
                self.start.set(code_on_paper=True)
        if self.place + 1 < len(PAGES):
            self._show(self.place + 1)
        else:
            self.finished.emit(self.start.root)

    def go_back(self) -> None:
        """To the page before."""
        if self._may_go_back:
            self._show(self.place - 1)

    @property
    def _may_go_back(self) -> bool:
        """A library that was made stays: there is no way back to before it."""
        first = PAGES.index("model") if self.start.root is not None else 0
        return self.place > first and self.page.can_go_back and not self.page.busy

    def _show(self, place: int) -> None:
        self.place = place
        while (item := self._lines.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self.page: Page = make_page(PAGES[place], self.start)
        self._connect()
        self._arrange()
        self.page.arrive()
        self._look()
        self._focus()

    def _focus(self) -> None:
        """To where the page begins; where it asks nothing, to the button that leads on."""
        asks = self.page.focusProxy() is not None or not self.next_button.isEnabled()
        (self.page if asks else self.next_button).setFocus()

    def _connect(self) -> None:
        self.page.changed.connect(self._look)
        self.page.done.connect(self.go_on)
        self.page.troubled.connect(self.say)
        if isinstance(self.page, LanguagePage):
            self.page.spoken.connect(self._speak)

    def _speak(self, language: str) -> None:
        self.spoken.emit(language)
        self._show(self.place)

    def say(self, problem: Problem) -> None:
        """Say what went wrong; the page stays."""
        self.notice.say(explain(problem, self.start.settings.screen), trouble=True)

    def _look(self) -> None:
        self.back_button.setEnabled(self._may_go_back)
        self.next_button.setText(self.page.primary)
        self.next_button.setEnabled(self.page.may_go_on and not self.page.busy)
        self.skip_button.setVisible(self.page.skippable and not self.page.may_go_on)
        self._busy.setVisible(self.page.busy)
        if self.page.hasFocus():
            self._focus()

    def _arrange(self) -> None:
        say = self.start.say
        self.notice = Notice(say("window.close_notice"))
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._busy.setAccessibleName(say("first_start.busy"))
        for part in (self._head(), self.notice, self._framed(), self._busy, self._foot()):
            self._lines.addWidget(part)
        self._lines.setStretch(2, 1)

    def _head(self) -> QFrame:
        say = self.start.say
        made = card("header")
        step = say("first_start.step", number=self.place + 1, whole=len(PAGES))
        bar = QProgressBar()
        bar.setRange(0, len(PAGES))
        bar.setValue(self.place + 1)
        bar.setTextVisible(False)
        bar.setFixedWidth(160)
        bar.setAccessibleName(step)
        line = row(label(say("first_start.title"), "title"), 1, label(step, "muted"), bar, space=3)
        line.setContentsMargins(PANE, 16, PANE, 16)
        made.setLayout(line)
        return made

    def _framed(self) -> QWidget:
        """The page in the middle, no wider than reads well; the example scrolls by itself."""
        if self.page.wide:
            return framed(self.page, _WIDE)
        made = ScrollingColumn(steady=True)
        made.hold(self.page, _READABLE)
        return made

    def _foot(self) -> QFrame:
        say = self.start.say
        made = card("bar")
        self.back_button = button(say("first_start.back"), self.go_back)
        self.skip_button = button(say("first_start.skip"), self.go_on, "quiet")
        self.next_button = button("", lambda: self.page.go_on(), "primary")
        self.next_button.setMinimumHeight(PRIMARY)
        line = row(self.back_button, 1, self.skip_button, self.next_button, space=3)
        line.setContentsMargins(PANE, 12, PANE, 12)
        made.setLayout(column(line))
        return made
