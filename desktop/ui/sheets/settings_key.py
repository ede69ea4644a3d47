"""The key of the library in the settings: keychain, another passphrase, a new recovery code."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QCheckBox, QFrame, QProgressBar, QWidget

from desktop.app import forget_key, remember_key
from desktop.entrance import vault_of
from desktop.store.keychain import Keychain, system_keychain
from desktop.store.recovery_code import RecoveryCode
from desktop.store.vault import SHORTEST_PASSPHRASE
from desktop.ui.first_start.code import CodeOnPaper
from desktop.ui.first_start.page import Start
from desktop.ui.look.passphrase_field import PassphraseField
from desktop.ui.look.pieces import button, column, label, row
from desktop.ui.practice import Practice
from desktop.ui.work.beside import beside
from desktop.words import Problem

_Done = TypeVar("_Done")


class KeySettings(QFrame):
    """Each change asks for the passphrase, for an open window may be anybody's."""

    def __init__(
        self, practice: Practice, keychain: Callable[[], Keychain] = system_keychain
    ) -> None:
        super().__init__()
        self._practice, self._say, self._keychain = practice, practice.say, keychain
        self._vault = vault_of(practice.session.folder)
        self.setProperty("look", "card")
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._busy.setAccessibleName(self._say("unlock.busy"))
        self._busy.hide()
        self.code_page: CodeOnPaper | None = None
        self._form = self._make_form()
        self._code_place: QWidget | None = None
        title = label(self._say("settings.key_title"), "title")
        self._lines = column(title, self._form, self._busy, margin=4, space=3)
        self.setLayout(self._lines)

    def _make_form(self) -> QWidget:
        say = self._say
        self.passphrase = PassphraseField(say, say("settings.passphrase_now"))
        self.new = PassphraseField(say, say("vault.new_passphrase"))
        self.again = PassphraseField(say, say("vault.passphrase_again"), self.new)
        for field in (self.passphrase, self.new, self.again):
            field.changed.connect(self._look)
        self.change_button = button(say("settings.change_passphrase"), self._change)
        self.code_button = button(say("settings.new_code"), self._new_code)
        self.keychain_box = QCheckBox(say("settings.keychain"))
        self.keychain_box.setChecked(self._practice.settings.keychain)
        self.keychain_box.clicked.connect(self._turn_keychain)
        made = QWidget()
        made.setLayout(
            column(
                label(say("settings.key_about"), "muted", wrap=True),
                self.passphrase,
                self.keychain_box,
                label(say("settings.keychain_about"), "hint", wrap=True),
                row(self.code_button, 1),
                label(say("settings.new_code_about"), "hint", wrap=True),
                self.new,
                self.again,
                row(self.change_button, 1),
                space=2,
            )
        )
        self._look()
        return made

    def _look(self) -> None:
        known = bool(self.passphrase.text)
        self.code_button.setEnabled(known)
        self.keychain_box.setEnabled(known or self._practice.settings.keychain)
        same = len(self.new.text) >= SHORTEST_PASSPHRASE and self.new.text == self.again.text
        self.change_button.setEnabled(known and same)

    def _change(self) -> None:
        old, new = self.passphrase.text, self.new.text
        self._do(lambda: self._vault.change(old, new), lambda _: self._told("vault.changed"))

    def _new_code(self) -> None:
        passphrase = self.passphrase.text
        self._do(lambda: self._vault.new_recovery_code(passphrase), self._show_code)

    def _show_code(self, code: RecoveryCode) -> None:
        practice = self._practice
        practice.set(code_on_paper=False)
        start = Start(practice.session.folder, practice.settings, practice.tokens, code=code)
        self.code_page = page = CodeOnPaper(start)
        kept = button(self._say("settings.code_kept"), page.go_on, "primary")
        kept.setEnabled(False)
        page.changed.connect(lambda: kept.setEnabled(page.may_go_on))
        page.done.connect(self._hide_code)
        inside = QWidget()
        inside.setLayout(column(page, row(1, kept), space=3))
        self._code_place = inside
        self._lines.addWidget(inside)
        self._form.hide()
        page.setFocus()

    def _hide_code(self) -> None:
        if self._code_place is not None:
            self._code_place.hide()
            self._code_place.deleteLater()
        self._form.show()
        self.code_page = None
        self._practice.set(code_on_paper=True)
        self._told("settings.code_replaced")
        self.code_button.setFocus()

    def _turn_keychain(self, wanted: bool) -> None:
        passphrase, vault, keychain = self.passphrase.text, self._vault, self._keychain
        folder = self._practice.session.folder

        def turn() -> None:
            if wanted:
                remember_key(folder, vault.open(passphrase), keychain)
            else:
                forget_key(folder, keychain)

        self._do(turn, lambda _: self._keychain_turned(wanted))

    def _keychain_turned(self, wanted: bool) -> None:
        self._practice.set(keychain=wanted)
        self._look()
        self._told("vault.remembered" if wanted else "vault.forgotten")

    def _do(self, work: Callable[[], _Done], done: Callable[[_Done], object]) -> None:
        self._busy.show()
        self._form.setEnabled(False)

        def ended(result: _Done) -> None:
            self._rest()
            done(result)

        beside(self, work, ended, self._failed)

    def _failed(self, problem: Problem) -> None:
        self._rest()
        self.keychain_box.setChecked(self._practice.settings.keychain)
        self._practice.trouble(problem)
        self.passphrase.setFocus()

    def _rest(self) -> None:
        """What was typed is forgotten, whatever came of it."""
        self._busy.hide()
        self._form.setEnabled(True)
        for field in (self.passphrase, self.new, self.again):
            field.clear()
        self._look()

    def _told(self, code: str) -> None:
        self._practice.notice.emit(self._say(code), False)
