"""The page on which the passphrase of the new library is chosen."""

from contextlib import suppress

from desktop.entrance import begin_library
from desktop.errors import GriffelError
from desktop.store.recovery_code import RecoveryCode
from desktop.store.sealing import Key
from desktop.store.vault import SHORTEST_PASSPHRASE
from desktop.ui.first_start.page import Page, Start
from desktop.ui.look.passphrase_field import PassphraseField
from desktop.ui.look.pieces import card, column, label
from desktop.ui.work.beside import beside
from desktop.words import Problem


class PassphrasePage(Page):
    """Twice the same; going on makes the library, which takes a second."""

    name = "passphrase"

    def __init__(self, start: Start) -> None:
        super().__init__(start)
        self.first = PassphraseField(self.say, self.say("vault.new_passphrase"))
        self.again = PassphraseField(self.say, self.say("vault.passphrase_again"), self.first)
        self.state = label("", "hint", wrap=True)
        for field in (self.first, self.again):
            field.changed.connect(self._look)
        self.first.entered.connect(self.again.line.setFocus)
        self.again.entered.connect(self._entered)
        inside = card()
        inside.setLayout(column(self.first, self.again, self.state, margin=4, space=3))
        advice = label(self.say("first_start.passphrase_advice"), "muted", wrap=True)
        self.setLayout(column(*self.heading(), inside, advice, 1, space=4))
        self.setFocusProxy(self.first)
        self._look()

    @property
    def may_go_on(self) -> bool:
        """Long enough, and twice the same."""
        long_enough = len(self.first.text) >= SHORTEST_PASSPHRASE
        return long_enough and self.first.text == self.again.text and not self.busy

    @property
    def primary(self) -> str:
        """Making the library cannot be undone by going back, so it is named."""
        return self.say("first_start.make_library")

    def go_on(self) -> None:
        """Make the library beside the screen."""
        folder, passphrase = self.start.folder, self.first.text
        self.busy = True
        self.changed.emit()
        beside(self, lambda: begin_library(folder, passphrase), self._made, self._refused)

    def _made(self, made: tuple[Key, RecoveryCode]) -> None:
        self.busy = False
        self.start.root, self.start.code = made
        self.first.clear()
        self.again.clear()
        self.done.emit()
        with suppress(GriffelError):  # then nobody reminds of it; the code is on the screen
            self.start.set(code_on_paper=False)

    def _refused(self, problem: Problem) -> None:
        self.busy = False
        self.changed.emit()
        self.troubled.emit(problem)

    def _entered(self) -> None:
        if self.may_go_on:
            self.go_on()

    def _look(self) -> None:
        missing = SHORTEST_PASSPHRASE - len(self.first.text)
        if missing > 0:
            said = self.say("first_start.passphrase_short", count=SHORTEST_PASSPHRASE)
        elif not self.again.text:
            said = self.say("first_start.passphrase_repeat")
        elif self.first.text != self.again.text:
            said = self.say("first_start.passphrase_differs")
        else:
            said = "✓ " + self.say("first_start.passphrase_same")
        self.state.setText(said)
        self.changed.emit()
