"""The screen of the models: those that listen, and those that write."""

from PySide6.QtWidgets import QWidget

from desktop.models.fitness import Fitness
from desktop.ui.look.pieces import column, label
from desktop.ui.practice import Practice
from desktop.ui.sheets.models_panel import ModelsPanel
from desktop.ui.sheets.models_trials import Trials


class ModelsScreen(QWidget):
    """Which models are here, with what to know about each. One that writes is tried out first."""

    def __init__(self, practice: Practice) -> None:
        super().__init__()
        self._practice, say = practice, practice.say
        self._trials = trials = Trials.of(practice)
        policy = practice.session.desk.policy
        in_use = practice.settings.speech_model
        self.speech = ModelsPanel(practice.language, policy, "speech", in_use)
        self.writers = ModelsPanel(practice.language, policy, "writer", trial=trials.of_model)
        for panel in (self.speech, self.writers):
            panel.told.connect(lambda said: practice.notice.emit(said, False))
            panel.troubled.connect(practice.trouble)
        self.speech.chosen.connect(self._choose)
        self.writers.arrived.connect(self._try_out)
        self.writers.try_asked.connect(self._try_out)
        trials.begun.connect(self.writers.show_again)
        trials.ended.connect(self._tried)
        self.setLayout(
            column(
                label(say("models_screen.speech_title"), "section"),
                label(say("models_screen.speech_about"), wrap=True),
                self.speech,
                label(say("models_screen.writer_title"), "section"),
                label(say("models_screen.writer_about"), wrap=True),
                self.writers,
                1,
                space=3,
            )
        )

    def _choose(self, name: str) -> None:
        if name != self._practice.settings.speech_model:
            self._practice.set(speech_model=name)

    def _try_out(self, name: str) -> None:
        """Have a model tried out of which it is not known whether it can write notes."""
        for one in self.writers.found:
            if one.model.name == name and one.to_try is not None:
                self._trials.begin(one.to_try)

    def _tried(self, name: str, fitness: Fitness | None) -> None:
        practice, trial = self._practice, self._trials.of_model(name)
        if fitness is not None:
            told = practice.say(fitness.code, **fitness.model_dump())
            practice.notice.emit(practice.say("models_screen.tried", name=name, told=told), False)
        elif trial is not None:
            why = practice.say(trial.code)
            practice.notice.emit(practice.say("models_screen.try_failed", why=why), True)
        self.writers.look()
