"""The small pieces every screen is made of: labels, buttons, cards, rows and columns."""

from collections.abc import Callable, Iterable
from html import escape
from itertools import pairwise

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.look.tokens import STEP


def label(text: str = "", look: str = "", *, wrap: bool = False) -> QLabel:
    """Words on the screen: plain text, whatever is in it."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("look", look)
    made.setWordWrap(wrap)
    return made


def literal(text: str) -> str:
    """The same for a menu or a button of Qt, to which an ampersand says which key comes next."""
    return text.replace("&", "&&")


def hint(widget: QWidget, text: str) -> None:
    """Words that the mouse shows: plain text, which Qt takes for a page where it looks like one."""
    widget.setToolTip(plain(text))


def plain(text: str) -> str:
    """Words for a tooltip, whatever is in them."""
    return f"<qt>{escape(text)}</qt>" if "<" in text or "&" in text else text


def pressed_by_enter(made: QAbstractButton, event: QKeyEvent) -> bool:
    """Whether it was Enter, which has pressed it; outside a dialog Qt leaves Enter alone."""
    enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if not enter or held != Qt.KeyboardModifier.NoModifier:
        return False
    if not event.isAutoRepeat():
        made.click()
    return True


class _Button(QPushButton):
    """A button that says its words as they are."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.setText(text)

    def text(self) -> str:
        """The words on it."""
        return super().text().replace("&&", "&")

    def setText(self, text: str) -> None:
        """Put these words on it."""
        super().setText(literal(text))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it, as the space bar does."""
        if not pressed_by_enter(self, event):
            super().keyPressEvent(event)


def button(
    text: str,
    pressed: Callable[[], object],
    look: str = "",
    *,
    keys: str = "",
    name: str = "",
) -> QPushButton:
    """A button; `keys` is its shortcut, `name` what a screen reader says where text is a sign."""
    made = _Button(text)
    made.setProperty("look", look)
    made.setAutoDefault(False)
    made.clicked.connect(lambda *_: pressed())
    if keys:
        short = QShortcut(QKeySequence(keys), made, made.click)
        short.setAutoRepeat(False)  # a key held too long presses once, and nothing behind it
    if name:
        made.setAccessibleName(name)
        hint(made, name)
    return made


def card(look: str = "card") -> QFrame:
    """A frame on the surface."""
    made = QFrame()
    made.setProperty("look", look)
    return made


def column(*parts: QWidget | QLayout | int, margin: int = 0, space: int = 2) -> QVBoxLayout:
    """Parts below each other; a number is room that grows. Margin and space in steps of 4."""
    made = QVBoxLayout()
    _fill(made, parts, margin, space)
    return made


def row(*parts: QWidget | QLayout | int, margin: int = 0, space: int = 2) -> QHBoxLayout:
    """Parts beside each other; a number is room that grows."""
    made = QHBoxLayout()
    _fill(made, parts, margin, space)
    return made


def _fill(
    layout: QVBoxLayout | QHBoxLayout,
    parts: tuple[QWidget | QLayout | int, ...],
    margin: int,
    space: int,
) -> None:
    layout.setContentsMargins(*(margin * STEP,) * 4)
    layout.setSpacing(space * STEP)
    for part in parts:
        if isinstance(part, int):
            layout.addStretch(part)
        elif isinstance(part, QWidget):
            layout.addWidget(part)
        else:
            layout.addLayout(part)


def tab_through(around: QWidget, stops: Iterable[QWidget]) -> None:
    """Have Tab go through these where it comes to what they are in; Qt puts what is made after a
    window was shown behind all that is in it."""
    first = around
    while first.focusPolicy() == Qt.FocusPolicy.NoFocus or around.isAncestorOf(first):
        first = first.previousInFocusChain() or around  # Qt goes on only from what takes the focus
        if first is around:
            break
    for before, after in pairwise((first, *stops)):
        QWidget.setTabOrder(before, after)


def stand_over(dialog: QDialog, size: QSize) -> None:
    """Give a dialog this size, and no more than the window has that it stands over."""
    under = dialog.parentWidget()
    dialog.resize(size.boundedTo(under.window().size()) if under is not None else size)


class Shortened(QLabel):
    """A line that is cut in the middle where there is no room; the tooltip has all of it."""

    def __init__(self, look: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("look", look)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._whole = self._more = ""

    @property
    def whole(self) -> str:
        """The words before anything was cut."""
        return self._whole

    def say(self, text: str, *, more: str = "") -> None:
        """Show these words; `more` is told by the tooltip and a screen reader alone."""
        self._whole, self._more = text, more
        self.setAccessibleName(text)
        self.setAccessibleDescription(more)
        self._fit()

    def resizeEvent(self, event: object) -> None:
        """Cut anew."""
        self._fit()

    def _fit(self) -> None:
        metrics = QFontMetrics(self.font())
        shown = metrics.elidedText(self._whole, Qt.TextElideMode.ElideMiddle, self.width())
        super().setText(shown)
        cut = self._whole if shown != self._whole else ""
        hint(self, "\n".join(filter(None, (cut, self._more))))
