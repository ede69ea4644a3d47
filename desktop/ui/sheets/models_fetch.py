"""Fetching a model, on its card: what that means, how far it is, and what stood in the way."""

from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QProgressBar, QScrollArea, QWidget

from asr.transcript import Language
from desktop.models.catalogue import Model
from desktop.models.fetch import hub_name
from desktop.models.size import megabytes_told, size_told
from desktop.ui.look.pieces import button, column, label, row
from desktop.ui.look.style import look
from desktop.ui.say import Say
from desktop.ui.work.downloads import Download

_SENTENCES = ("what", "safe", "how")
_FAILURES = {
    "desktop.model_hub_unreachable": "unreachable",
    "desktop.model_hub_elsewhere": "elsewhere",
    "desktop.model_hub_page": "page",
    "desktop.model_hub_forbidden": "forbidden",
    "desktop.model_damaged": "damaged",
    "desktop.model_not_allowed": "not_allowed",
    "desktop.model_fetcher_gone": "gone",
    "desktop.disk_full": "full",
    "desktop.place_unwritable": "unwritable",
}
_WHOLE = 1000  # steps of the bar


class FetchBox(QWidget):
    """Nothing is fetched before the person who is told of it says so."""

    asked = Signal(str)  # fetch this model now
    stop_asked = Signal(str)
    offered = Signal(bool)  # True: it is told what fetching means; False: that was put away

    def __init__(self, say: Say, language: Language, model: Model) -> None:
        super().__init__()
        self._say, self._language, self._model = say, language, model
        self._offered = False
        self.told = label("", wrap=True)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(say("models_screen.progress", name=model.name))
        self.begin = button("", self._ask, "primary")
        self.not_now = button(say("models_fetch.not_now"), partial(self.offer, False))
        self.stop = button(say("models_fetch.stop"), partial(self.stop_asked.emit, model.name))
        for name in ("begin", "not_now", "stop"):
            named = say(f"models_fetch.{name}_named", name=model.name)
            getattr(self, name).setAccessibleName(named)
        choices = row(self.begin, self.not_now, self.stop, 1)
        self.setLayout(column(self.told, self.progress, choices))
        self.hide()

    @property
    def is_offered(self) -> bool:
        """Whether it is told what fetching means, and nothing was answered yet."""
        return self._offered

    @property
    def has_focus(self) -> bool:
        """Whether the keyboard is on one of its buttons."""
        return any(one.hasFocus() for one in (self.begin, self.not_now, self.stop))

    def withdraw(self) -> None:
        """Ask no more; what is shown in its place is for `show_download`."""
        self._offered = False

    def offer(self, wanted: bool = True) -> None:
        """Tell what would be fetched, from where, and what goes out; or put that away."""
        self._offered = wanted
        self._show(self._about() if wanted else "", choice=wanted)
        if wanted:
            size = size_told(self._model, self._language)
            self.begin.setText(self._say("models_fetch.begin", size=size))
            self.begin.setFocus()
            QTimer.singleShot(0, self, self._come_in_sight)  # once it has its place
        self.offered.emit(wanted)

    def show_download(self, download: Download | None) -> None:
        """How far it is, or why it came to nothing; that makes way for what is asked since."""
        goes_on = download is not None and download.goes_on
        if self._offered and not goes_on:
            return
        had_focus = self.has_focus
        self._offered = False
        if download is None:
            self._show("")
        elif goes_on:
            self._show(self._how_far(download), goes_on=True)
            self.progress.setRange(0, _WHOLE if download.whole else 0)
            self.progress.setValue(_WHOLE * download.done // max(download.whole, 1))
            self.stop.setEnabled(not download.stops)
            if had_focus:
                self.stop.setFocus()
        else:
            self._show(f"⚠ {self._why(download)}", trouble=True)

    def _ask(self) -> None:
        self.withdraw()  # it was answered, and what comes of that is shown
        self.asked.emit(self._model.name)

    def _show(
        self, told: str, *, choice: bool = False, goes_on: bool = False, trouble: bool = False
    ) -> None:
        self.told.setText(told)
        look(self.told, "danger" if trouble else "")
        self.progress.setVisible(goes_on)
        self.stop.setVisible(goes_on)
        self.begin.setVisible(choice)
        self.not_now.setVisible(choice)
        self.setVisible(bool(told))

    def _come_in_sight(self) -> None:
        """What has the focus is seen, and as much of what is told above it as there is room for."""
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        if around is not None:
            around.ensureWidgetVisible(self.begin)

    def _about(self) -> str:
        size = size_told(self._model, self._language)
        fields = {"name": self._model.name, "size": size, "hub": hub_name()}
        return "\n\n".join(self._say(f"models_fetch.{one}", **fields) for one in _SENTENCES)

    def _how_far(self, download: Download) -> str:
        if download.stops:
            return self._say("models_fetch.stops")
        if not download.whole:
            return self._say("models_fetch.connecting", hub=hub_name())
        whole = megabytes_told(download.whole, self._language)
        if download.is_read_over:
            return self._say("models_fetch.reading", whole=whole)
        done = megabytes_told(download.done, self._language)
        percent = 100 * download.done // download.whole
        return self._say("models_fetch.far", done=done, whole=whole, percent=percent)

    def _why(self, download: Download) -> str:
        code = _FAILURES.get(download.code, "unexpected")
        size = size_told(self._model, self._language)
        fields = {"name": self._model.name, "size": size, "hub": hub_name()}
        return self._say(f"models_fetch.{code}", file=download.file, **fields)
