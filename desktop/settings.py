"""Every setting of this user, its default, and what it is for.

They lie outside the sealed library, because language and theme are needed before it opens: so
nothing here may tell of a patient or a visit.
"""

from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from asr.transcript import Language
from asr.value import Value
from desktop.errors import PlaceUnwritable
from desktop.words import screen_language
from summarize.writer import Length

Theme = Literal["system", "light", "dark"]

_FILE = "settings.json"


class WriterChoice(Value):
    """Who writes a kind of note: the writer, its model by name, and how long the note may be."""

    writer: str = "extract"
    model: str = ""
    length: Length = "usual"


class Settings(Value):
    """What the user chose."""

    language: Language | None = None  # of the screen; None: that of the machine
    theme: Theme = "system"
    microphone: str = ""  # as `griffel microphones` lists it; empty: that of the machine
    speech_model: str = ""  # by name; empty: the best one that is here
    writers: dict[str, WriterChoice] = Field(default_factory=dict)  # by the kind of note
    template: str = ""  # the kind of note made last; empty: the usual one of the language
    spoken: Language = "nl"  # the language of the next consultation
    lock_after: int = Field(default=10, ge=1, le=120)  # minutes without a key or the mouse
    approver: str = ""  # the name under an approved note, kept from last time
    keychain: bool = False  # the key of the library is also in the keychain of this system
    guided: bool = False  # the guided example was done
    code_on_paper: bool = True  # false while nobody said that the recovery code is written down

    @property
    def screen(self) -> Language:
        """The language to speak."""
        return self.language or screen_language()


def read_settings(folder: Path) -> Settings:
    """The settings in that folder; a missing or broken file gives the defaults."""
    try:
        return Settings.model_validate_json((folder / _FILE).read_bytes())
    except (OSError, ValidationError):
        return Settings()


def keep_settings(folder: Path, settings: Settings) -> None:
    """Write them down; a crash leaves the old ones or the new ones."""
    new = folder / f"{_FILE}.new"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        new.write_bytes(settings.model_dump_json(indent=1).encode() + b"\n")
        new.replace(folder / _FILE)
    except OSError:
        raise PlaceUnwritable from None
