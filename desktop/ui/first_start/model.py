"""The page on which a model that listens is chosen or brought in."""

from desktop.errors import GriffelError
from desktop.policy import STRICT, Policy, find_policy, read_policy
from desktop.ui.first_start.page import Page, Start
from desktop.ui.look.pieces import card, column, label
from desktop.ui.sheets.models_panel import ModelsPanel
from desktop.ui.sheets.models_standing import best_usable

_TOO_SMALL = ("whisper-base", "whisper-tiny")


class ModelPage(Page):
    """The speech models; the writer that comes with Griffel needs nothing."""

    name = "model"
    skippable = True

    def __init__(self, start: Start) -> None:
        super().__init__(start)
        self.panel = ModelsPanel(
            start.settings.screen, _policy(), "speech", start.settings.speech_model
        )
        self._small = label("", wrap=True)
        self.warning = card("finding")
        self.warning.setLayout(column(self._small, margin=3))
        self.warning.hide()
        self.panel.looked.connect(self._looked)
        self.panel.chosen.connect(self._chosen)
        self.panel.troubled.connect(self.troubled)
        writer = card()
        writer.setLayout(
            column(
                label(self.say("first_start.writer_title"), "title"),
                label(self.say("first_start.writer_about"), wrap=True),
                margin=4,
                space=2,
            )
        )
        self.setLayout(column(*self.heading(), self.warning, self.panel, writer, 1, space=4))

    @property
    def may_go_on(self) -> bool:
        """Whether there is a model to listen with, and nothing is being brought in."""
        return bool(self.start.settings.speech_model) and not self.panel.busy

    def _looked(self) -> None:
        usable = {one.model.name for one in self.panel.found if one.usable}
        chosen = self.start.settings.speech_model
        if chosen not in usable:
            chosen = best_usable(self.panel.found)
        if chosen:
            self.panel.use(chosen)
        else:
            self._chosen("")

    def _chosen(self, name: str) -> None:
        if name != self.start.settings.speech_model:
            self.start.set(speech_model=name)
        small = name in _TOO_SMALL
        if small:
            self._small.setText("⚠  " + self.say("first_start.model_small", name=name))
        self.warning.setVisible(small)
        self.changed.emit()


def _policy() -> Policy:
    """The rules in force; that they cannot be read is said on the page of the policy."""
    try:
        return read_policy(find_policy())
    except GriffelError:
        return STRICT
