"""Searching in the worklist: names at once, words of notes and conversations after a pause."""

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.reading import search
from desktop.store.search import Hit
from desktop.ui.practice import Practice
from desktop.ui.work.beside import beside
from desktop.words import Problem

_PAUSE = 400  # milliseconds without a key: a search is written down, and half a word is none
_SHORTEST = 2  # characters


class WorklistSearch(QObject):
    """What is looked for, and what of it was found in notes and conversations.

    Words are looked for beside the screen: after a restore all of the library is indexed first.
    """

    found = Signal()

    def __init__(self, practice: Practice) -> None:
        super().__init__()
        self._practice = practice
        self.text = ""
        self.hits: tuple[Hit, ...] = ()
        self._asked = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self._search)

    @property
    def looking(self) -> bool:
        """Whether it is not known yet where these words are."""
        return len(self.text) >= _SHORTEST and (self._timer.isActive() or bool(self._asked))

    def typed(self, text: str) -> None:
        """Look for this, once nothing more is typed."""
        self.text, self.hits = text.strip(), ()
        if len(self.text) >= _SHORTEST:
            self._timer.start()
        else:
            self._timer.stop()
        self.found.emit()

    def _search(self) -> None:
        """One at a time: what is typed meanwhile is looked for when this one is done."""
        if self._asked:
            return
        session, asked = self._practice.session, self.text
        self._asked = asked
        beside(self, lambda: search(session, asked), partial(self._take, asked), self._fail)
        self.found.emit()

    def _take(self, asked: str, hits: tuple[Hit, ...]) -> None:
        self._asked = ""
        if asked == self.text:
            self.hits = hits
        elif len(self.text) >= _SHORTEST and not self._timer.isActive():
            self._search()
        self.found.emit()

    def _fail(self, problem: Problem) -> None:
        self._asked = ""
        self._practice.trouble(problem)
        self.found.emit()
