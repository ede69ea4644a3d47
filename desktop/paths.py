"""Where things live on Windows, macOS and Linux."""

import os
from pathlib import Path

from platformdirs import user_data_path


def home() -> Path:
    """Griffel's own folder of this user; GRIFFEL_HOME moves it (tests, portable installs)."""
    chosen = os.environ.get("GRIFFEL_HOME")
    return Path(chosen) if chosen else user_data_path("griffel", appauthor=False)


def models() -> Path:
    """The folder with a folder a model; GRIFFEL_MODELS moves it alone (to a shared place)."""
    chosen = os.environ.get("GRIFFEL_MODELS")
    return Path(chosen) if chosen else home() / "models"
