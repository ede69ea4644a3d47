"""The page on which a model that listens is chosen or brought in."""

from desktop.errors import GriffelError
from desktop.models.advice import TOO_SMALL
from desktop.policy import STRICT, Policy, read_policy
from desktop.policy_file import find_policy
from desktop.ui.first_start.page import Page, Start
from desktop.ui.look.pieces import card, column, label
from desktop.ui.sheets.models_panel import ModelsPanel
from desktop.ui.sheets.models_standing import best_usable


class ModelPage(Page):
    """The speech models; the writer that comes with Griffel needs nothing."""

    name = "model"
    skippable = True

    def __init__(self, start: Start) -> None:
        super().__init__(start)
        policy = _policy()
        self.panel = ModelsPanel(
            start.settings.screen, policy, "speech", start.settings.speech_model
        )
        self._small = label("", wrap=True)
        self.warning = card("finding")
        self.warning.setLayout(column(self._small, margin=3))
        self.warning.hide()
        self.panel.looked.connect(self._looked)
        self.panel.chosen.connect(self._chosen)
        self.panel.arrived.connect(self._arrived)
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
        title, self.about = self.heading()
        if not policy.models.hub:
            self.about.setText(self.say("first_start.model_about_institution"))
        self.setLayout(column(title, self.about, self.warning, self.panel, writer, 1, space=4))

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

    def _arrived(self, _: str) -> None:
        """What came in because somebody wanted it makes way for what hears too little."""
        best = best_usable(self.panel.found)
        if best and self.panel.in_use in ("", *TOO_SMALL):
            self.panel.use(best)

    def _chosen(self, name: str) -> None:
        if name != self.start.settings.speech_model:
            self.start.set(speech_model=name)
        small = name in TOO_SMALL
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
