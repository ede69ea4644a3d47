"""One model in the list: what it is, how it stands, what to know, and what can be done."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton

from asr.transcript import Language
from desktop.models.catalogue import Model
from desktop.models.size import megabytes_told, size_told
from desktop.ui.look.pieces import Shortened, button, column, label, row
from desktop.ui.look.style import look
from desktop.ui.say import Say
from desktop.ui.sheets.models_fetch import FetchBox
from desktop.ui.sheets.models_standing import Standing
from desktop.ui.sheets.models_trials import Trial
from desktop.ui.work.downloads import Download

_SIGNS = {"done": "✓ ", "danger": "⚠ ", "finding": "⚠ ", "heading": "… "}
_WRITES = {  # the words for the state, and how they look
    "fit": ("fit", "done"),
    "unfit": ("unfit", "finding"),
    "untried": ("untried", "muted"),
    "cannot": ("cannot", "finding"),
}
# The button that comes in the place of another, and has the focus then.
_TURNS = {"try": "stop_trial", "stop_trial": "try", "from_hub": "use"}


class ModelRow(QFrame):
    """A card; what cannot be done now is not shown, so that one thing stands out."""

    use = Signal(str)
    from_folder = Signal(str)
    from_packages = Signal(str)
    check = Signal(str)
    remove = Signal(str)
    try_out = Signal(str)
    stop_trial = Signal(str)
    cancel = Signal()

    def __init__(self, say: Say, language: Language, model: Model) -> None:
        super().__init__()
        self._say, self._language, self._model = say, language, model
        self.setProperty("look", "card")
        self.state = label("", "muted")
        self.verdict, self.speed = label("", wrap=True), label("", wrap=True)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(say("models_screen.progress", name=model.name))
        self.fetch = FetchBox(say, language, model)
        self.fetch.offered.connect(self._fetch_offered)
        self.buttons: dict[str, QPushButton] = {}
        self._arrange()

    def show_standing(
        self,
        one: Standing,
        *,
        in_use: bool,
        trial: Trial | None = None,
        download: Download | None = None,
        fetching: bool = False,
    ) -> None:
        """Show how the model stands now. `fetching`: one of them is being fetched."""
        here = one.state == "here"
        tries = trial is not None and trial.goes_on and here
        comes = download is not None and download.goes_on
        state, shown = _state(one, in_use=in_use, tries=tries, comes=comes)
        self.state.setText(_SIGNS.get(shown, "") + self._told_state(state, one))
        look(self.state, shown)
        visible = _visible(one, in_use=in_use, tries=tries, comes=comes)
        visible["from_hub"] &= not fetching
        had_focus = self.fetch.has_focus
        if not visible["from_hub"]:
            self.fetch.withdraw()
        self.fetch.show_download(None if here else download)
        asks = self.fetch.is_offered
        visible["from_hub"] &= not asks
        self._show_verdict(one, trial if here else None)
        self._show_speed(one, trial)
        again = "try" if one.untried else "try_again"
        self.buttons["try"].setText(self._say(f"models_screen.{again}"))
        self.buttons["from_hub"].setText(
            self._say(f"models_fetch.{'go_on' if one.fetched else 'from_hub'}")
        )
        look(self.buttons["from_hub"], "primary" if one.advised else "")
        self._show_buttons(visible, had_focus and not (comes or asks))
        self.progress.hide()
        if trial is not None and tries:
            self.show_trial(trial)

    def _show_buttons(self, visible: Mapping[str, bool], ended: bool) -> None:
        """Those, with the focus where it was, or on what came in its place."""
        focused = next((name for name, made in self.buttons.items() if made.hasFocus()), "")
        for name, made in self.buttons.items():
            made.setVisible(visible.get(name, False))
            made.setEnabled(True)
        if ended:
            self._focus_first()
        other = _TURNS.get(focused, "")
        if other and visible[other] and not visible[focused]:
            self.buttons[other].setFocus()

    def _focus_first(self) -> None:
        """Where the keyboard goes when what it was on is no more."""
        there = (one for one in self.buttons.values() if one.isEnabled() and not one.isHidden())
        if (first := next(there, None)) is not None:
            first.setFocus()

    def _fetch_offered(self, offered: bool) -> None:
        """The answer comes in the place of the button that asked for the question."""
        self.buttons["from_hub"].setVisible(not offered)
        if not offered:
            self.buttons["from_hub"].setFocus()

    def show_download(self, download: Download | None) -> None:
        """How far the fetching of it is; or, where another is fetched, that it cannot be now."""
        had_focus = self.fetch.has_focus
        self.fetch.withdraw()
        self.fetch.show_download(download)
        if had_focus and not (download is not None and download.goes_on):
            self._focus_first()

    def _told_state(self, state: str, one: Standing) -> str:
        if state != "partly":
            return self._say(f"models_screen.{state}")
        done, whole = (
            megabytes_told(size, self._language) for size in (one.fetched, one.model.bytes)
        )
        return self._say("models_screen.partly", done=done, whole=whole)

    def show_trial(self, trial: Trial) -> None:
        """How far the trial of it is, that goes on."""
        self.state.setText(f"… {self._say(f'models_screen.{_doing(trial)}')}")
        self.progress.setVisible(not trial.waits)
        self.progress.setValue(round(100 * trial.done))
        self.verdict.setText(self._trying(trial))

    def _trying(self, trial: Trial) -> str:
        if trial.waits:
            return self._say("models_screen.trial_waits")
        how = "fitness.trying" if self._model.kind == "writer" else "pace.trying_speech"
        at = f"{trial.begun.astimezone():%H:%M}"
        return f"{self._say(how)} {self._say('models_screen.trying_since', at=at)}"

    def _show_speed(self, one: Standing, trial: Trial | None) -> None:
        tries = trial is not None and trial.goes_on
        said = "" if tries else one.speed(self._language)
        sign = "⚠ " if one.is_heavy else "✓ " if one.advised else ""
        self.speed.setText(sign + said if said else "")
        self.speed.setVisible(bool(said))
        look(self.speed, "finding" if one.is_heavy else "done" if one.advised else "muted")

    def _show_verdict(self, one: Standing, trial: Trial | None) -> None:
        said, shown = "", ""
        if trial is not None and trial.goes_on:
            said = self._trying(trial)
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
        for name, made in self.buttons.items():
            made.setEnabled(name == "stop_trial")  # that is not what is being done
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
        signals: dict[str, SignalInstance | None] = {
            "try": self.try_out,
            "stop_trial": self.stop_trial,
            "use": self.use,
            "from_hub": None,
            "from_packages": self.from_packages,
            "from_folder": self.from_folder,
            "check": self.check,
            "remove": self.remove,
        }
        below = QHBoxLayout()
        below.setSpacing(8)
        for name, signal in signals.items():
            pressed = self.fetch.offer if signal is None else partial(signal.emit, model.name)
            self.buttons[name] = made = button(say(f"models_screen.{name}"), pressed)
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
        lines = (head, know, self.verdict, self.speed, self.fetch, self.progress, below)
        self.setLayout(column(*lines, margin=4, space=2))
        self.buttons["cancel"].hide()
        self.progress.hide()


def _visible(one: Standing, *, in_use: bool, tries: bool, comes: bool) -> dict[str, bool]:
    """What can be done to it. What lies here in packages is not fetched."""
    here = one.state == "here"
    comes_in = not here and one.allowed and not comes
    left = one.state != "absent" or one.fetched > 0
    return {
        "try": one.to_try is not None and not tries,
        "stop_trial": tries,
        "use": one.usable and not in_use and one.model.kind == "speech",
        "from_hub": comes_in and one.fetchable and not one.packed,
        "from_packages": comes_in and one.packed,
        "from_folder": comes_in,
        "check": here,
        "remove": left and not (in_use or tries or comes),
    }


def _doing(trial: Trial) -> str:
    return "waits" if trial.waits else "trying"


def _state(one: Standing, *, in_use: bool, tries: bool, comes: bool) -> tuple[str, str]:
    """The words for how a model stands, and how they look."""
    if comes:
        return "fetching", "heading"
    if one.state == "damaged":
        return "damaged", "danger"
    if not one.allowed:
        return "not_allowed", "danger"
    if one.state == "absent":
        return ("partly" if one.fetched else "absent"), "muted"
    if tries:
        return "trying", "heading"
    if one.writes is not None:
        return _WRITES[one.writes]
    return ("in_use" if in_use else "here"), "done"
