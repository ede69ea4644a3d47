"""The microphone is pulled out and put back: told at once, nothing lost, and the visit goes on."""

import pytest

from desktop.consultation import Recorded
from tests.stories.app.clinician import Clinician
from tests.stories.app.listeners import SAID
from tests.stories.app.sounds import talk
from tests.trust.sound_server import SoundServer


@pytest.mark.xdist_group("sound")
@pytest.mark.usefixtures("fluent")
def test_a_microphone_that_goes_and_comes_back_costs_only_the_time_it_was_gone(
    server: SoundServer, clinician: Clinician
) -> None:
    clinician.fill_in("Mw. Kabel")
    visit = clinician.begin()
    run, bars = clinician.record.run, clinician.record.live.bars
    server.play(talk(30))
    clinician.wait_until_heard(seconds=3)
    server.unplug("testmic")
    clinician.wait_until("it is told", lambda: any("microfoon is weg" in s for s in bars.sentences))
    assert run.recording is not None
    kept = run.recording.kept
    assert "is bewaard" in bars.sentences[0]
    assert run.busy, "the recording waits for it"

    server.plug_in("testmic")
    server.order("set-default-sink", "testmic")
    server.order("set-default-source", "testmic.monitor")
    clinician.wait_until("it is back", lambda: any("hoort weer" in s for s in bars.sentences))
    server.play(talk(30))
    clinician.wait_until("it goes on", lambda: run.recording and run.recording.kept > kept + 2)
    clinician.stop()
    recording = clinician.inside.practice.session.recordings.open(visit)
    assert recording.complete
    assert recording.seconds >= kept + 2
    assert [mark.kind for mark in recording.marks()][:2] == ["device_lost", "gap"]
    assert not isinstance(clinician.library.load(visit), Recorded) or run.recording.ended

    clinician.wait_for_draft()
    assert any("3 wk" in line for line in clinician.lines()), SAID
    clinician.approve("A. Voorbeeld")
