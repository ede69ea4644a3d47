"""The app is killed at a stage of a visit: all that was kept is there, and the visit goes on."""

from pathlib import Path

import pytest

from desktop.consultation import Approved, ConsultationId, Draft
from desktop.ui.export.screen import ExportScreen
from tests.desktop.ui.library import PASSPHRASE
from tests.stories.app.clinician import Clinician, Sits, texts
from tests.stories.app.conftest import in_every_run
from tests.stories.app.drafted import PATIENT
from tests.stories.app.reading import acts, leaks
from tests.stories.app.sounds import talk, talk_on, written
from tests.stories.app.visitor import APPROVER, LAST_TYPED, TYPED, hold, killed, out_of
from tests.trust.sound_server import SoundServer

SECONDS = 6  # of the conversation
LONG = 600  # seconds of speech: the slowest machine has begun to listen by then


@pytest.mark.xdist_group("sound")
@pytest.mark.usefixtures("fluent")
def test_killed_while_recording(server: SoundServer, sits: Sits, home: Path) -> None:
    server.play(talk_on(LONG))
    kept = killed(home, "recording", home.with_name("unused.wav"))
    clinician = come_back(sits, home)
    clinician.sees("bewaard wat er was opgenomen")
    visit = only(clinician)
    clinician.wait_until("it is ended", lambda: clinician.library.summary(visit).seconds)
    assert clinician.library.summary(visit).seconds >= kept >= 4
    assert clinician.inside.practice.session.recordings.open(visit).complete
    clinician.choose(visit)
    clinician.wait_for_draft()
    finish(clinician, visit)


@pytest.mark.usefixtures("fluent")
def test_killed_while_hearing(sits: Sits, home: Path) -> None:
    sound = conversation(home)
    killed(home, "hearing", sound)
    hold(str(sound)).unlink()
    sound.unlink()
    clinician = come_back(sits, home)
    visit = only(clinician)
    assert clinician.row(visit).state == "0:07 opgenomen"
    assert clinician.library.summary(visit).seconds == pytest.approx(SECONDS + 1, abs=0.1)
    clinician.choose(visit)
    clinician.wait_for_draft()
    assert any("3 wk" in line for line in clinician.lines())
    finish(clinician, visit)


@pytest.mark.usefixtures("fluent")
def test_killed_while_correcting(sits: Sits, home: Path) -> None:
    there = killed(home, "correcting", conversation(home))
    go_on_correcting(come_back(sits, home), there)


@in_every_run()
@pytest.mark.usefixtures("silent")
def test_killed_while_correcting_a_draft_that_was_there(sits: Sits, drafted_home: Path) -> None:
    there = killed(drafted_home, "correcting")
    go_on_correcting(come_back(sits, drafted_home), there)


@pytest.mark.usefixtures("fluent")
def test_killed_while_approving(sits: Sits, home: Path) -> None:
    looked_at = killed(home, "approving", conversation(home))
    assert looked_at, "there is something to lose"
    clinician = come_back(sits, home)
    visit = only(clinician)
    kept = clinician.library.load(visit)
    assert isinstance(kept, Draft), "nobody approved it"
    assert len(kept.ticked) + len(kept.waived) == looked_at
    assert (kept.open_statements, kept.open_omissions) == ((), ())
    clinician.choose(visit)
    clinician.wait_for_draft()
    finish(clinician, visit)


@pytest.mark.usefixtures("fluent")
def test_killed_while_exporting(sits: Sits, home: Path) -> None:
    killed(home, "exporting", conversation(home))
    assert list(out_of(home).iterdir()) == [], "no half a file"
    clinician = come_back(sits, home)
    visit = only(clinician)
    assert clinician.row(visit).state.startswith("goedgekeurd")
    assert acts(home, visit).count("EXPORT") == 1, "it may have gone out"
    clinician.choose(visit)
    assert clinician.shows(ExportScreen)
    finish(clinician, visit)
    assert acts(home, visit).count("APPROVE") == 1


def conversation(home: Path) -> Path:
    """A file with somebody who speaks."""
    return written(home.with_name("gesprek.wav"), talk(SECONDS))


def come_back(sits: Sits, home: Path) -> Clinician:
    """The window is opened again."""
    clinician = sits(home)
    clinician.unlock(PASSPHRASE)
    return clinician


def only(clinician: Clinician) -> ConsultationId:
    """The one visit there is; the worklist shows it by its name."""
    (visit,) = clinician.library.ids()
    row = clinician.row(visit)
    assert row.text == PATIENT
    assert row.state
    return visit


def go_on_correcting(clinician: Clinician, there: float) -> None:
    """All lines are there but the one that was typed a moment before; it is typed once more."""
    visit = only(clinician)
    clinician.choose(visit)
    clinician.wait_for_draft()
    assert TYPED in clinician.lines()
    assert LAST_TYPED not in clinician.lines(), "what nobody kept yet can be told from the rest"
    assert len(clinician.lines()) == there - 1
    clinician.add(4, LAST_TYPED)
    finish(clinician, visit)
    kept = clinician.library.load(visit)
    assert isinstance(kept, Approved)
    assert texts(kept.note, "P") == [TYPED, LAST_TYPED]


def finish(clinician: Clinician, visit: ConsultationId) -> None:
    """Go on from where it is, up to an approved note in a file with all that was typed."""
    if not clinician.shows(ExportScreen):
        if TYPED not in clinician.lines():
            clinician.add(4, TYPED)
        clinician.approve(APPROVER)
    home, out = clinician.window.folder, out_of(clinician.window.folder)
    assert TYPED in clinician.export_text(out)
    kept = clinician.library.load(visit)
    assert isinstance(kept, Approved)
    assert TYPED in texts(kept.note, "P")
    assert kept.approval.by == APPROVER
    done = [act for act in acts(home, visit) if act != "VIEW"]
    assert done[0] == "CONSENT"
    order = [done.index(act) for act in ("TRANSCRIBE", "DRAFT", "APPROVE", "EXPORT")]
    assert order == sorted(order)
    assert leaks(home, TYPED) == []
    assert leaks(out, TYPED), "the search finds what is there"
