"""A whole visit: heard live, set right, approved, copied, exported and erased."""

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from desktop.consultation import Approved, ConsultationId
from desktop.errors import ConsultationUnknown
from tests.conftest import SENTINEL
from tests.desktop.ui.library import PASSPHRASE
from tests.stories.app.clinician import Clinician, Sits, texts
from tests.stories.app.reading import acts, leaks
from tests.stories.app.sounds import sample
from tests.trust.sound_server import SoundServer

PLAYED = (25.0, 0.0)  # until and since that second: a cough of three weeks
POLICY = 'institution = "Praktijk Voorbeeld"\n[retention]\ndays = 7\n'
PLAN = f"Controle over 2 weken wegens {SENTINEL}."
HEARD = "hoesten"
FOLLOWED = ("vandaag", "winter", HEARD, "weken")  # of these a guess may mishear one


@pytest.fixture
def kept_a_week(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sound and words stay for seven days, unless they are erased by hand."""
    policy = tmp_path / "policy.toml"
    policy.write_text(POLICY, encoding="utf-8")
    monkeypatch.setenv("GRIFFEL_POLICY", str(policy))


@pytest.mark.model
@pytest.mark.xdist_group("sound")
@pytest.mark.usefixtures("whisper_base", "kept_a_week")
def test_what_was_said_becomes_a_note_that_leaves_and_a_recording_that_is_gone(
    server: SoundServer, sits: Sits, home: Path, tmp_path: Path
) -> None:
    clinician = sits(home)
    clinician.unlock(PASSPHRASE)
    visit = recorded_live(clinician, server)
    right = corrected(clinician)
    clinician.approve("A. Voorbeeld")
    approved = clinician.library.load(visit)
    assert isinstance(approved, Approved)
    assert right in texts(approved.note, "S")
    assert texts(approved.note, "P") == [PLAN]

    copy_plan(clinician)
    exported = clinician.export_text(tmp_path / "out")
    (file,) = (tmp_path / "out").iterdir()
    assert SENTINEL.split()[0] not in file.name.lower(), "a name says nothing of anybody"
    assert right in exported
    assert PLAN in exported
    assert "A. Voorbeeld" in exported

    erase(clinician)
    with pytest.raises(ConsultationUnknown):
        clinician.inside.practice.session.recordings.open(visit)
    left = clinician.library.load(visit)
    assert isinstance(left, Approved)
    assert left.transcript.erased
    assert left.transcript.utterances == ()
    assert texts(left.note, "S") == texts(approved.note, "S"), "the note itself stays"
    assert all(hit.section for hit in clinician.library.search(HEARD))

    done = [act for act in acts(home, visit) if act not in ("VIEW", "EDIT", "FLAG_RESOLVE")]
    assert done == [
        "CONSENT",
        "RECORD",
        "TRANSCRIBE",
        "DRAFT",
        "APPROVE",
        "COPY",
        "EXPORT",
        "DELETE_AUDIO",
        "DELETE_TRANSCRIPT",
    ]
    assert leaks(home, HEARD, SENTINEL, right) == []
    assert leaks(tmp_path / "out", SENTINEL), "the search finds what is there"


def recorded_live(clinician: Clinician, server: SoundServer) -> ConsultationId:
    """A visit of which words stood on the screen while it was being recorded."""
    clinician.fill_in(f"Mw. {SENTINEL}", "hoest")
    visit = clinician.begin()
    player = server.play(sample(*PLAYED))
    live = clinician.record.live
    clinician.wait_until(
        "words appear", lambda: any(word in live.talk.toPlainText() for word in FOLLOWED)
    )
    assert clinician.record.run.busy, "while it is recorded"
    clinician.wait_until("all was played", lambda: player.poll() is not None)
    clinician.stop()
    clinician.wait_for_draft()
    return visit


def corrected(clinician: Clinician) -> str:
    """Plant an error, see it pointed at and held up, and set it right; how it reads then."""
    line = next(line for line in clinician.review.editor.lines() if "3 wk" in line.text.words)
    right = line.text.words
    clinician.retype(line, right.replace("3 wk", "8 wk"))
    clinician.wait_until_kept()
    assert line.findings is not None
    clinician.go_to("approve")
    assert not clinician.approving.foot.do.isEnabled()
    clinician.sees("8 wk")
    clinician.go_to("review")
    line = clinician.line("8 wk")
    clinician.retype(line, right)
    clinician.add(4, PLAN)
    clinician.wait_until_kept()
    assert clinician.line("3 wk").findings is None
    return right


def copy_plan(clinician: Clinician) -> None:
    """Copy the plan: that and the mark of how it was made are on the clipboard."""
    parts = clinician.export.parts
    plan = next(part for part in parts.buttons if part.key == "P")
    clinician.press(parts.buttons[plan])
    copied = QGuiApplication.clipboard().text()
    assert copied.splitlines()[0] == PLAN
    assert re.search(r"A\. Voorbeeld", copied)


def erase(clinician: Clinician) -> None:
    """Erase sound and words before their day; that is asked once."""
    sources = clinician.export.sources
    clinician.press(sources.erase)
    clinician.press(sources.sure)
    clinician.sees("Geluid en gesprek zijn gewist")
