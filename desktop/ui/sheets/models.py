"""The screen of the models: those that listen, and those that write."""

from PySide6.QtWidgets import QWidget

from desktop.ui.look.pieces import column, label
from desktop.ui.practice import Practice
from desktop.ui.sheets.models_panel import ModelsPanel


class ModelsScreen(QWidget):
    """Which models are here, with what to know about each."""

    def __init__(self, practice: Practice) -> None:
        super().__init__()
        self._practice, say = practice, practice.say
        policy = practice.session.desk.policy
        in_use = practice.settings.speech_model
        self.speech = ModelsPanel(practice.language, policy, "speech", in_use)
        self.writers = ModelsPanel(practice.language, policy, "writer")
        for panel in (self.speech, self.writers):
            panel.told.connect(lambda said: practice.notice.emit(said, False))
            panel.troubled.connect(practice.trouble)
        self.speech.chosen.connect(self._choose)
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
