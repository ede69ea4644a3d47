"""What hears, or what checks, is killed: it begins anew by itself, and nothing is lost."""

import os
import signal
from functools import partial
from pathlib import Path

import pytest

from desktop import engine
from desktop.consultation import Approved, ConsultationId, Draft
from desktop.ui.note.statement_line import StatementLine
from desktop.ui.transcribe.transcribing import TranscribingScreen
from desktop.ui.work.engines import Engines
from tests.desktop.ui.library import PASSPHRASE
from tests.stories.app.clinician import Clinician, Sits
from tests.stories.app.conftest import in_every_run
from tests.stories.app.listeners import (
    Hears,
    held_engine,
    mortal_engine,
    second_held_whisper,
    waits,
)
from tests.stories.app.reading import acts
from tests.stories.app.sounds import sample, talk, written

SECONDS = 40  # of the sample: more than one window


@in_every_run()
def test_an_engine_that_dies_while_it_hears_is_begun_anew(
    sits: Sits, hears: Hears, home: Path, tmp_path: Path
) -> None:
    hold = tmp_path / "hold"
    hold.touch()
    hears(partial(held_engine, hold))
    clinician = sits(home)
    clinician.unlock(PASSPHRASE)
    visit = clinician.bring_in(written(tmp_path / "gesprek.wav", talk(6)), "Mw. Draad")
    clinician.wait_until("it hears", waits(hold).exists)
    told = clinician.inside.practice.say("transcribing.restarted")
    assert told not in clinician.words
    kill(clinician.inside.practice.engines.processes[0])
    clinician.sees(told)
    assert clinician.shows(TranscribingScreen)
    hold.unlink()
    clinician.wait_for_draft()
    assert any("3 wk" in line for line in clinician.lines())
    assert "FAILED" not in acts(home, visit)


@pytest.mark.usefixtures("fluent")
def test_what_checks_dies_while_a_note_waits_for_it(clinician: Clinician, tmp_path: Path) -> None:
    visit = clinician.bring_in(written(tmp_path / "gesprek.wav", talk(6)), "Mw. Draad")
    clinician.wait_for_draft()
    checks = clinician.inside.practice.engines.processes[1]
    assert checks is not None
    os.kill(checks, signal.SIGSTOP)
    line = clinician.line("3 wk")
    clinician.retype(line, line.text.words.replace("3 wk", "8 wk"))
    clinician.wait_until_on_disk()
    assert not is_marked(line), "nothing is said of what was not compared"
    clinician.sees(clinician.inside.practice.say("review.left_unchecked", count=1))

    kill(checks)
    clinician.wait_until_kept()
    assert is_marked(line), "what checks was begun anew"
    clinician.retype(line, line.text.words.replace("8 wk", "3 wk"))
    clinician.wait_until_kept()
    assert not is_marked(line)
    clinician.approve("A. Voorbeeld")
    assert isinstance(clinician.library.load(visit), Approved)


def test_an_engine_that_dies_again_and_again_is_told_and_can_be_tried_again(
    sits: Sits, hears: Hears, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "MINUTE", 3600.0)  # four deaths take long on a busy machine
    fate = tmp_path / "fate"
    fate.touch()
    hears(partial(mortal_engine, fate))
    clinician = sits(home)
    clinician.unlock(PASSPHRASE)
    visit = clinician.bring_in(written(tmp_path / "gesprek.wav", talk(6)), "Mw. Draad")
    clinician.sees(clinician.inside.practice.say("engine.stopped"))
    failed = clinician.inside.practice.say("worklist.state.failed")
    clinician.wait_until("the list says so too", lambda: clinician.row(visit).state == failed)
    assert acts(home, visit).count("FAILED") == 1
    assert clinician.inside.practice.session.recordings.open(visit).complete

    fate.unlink()
    clinician.press(clinician.working_out.buttons["again"])
    clinician.wait_for_draft()
    assert any("3 wk" in line for line in clinician.lines())


@pytest.mark.model
@pytest.mark.usefixtures("whisper_base")
def test_whisper_killed_in_a_conversation_hears_all_of_it_all_the_same(
    sits: Sits, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold = tmp_path / "hold"
    with_whisper = partial(Engines, partial(second_held_whisper, hold))
    monkeypatch.setattr("desktop.ui.practice.Engines", with_whisper)
    clinician = sits(home)
    clinician.unlock(PASSPHRASE)
    file = written(tmp_path / "gesprek.wav", sample(SECONDS))
    whole = heard(clinician, clinician.bring_in(file, "Mw. Heel"))

    hold.touch()
    visit = clinician.bring_in(file, "Mw. Draad")
    clinician.wait_until("it hears the second window", waits(hold).exists)
    kill(clinician.inside.practice.engines.processes[0])
    clinician.sees(clinician.inside.practice.say("transcribing.restarted"))
    hold.unlink()
    assert heard(clinician, visit) == whole
    assert "hoesten" in " ".join(whole)


def heard(clinician: Clinician, visit: ConsultationId) -> list[str]:
    """What was heard in that visit, once it is drafted."""
    clinician.wait_for_draft()
    kept = clinician.library.load(visit)
    assert isinstance(kept, Draft)
    return [one.text for one in kept.transcript.utterances]


def is_marked(line: StatementLine) -> bool:
    """Whether something is said of a line."""
    return line.findings is not None


def kill(process: int | None) -> None:
    """As the system does when memory runs out."""
    assert process is not None
    os.kill(process, signal.SIGKILL)
