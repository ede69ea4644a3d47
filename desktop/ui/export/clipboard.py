"""Text on the clipboard that is marked as secret and does not stay there."""

from PySide6.QtCore import QByteArray, QCoreApplication, QMimeData, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

SECONDS = 30

# What tells programs that keep a history of the clipboard, or send it on, to leave this alone:
# KDE and others; Windows, of which two are a number in four bytes; macOS (nspasteboard.org).
_HINTS = (
    ("x-kde-passwordManagerHint", b"secret"),
    ("ExcludeClipboardContentFromMonitorProcessing", b"\x01\x00\x00\x00"),
    ("CanIncludeInClipboardHistory", b"\x00\x00\x00\x00"),
    ("CanUploadToCloudClipboard", b"\x00\x00\x00\x00"),
    ("org.nspasteboard.ConcealedType", b"\x01"),
)


class Clipboard(QObject):
    """What Griffel put on the clipboard, until it is cleared; never what others put there."""

    cleared = Signal()  # what was ours is no longer there

    def __init__(self, application: QCoreApplication | None, seconds: float = SECONDS) -> None:
        super().__init__(application)
        self._board = QGuiApplication.clipboard()
        self._ours = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(round(1000 * seconds))
        self._timer.timeout.connect(self.clear_ours)
        if application is not None:
            application.aboutToQuit.connect(self.clear_ours)

    def put(self, text: str) -> None:
        """Put a text there; the time begins anew."""
        carried = QMimeData()
        carried.setText(text)
        for kind, value in _HINTS:
            carried.setData(kind, QByteArray(value))
        self._board.setMimeData(carried)
        self._ours = text
        self._timer.start()

    @property
    def holds_ours(self) -> bool:
        """Whether what is there now is what Griffel put there last."""
        return bool(self._ours) and _plain(self._board.text()) == _plain(self._ours)

    def clear_ours(self) -> None:
        """Take it off, if it still is there."""
        self._timer.stop()
        if self.holds_ours:
            self._board.clear()
        self._ours = ""
        self.cleared.emit()


def clipboard() -> Clipboard:
    """The one of this application."""
    application = QCoreApplication.instance()
    found = application.findChild(Clipboard) if application is not None else None
    return found if isinstance(found, Clipboard) else Clipboard(application)


def clear_ours() -> None:
    """Take what Griffel put on the clipboard off it, as when it locks."""
    clipboard().clear_ours()


def _plain(text: str) -> str:
    # Windows gives a text back with other line ends than it was put there with.
    return text.replace("\r\n", "\n")
