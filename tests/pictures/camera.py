"""Takes the pictures: the window with what stands over it, in the fewest colours that do."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QPoint, Qt
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter, QPixmap, qRgb
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from tests.pictures.names import NAMES

_LONGEST = 60.0  # seconds until what is waited for has come; a second on a quiet machine
_COLOURS = 256
_SHADE = QColor(0, 0, 0, 70)


class NotComing(RuntimeError):
    """What the picture should show did not come."""


class Camera:
    """Photographs one window into one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.taken: list[Path] = []

    def take(self, name: str, window: QWidget) -> None:
        """The window as it is now, and a dialog over it if there is one."""
        if name not in NAMES:
            raise NotComing(name)
        settle()
        picture = window.grab()
        for dialog in window.findChildren(QDialog):
            if dialog.isVisible():
                _lay_over(picture, dialog)
        self.folder.mkdir(parents=True, exist_ok=True)
        place = self.folder / f"{name}.png"
        writer = QImageWriter(str(place), b"png")
        writer.setQuality(0)  # of a format without loss it says how small: 0 is the smallest
        if not writer.write(in_few_colours(picture.toImage())):
            raise NotComing(name)
        self.taken.append(place)


def settle() -> None:
    """Have everything that was asked for come onto the screen."""
    for _ in range(4):
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
        QTest.qWait(20)


def wait_until(what: str, so: Callable[[], object]) -> None:
    """Wait until that is so."""
    deadline = QDeadlineTimer(int(1000 * _LONGEST))
    while not so():
        if deadline.hasExpired():
            raise NotComing(what)
        QTest.qWait(20)


def _lay_over(picture: QPixmap, dialog: QDialog) -> None:
    """A dialog as it stands over its window, which is darker behind it."""
    above = dialog.grab()
    corner = QPoint(
        (picture.width() - above.width()) // 2, (picture.height() - above.height()) // 2
    )
    painter = QPainter(picture)
    painter.fillRect(picture.rect(), _SHADE)
    painter.drawPixmap(corner, above)
    painter.end()


def in_few_colours(image: QImage) -> QImage:
    """The same with a palette of the colours that are in it most: a third of the bytes."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    pixels = memoryview(plain.constBits()).cast("B").cast("I")
    most = [colour for colour, _ in Counter(pixels).most_common(_COLOURS)]
    table = [qRgb(c >> 16 & 255, c >> 8 & 255, c & 255) for c in most]
    flags = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither
    return plain.convertToFormat(QImage.Format.Format_Indexed8, table, flags)
