"""How the patient agreed to be recorded, and when that was said."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import get_args

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.intake import Consent, ConsentHow
from desktop.ui.look.pieces import button, column, label, row
from desktop.ui.say import Say

_ARROWS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class ConsentChoice(QWidget):
    """Three buttons of which one may be down; the time is that of the press.

    `screen` is whose words ask for it: before a recording, or of one that was made elsewhere.
    The arrow keys go round the three, and press none. A group of Qt would press, or skip one.
    """

    changed = Signal()

    def __init__(self, say: Say, now: Callable[[], datetime], screen: str) -> None:
        super().__init__()
        self._say, self._now, self._screen = say, now, screen
        self._consent: Consent | None = None
        self.buttons: dict[ConsentHow, QPushButton] = {}
        for how in get_args(ConsentHow):
            made = button(say(f"record_screen.consent_{how}"), partial(self._chosen, how))
            made.setCheckable(True)
            made.installEventFilter(self)
            self.buttons[how] = made
        self._when = label("", "hint", wrap=True)
        self.setLayout(column(row(*self.buttons.values(), 1), self._when, space=1))
        self.show_consent(None)

    @property
    def consent(self) -> Consent | None:
        """The consent that was given; None while there is none."""
        return self._consent

    def show_consent(self, consent: Consent | None) -> None:
        """Show what was given before, or nothing."""
        self._consent = consent
        for how, made in self.buttons.items():
            down = consent is not None and how == consent.how
            made.setChecked(down)
            made.setText(("✓ " if down else "") + self._say(f"record_screen.consent_{how}"))
        if consent is None:
            self._when.setText(self._say(f"{self._screen}.consent_ask"))
        else:
            time = f"{consent.at.astimezone():%H:%M}"
            self._when.setText(self._say(f"{self._screen}.consent_given", time=time))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the arrow keys of the buttons."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        step = _ARROWS.get(Qt.Key(event.key()))
        ways = list(self.buttons.values())
        if step is None or watched not in ways:
            return False
        ways[(ways.index(watched) + step) % len(ways)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _chosen(self, how: ConsentHow) -> None:
        taken_back = self._consent is not None and self._consent.how == how
        self.show_consent(None if taken_back else Consent(how=how, at=self._now()))
        self.changed.emit()
