"""The language models that are being tried out, and what stood in the way of it."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from desktop.models.fitness import Fitness
from desktop.models.writing_model import WritingModel
from desktop.ui.practice import Practice


@dataclass(frozen=True)
class Trial:
    """One that goes on since `begun`, or that came to nothing: then `code` says why."""

    begun: datetime
    code: str = ""

    @property
    def goes_on(self) -> bool:
        """Whether there is still to wait for it."""
        return not self.code


class Trials(QObject):
    """Those of a practice: they go on behind a closed sheet, and end where it is locked.

    How a model did is kept with its weights, by the engine that tried it.
    """

    begun = Signal(str)  # the name of a model
    ended = Signal(str, object)  # the name, and the Fitness if it is known now

    def __init__(self, practice: Practice) -> None:
        super().__init__(practice)
        self._practice = practice
        self._trials: dict[str, Trial] = {}
        practice.engines.tried.connect(self._tried)

    @classmethod
    def of(cls, practice: Practice) -> "Trials":
        """Those of this practice; made when they are first asked for."""
        return practice.findChild(cls) or cls(practice)

    def of_model(self, name: str) -> Trial | None:
        """The trial of that model; None: none was begun, or it is known how the model did."""
        return self._trials.get(name)

    def goes_on(self, name: str) -> bool:
        """Whether that model is being tried out."""
        trial = self.of_model(name)
        return trial is not None and trial.goes_on

    def begin(self, model: WritingModel) -> None:
        """Have a model tried out, if that is not being done."""
        if self.goes_on(model.name):
            return
        self._trials[model.name] = Trial(self._practice.session.desk.now())
        self._practice.engines.try_out(model)
        self.begun.emit(model.name)

    def _tried(self, model: WritingModel, fitness: Fitness | None, code: str) -> None:
        before = self._trials.pop(model.name, None)
        if fitness is None and before is not None:
            self._trials[model.name] = Trial(before.begun, code)
        self.ended.emit(model.name, fitness)
