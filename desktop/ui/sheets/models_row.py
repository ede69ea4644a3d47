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


class ModelRow(QFrame):
    """A card; what cannot be done now is not shown, so that one thing stands out."""

    use = Signal(str)
    from_folder = Signal(str)
    from_packages = Signal(str)
    check = Signal(str)
    remove = Signal(str)
    cancel = Signal()

    def __init__(self, say: Say, language: Language, model: Model) -> None:
        super().__init__()
        self._say, self._language, self._model = say, language, model
        self.setProperty("look", "card")
        self.state = label("", "muted")
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(say("models_screen.progress", name=model.name))
        self.buttons: dict[str, QPushButton] = {}
        self._arrange()

    def show_standing(self, one: Standing, *, in_use: bool) -> None:
        """Show how the model stands now."""
        here = one.state == "here"
        state, shown = "damaged" if one.state == "damaged" else "absent", "muted"
        if one.state == "damaged":
            shown = "danger"
        elif not one.allowed:
            state, shown = "not_allowed", "danger"
        elif here:
            state, shown = ("in_use", "done") if in_use else ("here", "done")
        sign = {"done": "✓ ", "danger": "⚠ "}.get(shown, "")
        self.state.setText(sign + self._say(f"models_screen.{state}"))
        look(self.state, shown)
        visible = {
            "use": one.usable and not in_use and one.model.kind == "speech",
            "from_packages": not here and one.allowed and one.packed,
            "from_folder": not here and one.allowed,
            "check": here,
            "remove": one.state != "absent" and not in_use,
            "cancel": False,
        }
        for name, made in self.buttons.items():
            made.setVisible(visible[name])
            made.setEnabled(True)
        self.progress.hide()

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
        self.setLayout(column(head, know, self.progress, below, margin=4, space=2))
        self.buttons["cancel"].hide()
        self.progress.hide()
