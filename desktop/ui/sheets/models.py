"""The screen of the models: those that listen, and those that write."""

from functools import partial

from PySide6.QtWidgets import QWidget

from desktop.models.fitness import Fitness
from desktop.models.pace import SpeechPace
from desktop.models.pace_words import pace_told
from desktop.ui.look.pieces import column, label
from desktop.ui.practice import Practice
from desktop.ui.sheets.models_panel import ModelsPanel
from desktop.ui.sheets.models_trials import Trials


class ModelsScreen(QWidget):
    """Which models are here, with what to know about each. One that comes in is tried out."""

    def __init__(self, practice: Practice) -> None:
        super().__init__()
        self._practice, say = practice, practice.say
        self._trials = trials = Trials.of(practice)
        policy = practice.session.desk.policy
        in_use = practice.settings.speech_model
        self.speech = ModelsPanel(
            practice.language, policy, "speech", in_use, trial=trials.of_model
        )
        self.writers = ModelsPanel(practice.language, policy, "writer", trial=trials.of_model)
        for panel in (self.speech, self.writers):
            panel.told.connect(lambda said: practice.notice.emit(said, False))
            panel.troubled.connect(practice.trouble)
            panel.arrived.connect(partial(self._try_out, panel, new=True))
            panel.try_asked.connect(partial(self._try_out, panel))
            panel.stop_asked.connect(self._stop)
            trials.begun.connect(panel.show_again)
            trials.moved.connect(panel.show_trial)
        self.who_fetches = label(say("models_fetch.institution"), wrap=True)
        self.who_fetches.setVisible(not policy.models.hub)
        self.speech.chosen.connect(self._choose)
        practice.settings_changed.connect(self._chosen_elsewhere)
        trials.ended.connect(self._tried)
        self.setLayout(
            column(
                self.who_fetches,
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

    def _chosen_elsewhere(self) -> None:
        """One that was fetched may be put to use by itself."""
        name = self._practice.settings.speech_model
        if name != self.speech.in_use:
            self.speech.in_use = name
            self.speech.show_again()

    def _try_out(self, panel: ModelsPanel, name: str, *, new: bool = False) -> None:
        """Have a model tried out; one that comes in only where something is not known of it."""
        for one in panel.found:
            if one.model.name == name and one.to_try is not None and (one.untried or not new):
                self._trials.begin(one.to_try)

    def _stop(self, name: str) -> None:
        self._trials.stop(name)
        said = self._practice.say("models_screen.trial_stopped", name=name)
        self._practice.notice.emit(said, False)

    def _tried(self, name: str, shown: Fitness | SpeechPace | None) -> None:
        practice, trial = self._practice, self._trials.of_model(name)
        if shown is not None:
            told = practice.say("models_screen.tried", name=name, told=self._told(shown))
            practice.notice.emit(told, False)
        elif trial is not None:
            why = practice.say(trial.code)
            practice.notice.emit(practice.say("models_screen.try_failed", why=why), True)
        for panel in (self.speech, self.writers):
            panel.show_again()
            panel.look()

    def _told(self, shown: Fitness | SpeechPace) -> str:
        practice = self._practice
        if isinstance(shown, Fitness):
            return practice.say(shown.code, **shown.model_dump())
        return pace_told(shown, practice.language)
