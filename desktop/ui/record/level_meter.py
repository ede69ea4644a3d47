"""How loud it is now, as a bar."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QSizePolicy

HEIGHT = 10
_BOTTOM = -60.0  # dBFS at the left end of the bar; speech near a microphone is at -40 to -10


def fraction(peak: float) -> float:
    """How much of the bar a peak fills, from 0 to 1."""
    return max(0.0, min(1.0, 1 - peak / _BOTTOM))


class LevelMeter(QFrame):
    """A bar that follows the loudest sample of the last tenth of a second."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setProperty("look", "meter")
        self.setAccessibleName(name)
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._chunk = QFrame(self)
        self._chunk.setProperty("look", "level")
        self._filled = 0.0
        self._fit()

    @property
    def filled(self) -> float:
        """How much of the bar is filled, from 0 to 1."""
        return self._filled

    def sizeHint(self) -> QSize:
        """As wide as in the sketch where there is room."""
        return QSize(420, HEIGHT)

    def say(self, peak: float) -> None:
        """Show this peak, in dBFS."""
        self._filled = fraction(peak)
        self._fit()

    def clear(self) -> None:
        """Nothing is heard."""
        self._filled = 0.0
        self._fit()

    def resizeEvent(self, event: object) -> None:
        """Keep the share."""
        self._fit()

    def _fit(self) -> None:
        self._chunk.setGeometry(0, 0, round(self.width() * self._filled), self.height())
        self._chunk.setVisible(self._filled > 0.02)
