"""Python's garbage is collected on the thread of the screen only.

A cycle may hold widgets, and Qt ends the program when another thread destroys one; a thread that
reads a model or stretches a passphrase allocates enough to set the collector off.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY = 1_000  # milliseconds


class Garbage(QObject):
    """Takes over from the collector's own moments; gives them back when it goes."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """As far as the collector would have gone by now."""
        due = [
            n
            for n, (count, most) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
            if count > most
        ]
        if due:
            gc.collect(max(due))

    def stop(self) -> None:
        """Leave it to Python again."""
        self._timer.stop()
        gc.enable()
