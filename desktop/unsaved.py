"""What would be lost if the window closed now: what is on the screen and not on the disk."""

from dataclasses import dataclass
from datetime import datetime

from desktop.editing import Editing
from desktop.store.differences import differences


@dataclass(frozen=True)
class Unsaved:
    """Whose note it is of, how many lines of it or of what was said, and until when everything was
    kept. No lines: something was ticked or taken back.
    """

    patient: str
    lines: int
    since: datetime


def unsaved_of(
    editing: Editing, patient: str, changed: datetime, *, also_said: bool = False
) -> Unsaved | None:
    """What the clinician did to this note that is not kept, since it was `changed` on the disk.

    `also_said`: one utterance was set right as well, which is not kept either.
    """
    if not editing.unsaved_by_hand and not also_said:
        return None
    lines = len(differences(editing.kept.note, editing.note)) + also_said
    return Unsaved(patient, lines, editing.saved_at or changed)
