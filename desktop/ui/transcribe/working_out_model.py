"""Which speech model listens: the one that was chosen, else the best one that is here.

One that is too slow for this machine gives way to a smaller one, but not to one that hears too
little: late is better than wrong.
"""

from pathlib import Path

from desktop.desk import Desk
from desktop.errors import ModelNotAllowed
from desktop.models import find_model
from desktop.models.advice import BEST_FIRST, TOO_SMALL
from desktop.models.errors import ModelMissing, ModelUnknown
from desktop.models.pace import pace_in
from desktop.rules import choose_model


def speech_model(desk: Desk, chosen: str) -> Path:
    """The folder of the model to listen with; ModelMissing where there is none."""
    if chosen:
        return choose_model(desk, chosen, "speech")
    refused, slow = "", list[Path]()
    for name in BEST_FIRST:
        if slow and name in TOO_SMALL:
            break
        try:
            folder = find_model(name, "speech", desk.policy)
        except (ModelMissing, ModelUnknown):
            continue
        except ModelNotAllowed:
            refused = refused or name
            continue
        if not falls_behind(folder):
            return folder
        slow.append(folder)
    if slow:
        return slow[-1]
    if refused:  # there are models, and the institution wants none of them: that is written down
        return choose_model(desk, refused, "speech")
    raise ModelMissing


def falls_behind(folder: Path) -> bool:
    """Whether the model in a folder was measured, and is too slow here to keep up with speech."""
    pace = pace_in(folder)
    return pace is not None and not pace.keeps_up
