"""One model in the list: what it is, how it stands, what to know, and what can be done."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton

from asr.transcript import Language
from desktop.models.catalogue import Model
from desktop.models.size import size_told
from desktop.ui.look.pieces import Shortened, button, column, label, row
from desktop.ui.look.style import look
from desktop.ui.say import Say
from desktop.ui.sheets.models_standing import Standing
from desktop.ui.sheets.models_trials import Trial

_SIGNS = {"done": "✓ ", "danger": "⚠ ", "finding": "⚠ ", "heading": "… "}
_WRITES = {  # the words for the state, and how they look
    "fit": ("fit", "done"),
    "unfit": ("unfit", "finding"),
    "untried": ("untried", "muted"),
    "cannot": ("cannot", "finding"),
}


class ModelRow(QFrame):
    """A card; what cannot be done now is not shown, so that one thing stands out."""

    use = Signal(str)
    from_folder = Signal(str)
    from_packages = Signal(str)
    check = Signal(str)
    remove = Signal(str)
    try_out = Signal(str)
    cancel = Signal()

    def __init__(self, say: Say, language: Language, model: Model) -> None:
        super().__init__()
        self._say, self._language, self._model = say, language, model
        self.setProperty("look", "card")
        self.state = label("", "muted")
        self.verdict = label("", wrap=True)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(say("models_screen.progress", name=model.name))
        self.buttons: dict[str, QPushButton] = {}
        self._arrange()

    def show_standing(self, one: Standing, *, in_use: bool, trial: Trial | None = None) -> None:
        """Show how the model stands now."""
        here = one.state == "here"
        tries = trial is not None and trial.goes_on and one.to_try is not None
        state, shown = _state(one, in_use=in_use, tries=tries)
        self.state.setText(_SIGNS.get(shown, "") + self._say(f"models_screen.{state}"))
        look(self.state, shown)
        self._show_verdict(one, trial)
        visible = {
            "try": one.to_try is not None and not tries,
            "use": one.usable and not in_use and one.model.kind == "speech",
            "from_packages": not here and one.allowed and one.packed,
            "from_folder": not here and one.allowed,
            "check": here,
            "remove": one.state != "absent" and not in_use and not tries,
            "cancel": False,
        }
        for name, made in self.buttons.items():
            made.setVisible(visible[name])
            made.setEnabled(True)
        self.progress.hide()

    def _show_verdict(self, one: Standing, trial: Trial | None) -> None:
        said, shown = "", ""
        if trial is not None and trial.goes_on and one.to_try is not None:
            at = f"{trial.begun.astimezone():%H:%M}"
            since = self._say("models_screen.trying_since", at=at)
            said = f"{self._say('fitness.trying')} {since}"
        elif trial is not None and one.to_try is not None:
            why = self._say(trial.code)
            said, shown = f"⚠ {self._say('models_screen.try_failed', why=why)}", "danger"
        elif one.writes is not None and one.offer is not None:
            said = one.offer.told(self._language)
        self.verdict.setText(said)
        self.verdict.setVisible(bool(said))
        look(self.verdict, shown)

    def set_busy(self, mine: bool) -> None:
        """Something is being done: to this one, which can be cancelled, or to another."""
        for made in self.buttons.values():
            made.setEnabled(False)
        cancel = self.buttons["cancel"]
        cancel.setVisible(mine)
        cancel.setEnabled(mine)
        self.progress.setVisible(mine)
        self.progress.setValue(0)
        if mine:
            cancel.setFocus()

    def show_progress(self, percent: int) -> None:
        """How far it is."""
        self.progress.setValue(percent)

    def _arrange(self) -> None:
        say, model = self._say, self._model
        size = size_told(model, self._language)
        facts = f"{say(f'models.{model.kind}')} · {size} · {model.licence}"
        signals = {
            "try": self.try_out,
            "use": self.use,
            "from_packages": self.from_packages,
            "from_folder": self.from_folder,
            "check": self.check,
            "remove": self.remove,
        }
        below = QHBoxLayout()
        below.setSpacing(8)
        for name, signal in signals.items():
            self.buttons[name] = made = button(
                say(f"models_screen.{name}"), partial(signal.emit, model.name)
            )
            made.setAccessibleName(say(f"models_screen.{name}_named", name=model.name))
            below.addWidget(made)
        self.buttons["cancel"] = button(say("models_screen.cancel"), self.cancel.emit)
        below.addWidget(self.buttons["cancel"])
        below.addStretch(1)
        told = Shortened("muted")
        told.say(facts)
        head = row(label(model.name, "title"), told, self.state, space=3)
        head.setStretch(1, 1)
        know = label(model.to_know(self._language), wrap=True)
        self.setLayout(column(head, know, self.verdict, self.progress, below, margin=4, space=2))
        self.buttons["cancel"].hide()
        self.progress.hide()


def _state(one: Standing, *, in_use: bool, tries: bool) -> tuple[str, str]:
    """The words for how a model stands, and how they look."""
    if one.state == "damaged":
        return "damaged", "danger"
    if not one.allowed:
        return "not_allowed", "danger"
    if one.state == "absent":
        return "absent", "muted"
    if tries:
        return "trying", "heading"
    if one.writes is not None:
        return _WRITES[one.writes]
    return ("in_use" if in_use else "here"), "done"
