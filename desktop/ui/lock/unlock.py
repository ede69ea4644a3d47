"""The lock screen: the passphrase, the recovery code, or the keychain where the user chose it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFocusEvent, QShowEvent
from PySide6.QtWidgets import QLineEdit, QProgressBar, QPushButton, QWidget

from desktop.errors import GriffelError, KeychainUnavailable, PassphraseWait, PassphraseWrong
from desktop.settings import Settings
from desktop.store.home import Home
from desktop.store.lock import WriterLock
from desktop.store.sealing import Key
from desktop.store.vault import SHORTEST_PASSPHRASE
from desktop.ui.look.notice import Notice
from desktop.ui.look.passphrase_field import PassphraseField
from desktop.ui.look.pieces import button, card, column, label, row
from desktop.ui.say import say_in
from desktop.ui.work.beside import beside
from desktop.words import Problem, explain

WIDTH = 460

# What goes on behind the curtain: a recording, hearing and writing, or what cannot be kept now.
Hidden = Literal["recording", "working", "unsaved"]


class Unlock(QWidget):
    """Asks for the key of a library; a wait after wrong tries is counted down."""

    opened = Signal(object)  # the root Key of the library

    def __init__(
        self, folder: Path, settings: Settings, *, behind_curtain: Hidden | None = None
    ) -> None:
        super().__init__()
        self._folder, self._settings = folder, settings
        self._say = say_in(settings.screen)
        self._behind_curtain = behind_curtain
        self._waiting, self._trying = 0, False
        self._seconds = QTimer(self)
        self._seconds.setInterval(1000)
        self._seconds.timeout.connect(self._count_down)
        self.notice = Notice(self._say("window.close_notice"))
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._busy.setAccessibleName(self._say("unlock.busy"))
        self._build_forms()
        self._arrange()
        self._rest()

    def say(self, problem: Problem) -> None:
        """Tell why the library stays closed; what was typed is forgotten."""
        for field in (self.passphrase, self.new_passphrase):
            field.clear()
        if isinstance(problem, PassphraseWait):
            self._waiting = problem.seconds
            self._seconds.start()
            self._count_down(0)
        elif isinstance(problem, PassphraseWrong):
            self.notice.say(self._say("unlock.wrong"), trouble=True)
        else:
            self.notice.say(explain(problem, self._settings.screen), trouble=True)
        self._rest()

    def showEvent(self, event: QShowEvent) -> None:
        """Ready to type; where another window has the library, that is said at once."""
        super().showEvent(event)
        if self._behind_curtain:
            return
        try:
            WriterLock(Home(self._folder).lock).release()
        except GriffelError as problem:
            self.say(problem)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Ready to type. Not by a focus proxy: Tab skips what stands before one."""
        self.passphrase.setFocus()

    def _build_forms(self) -> None:
        say = self._say
        self.passphrase = PassphraseField(say, say("vault.passphrase"))
        self.open_button = button(say("unlock.open"), self._by_passphrase, "primary")
        self.passphrase.entered.connect(self.open_button.click)
        self.passphrase.changed.connect(self._rest)
        self.keychain_button = button(say("unlock.keychain"), self._by_keychain)
        self.keychain_button.setVisible(self._settings.keychain and not self._behind_curtain)
        other = partial(self._turn_to, 1)
        self.code_button = button(say("unlock.forgotten"), other, "link")
        self.code_button.setVisible(not self._behind_curtain)
        first = QWidget()
        below = row(self.code_button, 1, self.open_button)
        first.setLayout(column(self.passphrase, below, self.keychain_button, space=4))
        self._forms = (first, self._recovery_form())
        self._forms[1].hide()

    def _recovery_form(self) -> QWidget:
        say = self._say
        self.code = QLineEdit()
        self.code.setAccessibleName(say("vault.recovery_code"))
        self.code.textChanged.connect(self._rest)
        self.new_passphrase = PassphraseField(say, say("vault.new_passphrase"))
        self.new_passphrase.changed.connect(self._rest)
        self.recover_button: QPushButton = button(say("unlock.recover"), self._by_code, "primary")
        self.new_passphrase.entered.connect(self.recover_button.click)
        self.back_button = button(say("first_start.back"), partial(self._turn_to, 0))
        above = label(say("vault.recovery_code"))
        above.setBuddy(self.code)
        made = QWidget()
        made.setLayout(
            column(
                label(say("unlock.recovery_about"), "muted", wrap=True),
                column(above, self.code, space=1),
                self.new_passphrase,
                label(say("first_start.passphrase_short", count=SHORTEST_PASSPHRASE), "hint"),
                row(self.back_button, 1, self.recover_button),
                space=4,
            )
        )
        return made

    def _arrange(self) -> None:
        say = self._say
        hidden = self._behind_curtain
        title = say(f"lock.{hidden}_title" if hidden else "unlock.title")
        about = say(f"lock.{hidden}_about" if hidden else "unlock.about")
        inside = card()
        inside.setFixedWidth(WIDTH)
        inside.setLayout(
            column(
                label(title, "section"),
                label(about, "muted", wrap=True),
                *self._forms,
                self._busy,
                margin=6,
                space=4,
            )
        )
        self.setLayout(column(self.notice, 1, row(1, inside, 1), 2, space=0))

    def _turn_to(self, form: int) -> None:
        self.notice.say("", trouble=False)
        for place, made in enumerate(self._forms):
            made.setVisible(place == form)
        (self.code if form else self.passphrase).setFocus()

    def _by_passphrase(self) -> None:
        typed = self.passphrase.text
        self._try(lambda: _unlocked(self._folder, typed))

    def _by_code(self) -> None:
        code, new = self.code.text(), self.new_passphrase.text
        self._try(lambda: _recovered(self._folder, code, new))

    def _by_keychain(self) -> None:
        self._try(lambda: _remembered(self._folder))

    def _try(self, work: Callable[[], Key]) -> None:
        self.notice.say("", trouble=False)
        self._trying = True
        self._rest()
        beside(self, work, self._let_in, self._refused)

    def _let_in(self, root: Key) -> None:
        self._trying = False
        for field in (self.passphrase, self.new_passphrase):
            field.clear()
        self.code.clear()
        self.opened.emit(root)
        self._rest()

    def _refused(self, problem: Problem) -> None:
        self._trying = False
        self.say(problem)
        (self.passphrase if self._forms[1].isHidden() else self.code).setFocus()

    def _count_down(self, passed: int = 1) -> None:
        self._waiting -= passed
        if self._waiting > 0:
            self.notice.say(self._say("unlock.wait", seconds=self._waiting), trouble=True)
        else:
            self._seconds.stop()
            self.notice.say(self._say("unlock.wait_over"), trouble=False)
        self._rest()

    def _rest(self) -> None:
        """What can be pressed now."""
        free = not self._trying and self._waiting <= 0
        self._busy.setVisible(self._trying)
        self.open_button.setEnabled(free and bool(self.passphrase.text))
        self.recover_button.setEnabled(
            free and bool(self.code.text()) and len(self.new_passphrase.text) >= SHORTEST_PASSPHRASE
        )
        self.keychain_button.setEnabled(free)


# What opens a library is loaded when it is wanted: the window is there half a second sooner.


def _unlocked(folder: Path, passphrase: str) -> Key:
    from desktop.app import unlock

    return unlock(folder, passphrase)


def _recovered(folder: Path, code: str, passphrase: str) -> Key:
    from desktop.entrance import recover

    return recover(folder, code, passphrase)


def _remembered(folder: Path) -> Key:
    """The key in the keychain; none that fits is said, for the user asked for it."""
    from desktop.app import unlock_remembered

    root = unlock_remembered(folder)
    if root is None:
        raise KeychainUnavailable
    return root
