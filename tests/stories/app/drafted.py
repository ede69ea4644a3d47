"""A visit that was drafted before the story begins, for where hearing is no part of it."""

from pathlib import Path

from desktop.app import open_session, unlock
from desktop.visit import begin_visit
from desktop.workflow import keep_drafted, keep_transcribed
from tests.desktop.ui.library import PASSPHRASE
from tests.desktop.visits import intake
from tests.fakes import draft

PATIENT = "Mw. Val"


def draft_in(home: Path) -> None:
    """Put a visit with the draft of a note into the library in that folder."""
    with open_session(home, unlock(home, PASSPHRASE)) as session:
        invented = intake(patient=PATIENT).model_copy(update={"data": "fictional"})
        visit = begin_visit(session, invented, "nl")
        heard = keep_transcribed(session.desk, visit, draft().transcript)
        keep_drafted(session.desk, heard, draft().note)
