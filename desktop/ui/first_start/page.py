"""One page of the first start: what it asks, whether one may go on, and what going on does."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from desktop.settings import Settings, keep_settings
from desktop.store.recovery_code import RecoveryCode
from desktop.store.sealing import Key
from desktop.ui.look.pieces import label
from desktop.ui.look.tokens import Tokens
from desktop.ui.say import Say, say_in


@dataclass
class Start:
    """What the pages put together, from an empty folder to an open library."""

    folder: Path
    settings: Settings
    tokens: Tokens
    root: Key | None = None
    code: RecoveryCode | None = None  # until it is written down

    @property
    def say(self) -> Say:
        """The words in the language of the screen."""
        return say_in(self.settings.screen)

    def set(self, **changes: object) -> None:
        """Change settings, and keep them."""
        self.settings = Settings.model_validate({**self.settings.model_dump(), **changes})
        keep_settings(self.folder, self.settings)


class Page(QWidget):
    """A page. `done` leads on to the next; `troubled` says why it does not."""

    changed = Signal()
    done = Signal()
    troubled = Signal(object)

    name: str
    can_go_back = True
    skippable = False
    wide = False  # it takes the whole window, and scrolls by itself

    def __init__(self, start: Start) -> None:
        super().__init__()
        self.start = start
        self.say = start.say
        self.busy = False

    @property
    def may_go_on(self) -> bool:
        """Whether what the page asks was done."""
        return True

    @property
    def primary(self) -> str:
        """What the button that leads on says."""
        return self.say("first_start.next")

    def arrive(self) -> None:
        """The page has come to the front."""

    def go_on(self) -> None:
        """Do what the page is for; `done` when that is finished."""
        self.done.emit()

    def heading(self) -> tuple[QLabel, QLabel]:
        """The title of the page, and a few words on what it is for."""
        return (
            label(self.say(f"first_start.{self.name}_title"), "section", wrap=True),
            label(self.say(f"first_start.{self.name}_about"), wrap=True),
        )
