"""What every screen works with: the open library, the settings, the words, and who listens."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from asr.errors import HearingError
from asr.transcript import Language
from desktop.errors import GriffelError
from desktop.session import Session
from desktop.settings import Settings, keep_settings
from desktop.ui.look.tokens import Tokens
from desktop.ui.work.engines import Engines
from desktop.words import Problem, explain, words
from summarize.errors import WritingError

_Done = TypeVar("_Done")


class Practice(QObject):
    """One open library on the screen. Screens tell each other things by these signals only."""

    notice = Signal(str, bool)  # a sentence for the bar above the screen; True: it is trouble
    visit_changed = Signal(str)  # a consultation was saved in another state
    visit_chosen = Signal(str)  # show this consultation at the step it is at; "": none
    files_chosen = Signal(object)  # tuple[Path, ...]: bring these sound files in
    step_chosen = Signal(str)  # show another step of the same consultation
    line_chosen = Signal(str)  # at review: go to this statement, or the omission of this key
    lock_asked = Signal()
    sheet_asked = Signal(str)  # show what is not part of a visit: settings, models, keys, ...
    settings_changed = Signal()

    def __init__(self, session: Session, settings: Settings, tokens: Tokens) -> None:
        super().__init__()
        self.session = session
        self.settings = settings
        self.tokens = tokens
        self.engines = Engines(parent=self)  # a process begins with the first order

    @property
    def language(self) -> Language:
        """The language of the screen."""
        return self.settings.screen

    def say(self, code: str, **fields: object) -> str:
        """The sentence of that code in the language of the screen."""
        return words(code, self.language, **fields)

    def attempt(self, step: Callable[[], _Done]) -> _Done | None:
        """Do a step; if it is refused or fails, say why in the bar, and give None."""
        try:
            return step()
        except (GriffelError, HearingError, WritingError) as problem:
            self.trouble(problem)
            return None

    def trouble(self, problem: Problem) -> None:
        """Say in the bar what is safe, what happened and what to do."""
        self.notice.emit(explain(problem, self.language), True)

    def set(self, **changes: object) -> None:
        """Change settings, and keep them; where they cannot be kept, they hold until the end."""
        changed = Settings.model_validate({**self.settings.model_dump(), **changes})
        try:
            keep_settings(self.session.folder, changed)
        except GriffelError as problem:
            self.trouble(problem)
        self.settings = changed
        self.settings_changed.emit()
