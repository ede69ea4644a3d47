"""A recording in which nobody speaks: that is said, there is no note, and one can go on."""

import pytest

from asr.audio import Samples
from desktop.consultation import ConsultationId, Transcribed
from desktop.ui.correct.review import ReviewScreen
from desktop.ui.record.screen import RecordScreen
from desktop.ui.transcribe.transcribing import TranscribingScreen
from tests.stories.app.clinician import Clinician
from tests.stories.app.sounds import nothing, talk
from tests.trust.sound_server import SoundServer


@pytest.mark.xdist_group("sound")
@pytest.mark.usefixtures("fluent")
def test_a_silent_recording_gives_no_note_and_a_way_on(
    server: SoundServer, clinician: Clinician
) -> None:
    silent = recorded(clinician, server, nothing(4), "Dhr. Stil")
    assert clinician.shows(TranscribingScreen)
    clinician.sees("Er is niets gezegd, of niets te horen")
    kept = clinician.library.load(silent)
    assert isinstance(kept, Transcribed)
    assert kept.transcript.is_empty
    assert clinician.row(silent).sign == "⚠"
    for step in ("review", "approve", "export"):
        assert not clinician.step(step).isEnabled()

    clinician.press(clinician.working_out.buttons["record_again"])
    assert clinician.shows(RecordScreen)
    spoken = recorded(clinician, server, talk(5), "Dhr. Luid")
    clinician.wait_until("a draft", lambda: clinician.shows(ReviewScreen))
    assert clinician.visit == spoken, "somebody who speaks does get a note"


def recorded(
    clinician: Clinician, server: SoundServer, sound: Samples, patient: str
) -> ConsultationId:
    """A visit in which that was to be heard."""
    clinician.fill_in(patient)
    visit = clinician.begin()
    player = server.play(sound)
    clinician.wait_until("all was played", lambda: player.poll() is not None)
    clinician.stop()
    return visit
