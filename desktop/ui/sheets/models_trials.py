"""The models that are being tried out, how far that is, and what stood in the way of it."""

from dataclasses import dataclass, replace
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from desktop.models.fitness import Fitness
from desktop.models.listening_model import ListeningModel
from desktop.models.pace import SpeechPace
from desktop.models.writing_model import WritingModel
from desktop.ui.practice import Practice

ModelToTry = ListeningModel | WritingModel


@dataclass(frozen=True)
class Trial:
    """One that goes on since `begun`, or that came to nothing: then `code` says why."""

    begun: datetime
    code: str = ""
    done: float = 0.0  # the part of it, from 0 to 1
    waits: bool = False  # until there is nothing else to do

    @property
    def goes_on(self) -> bool:
        """Whether there is still to wait for it."""
        return not self.code


class Trials(QObject):
    """Those of a practice: they go on behind a closed sheet, and end where it is locked.

    What a model showed is kept with its weights, by the engine that tried it.
    """

    begun = Signal(str)  # the name of a model
    moved = Signal(str)  # it is further, or waits
    ended = Signal(str, object)  # the name, and the Fitness or the SpeechPace if it is known now

    def __init__(self, practice: Practice) -> None:
        super().__init__(practice)
        self._practice = practice
        self._trials: dict[str, Trial] = {}
        practice.engines.tried.connect(self._tried)
        practice.engines.trying.connect(self._moved)

    @classmethod
    def of(cls, practice: Practice) -> "Trials":
        """Those of this practice; made when they are first asked for."""
        return practice.findChild(cls) or cls(practice)

    def of_model(self, name: str) -> Trial | None:
        """The trial of that model; None: none was begun, or it is known what the model shows."""
        return self._trials.get(name)

    def goes_on(self, name: str) -> bool:
        """Whether that model is being tried out, or will be."""
        trial = self.of_model(name)
        return trial is not None and trial.goes_on

    def begin(self, model: ModelToTry) -> None:
        """Have a model tried out, if that is not being done."""
        if self.goes_on(model.name):
            return
        self._trials[model.name] = Trial(self._practice.session.desk.now())
        self._practice.engines.try_out(model)
        self.begun.emit(model.name)

    def stop(self, name: str) -> None:
        """Try that model out no further. It stays, and nothing of the trial does."""
        if self.goes_on(name):
            self._practice.engines.stop_trial(name)
            del self._trials[name]
            self.ended.emit(name, None)

    def _moved(self, name: str, done: float, waits: bool) -> None:
        if (trial := self._trials.get(name)) is not None and trial.goes_on:
            self._trials[name] = replace(trial, done=done, waits=waits)
            self.moved.emit(name)

    def _tried(self, model: ModelToTry, shown: Fitness | SpeechPace | None, code: str) -> None:
        before = self._trials.pop(model.name, None)
        if shown is None and before is not None:
            self._trials[model.name] = Trial(before.begun, code)
        self.ended.emit(model.name, shown)
