"""Which speech model listens: the one that was chosen, else the best one that is here."""

from pathlib import Path

from desktop.desk import Desk
from desktop.errors import ModelNotAllowed
from desktop.models import find_model
from desktop.models.errors import ModelMissing, ModelUnknown
from desktop.rules import choose_model

# The best first, by how well they hear Dutch on a machine without a graphics card.
BEST_FIRST = (
    "whisper-large-v3-turbo",
    "whisper-large-v3",
    "whisper-medium",
    "whisper-small",
    "whisper-base",
    "whisper-tiny",
)


def speech_model(desk: Desk, chosen: str) -> Path:
    """The folder of the model to listen with; ModelMissing where there is none."""
    if chosen:
        return choose_model(desk, chosen, "speech")
    refused = ""
    for name in BEST_FIRST:
        try:
            return find_model(name, "speech", desk.policy)
        except (ModelMissing, ModelUnknown):
            continue
        except ModelNotAllowed:
            refused = refused or name
    if refused:  # there are models, and the institution wants none of them: that is written down
        return choose_model(desk, refused, "speech")
    raise ModelMissing
