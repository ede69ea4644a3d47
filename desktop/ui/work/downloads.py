"""The model that is being fetched, how far that is, and why it came to nothing.

It is nobody's of a library: it goes on behind a closed sheet, from the first start into the work,
and while the window is locked.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from desktop.errors import GriffelError
from desktop.models.fetch import Fetch
from desktop.models.fetching import Fetched, Fetching, FetchNews, NotFetched

_LOOK_EVERY = 100  # milliseconds


@dataclass(frozen=True)
class Download:
    """One that goes on, or that came to nothing: then `code` says why, and `file` of which file."""

    done: int = 0  # bytes
    whole: int = 0  # 0: nothing is known yet
    stops: bool = False
    code: str = ""
    file: str = ""

    @property
    def goes_on(self) -> bool:
        """Whether there is still to wait for it."""
        return not self.code

    @property
    def is_read_over(self) -> bool:
        """Whether all of it is here, and each byte is being looked at."""
        return 0 < self.whole == self.done


class Downloads(QObject):
    """One at a time: two would be no sooner."""

    begun = Signal(str)  # the name of a model
    moved = Signal(str)
    ended = Signal(str, bool)  # True: it is here

    def __init__(
        self, parent: QObject | None = None, begin: Callable[[str], Fetch] = Fetch.begin
    ) -> None:
        super().__init__(parent)
        self._begin = begin
        self._fetch: Fetch | None = None
        self._downloads: dict[str, Download] = {}
        self._arrived: list[str] = []
        self._looking = QTimer(self)
        self._looking.setInterval(_LOOK_EVERY)
        self._looking.timeout.connect(self._look)
        for going_on in Fetch.going_on():
            self._wait_for(going_on)

    @classmethod
    def here(cls) -> "Downloads":
        """Those of this window; made when they are first asked for."""
        application = QCoreApplication.instance()
        return (application.findChild(cls) if application else None) or cls(application)

    @property
    def busy(self) -> bool:
        """Whether something is being fetched."""
        return self._fetch is not None

    def of_model(self, name: str) -> Download | None:
        """The download of that model; None: none was begun, or it is here, or was stopped."""
        return self._downloads.get(name)

    def begin(self, name: str) -> None:
        """Fetch a model, because somebody asks for it now."""
        if self.busy:
            return
        try:
            self._wait_for(self._begin(name))
        except GriffelError as problem:
            self._downloads[name] = Download(code=problem.code)
            self.ended.emit(name, False)
        else:
            self.begun.emit(name)

    def stop(self, name: str) -> None:
        """Fetch it no further; what is there stays."""
        if self._fetch is not None and self._fetch.name == name:
            self._fetch.stop()
            self._downloads[name] = replace(self._downloads[name], stops=True)
            self.moved.emit(name)

    def arrived(self) -> Iterator[str]:
        """Each model that came in and that nobody was told of yet, once."""
        while self._arrived:
            yield self._arrived.pop(0)

    def _wait_for(self, fetch: Fetch) -> None:
        self._fetch = fetch
        self._downloads[fetch.name] = Download()
        self._looking.start()

    def _look(self) -> None:
        fetch = self._fetch
        for news in fetch.news() if fetch is not None else ():
            self._take(fetch.name if fetch is not None else "", news)

    def _take(self, name: str, news: FetchNews) -> None:
        before = self._downloads[name]
        if isinstance(news, Fetching):
            self._downloads[name] = replace(before, done=news.done, whole=news.whole)
            self.moved.emit(name)
            return
        self._looking.stop()
        self._fetch = None
        if isinstance(news, NotFetched):
            self._downloads[name] = replace(before, code=news.code, file=news.file)
        else:
            del self._downloads[name]
        if isinstance(news, Fetched):
            self._arrived.append(name)
        self.ended.emit(name, isinstance(news, Fetched))
