"""Searching in the worklist: names at once, words of notes and conversations after a pause."""

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.reading import search
from desktop.store.search import Hit
from desktop.ui.practice import Practice

_PAUSE = 400  # milliseconds without a key: a search is written down, and half a word is none
_SHORTEST = 2  # characters


class WorklistSearch(QObject):
    """What is looked for, and what of it was found in notes and conversations."""

    found = Signal()

    def __init__(self, practice: Practice) -> None:
        super().__init__()
        self._practice = practice
        self.text = ""
        self.hits: tuple[Hit, ...] = ()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self._search)

    def typed(self, text: str) -> None:
        """Look for this, once nothing more is typed."""
        self.text, self.hits = text.strip(), ()
        if len(self.text) >= _SHORTEST:
            self._timer.start()
        else:
            self._timer.stop()
        self.found.emit()

    def _search(self) -> None:
        found = self._practice.attempt(lambda: search(self._practice.session, self.text))
        self.hits = found or ()
        self.found.emit()
