"""A model that was fetched is told of and put to use, whatever is on the screen by then."""

from functools import partial

from PySide6.QtCore import QObject

from desktop.models.advice import TOO_SMALL
from desktop.models.catalogue import catalogue
from desktop.ui.practice import Practice
from desktop.ui.sheets.models_first_trial import try_in_use
from desktop.ui.sheets.models_standing import best_usable, standings
from desktop.ui.work.beside import beside
from desktop.ui.work.downloads import Downloads


class Arrived(QObject):
    """Those of a practice: also what came in before its library was open."""

    def __init__(self, practice: Practice, downloads: Downloads | None = None) -> None:
        super().__init__(practice)
        self._practice, self._downloads = practice, downloads or Downloads.here()
        self._downloads.ended.connect(self._look)
        self._look()

    def _look(self, *_: object) -> None:
        policy = self._practice.session.desk.policy
        for name in self._downloads.arrived():
            model = catalogue().find(name)
            if model is not None and model.kind == "speech" and self._is_wanting:
                use = partial(self._use, name)
                beside(self, lambda: best_usable(standings(policy, "speech")), use, self._trouble)
            else:
                self._tell("models.arrived", name)

    @property
    def _is_wanting(self) -> bool:
        """Whether there is none in use that hears enough; else the choice is the user's."""
        return self._practice.settings.speech_model in ("", *TOO_SMALL)

    def _use(self, name: str, best: str) -> None:
        if best != name or not self._is_wanting:
            self._tell("models.arrived", name)
            return
        self._practice.set(speech_model=name)
        self._tell("models_fetch.in_use", name)
        try_in_use(self._practice)

    def _tell(self, code: str, name: str) -> None:
        self._practice.notice.emit(self._practice.say(code, name=name), False)

    def _trouble(self, problem: object) -> None:
        """What is wrong with the models is told where they are used."""
