"""Ten fingers and no mouse. After each key there is a focus, and it can be seen where it is."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication, QImage, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from tests.stories.app.waiting import PATIENCE, wait_until

MOST_STOPS = 100  # of the tab key, before it has been everywhere
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SHIFT, ALONE = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier


class Keys:
    """Keys that come in at a window. What is meant is found by what is said of what has the focus.

    `unseen` has what is said of each stop of the tab key where nothing showed that it was there.
    """

    def __init__(self, window: QWidget, patience: float = PATIENCE) -> None:
        self._window, self._patience = window, patience
        self.unseen: list[str] = []
        QGuiApplication.styleHints().setCursorFlashTime(0)  # a cursor that blinks is away at times
        window.activateWindow()
        assert QTest.qWaitForWindowActive(window, int(1000 * PATIENCE))

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = ALONE) -> None:
        """One key: for whatever has the focus, or a shortcut."""
        QTest.keyClick(self._handle, key, held)

    def type(self, text: str) -> None:
        """Letters, one by one."""
        for sign in text:
            QTest.keyClick(self._handle, ord(sign))

    def tab(self) -> None:
        """The tab key. Where the focus was and where it is now, something else is to be seen."""
        left, before, stood = self.here, self._picture(), self._place(self.here)
        self.press(Qt.Key.Key_Tab)
        come, after = self.here, self._picture()
        # Where all has scrolled, a button may come to stand just where one like it had the focus.
        scrolled = self._place(left) != stood
        for stop in (left, come) if come is not left and not scrolled else ():
            place = self._place(stop)
            if before.copy(place) == after.copy(place):
                self.unseen.append(spoken(stop))

    def tab_to(self, name: str) -> None:
        """Press the tab key until the focus is on what has this name."""
        met: list[str] = []
        while name not in spoken(self.here):
            met.append(spoken(self.here))
            assert len(met) < MOST_STOPS, f"no tab comes to {name}, but to {sorted(set(met))}"
            self.tab()

    def round(self) -> None:
        """Press the tab key until the focus is where it was."""
        began, stops = self.here, 0
        while not stops or self.here is not began:
            stops += 1
            assert stops < MOST_STOPS, f"no tab comes back to {spoken(began)}"
            self.tab()

    def choose(self, name: str) -> None:
        """Go to a button that works, and press it."""
        self.tab_to(name)
        self.press(Qt.Key.Key_Space)

    def wait_until(self, what: str, so: Callable[[], object]) -> None:
        """Wait until this is so; there is a focus all the same."""
        wait_until(what, so)
        assert self.here

    @property
    def here(self) -> QWidget:
        """What has the focus: there always is something, and it is on the screen."""
        wait_until("something has the focus", self._focused, self._patience)
        found = self._focused()
        assert found is not None
        return found

    @property
    def _handle(self) -> QWindow:
        """Where keys come in."""
        wait_until("it is in front", self._window.isActiveWindow)
        handle = self._window.windowHandle()
        assert handle is not None
        return handle

    def _focused(self) -> QWidget | None:
        here = QApplication.focusWidget()
        usable = here is not None and here.isEnabled() and not here.visibleRegion().isEmpty()
        return here if usable else None

    def _picture(self) -> QImage:
        """The window as it is, once all that waits to be painted is."""
        QApplication.processEvents()
        return self._window.grab().toImage()

    def _place(self, widget: QWidget) -> QRect:
        return QRect(widget.mapTo(self._window, QPoint()), widget.size())


def spoken(widget: QWidget) -> str:
    """What is said of a widget."""
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return f"{widget.accessibleName()} {text}".strip()
