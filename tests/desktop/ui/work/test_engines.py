"""The engines behind the screens: orders return at once, and what comes of them are signals."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from asr.transcript import Transcript
from desktop.consultation import ConsultationId
from desktop.engine import Follow, Order, Try, Write
from desktop.models.errors import ModelTooLarge
from desktop.models.fitness import Fitness
from desktop.models.writing_model import WritingModel
from desktop.store.data_keys import DataKeys
from desktop.store.sealed_recording import SealedRecordings
from desktop.store.sealing import Key
from desktop.ui.work import engines as engines_module
from desktop.ui.work import trial_queue
from desktop.ui.work.engines import Engines
from summarize.errors import NothingSaid
from summarize.summarize import find_writer, recheck, summarize
from summarize.template import find_template
from tests.desktop.engine.engines import echo_engine
from tests.desktop.engine.recordings import heard_at_once, recorded, talk
from tests.desktop.engine.writers import writing_engine
from tests.fakes import FIRST_ID, transcript
from tests.summarize.talks import VISIT

PATIENCE = 120_000  # milliseconds
CALL = Path(__file__).parents[4] / "assets" / "sample" / "call.wav"
SAID = transcript(("clinician", "Hoe lang hoest u al?"), ("patient", "Twee weken."))
MODEL = WritingModel(folder="model", name="by-hand", sha256="ab" * 32)


@pytest.fixture
def engines(qtbot: QtBot) -> Iterator[Engines]:
    engines = Engines(echo_engine)
    yield engines
    engines.close()


@pytest.fixture
def recordings(tmp_path: Path) -> SealedRecordings:
    return SealedRecordings(tmp_path / "recordings", DataKeys(tmp_path / "keys", Key.new()))


def listen(engines: Engines, recordings: SealedRecordings) -> None:
    place, key = recordings.place(FIRST_ID), recordings.key(FIRST_ID)
    engines.listen(FIRST_ID, place, key, model=Path("echo"), language="nl")


def write(said: Transcript, model: WritingModel | None = None) -> Write:
    return Write(
        consultation=FIRST_ID,
        transcript=said,
        template="soep",
        language="nl",
        writer="generate" if model else "extract",
        model=model,
    )


def test_a_growing_recording_is_guessed_at_heard_and_transcribed(
    qtbot: QtBot, engines: Engines, recordings: SealedRecordings
) -> None:
    recording = recordings.begin(FIRST_ID, channels=1)
    for block in talk()[:40]:
        recording.append(block)
    with qtbot.waitSignals([engines.heard, engines.guessed], timeout=PATIENCE):
        listen(engines, recordings)
    for block in talk()[40:]:
        recording.append(block)
    recording.close()
    with qtbot.waitSignal(engines.transcribed, timeout=PATIENCE) as got:
        pass
    assert got.args == [FIRST_ID, heard_at_once(talk())]


def test_a_file_is_looked_at_brought_in_and_heard(
    qtbot: QtBot, engines: Engines, recordings: SealedRecordings
) -> None:
    with qtbot.waitSignal(engines.looked, timeout=PATIENCE) as looked:
        engines.look(CALL)
    assert looked.args == [str(CALL), 2, True]
    with qtbot.waitSignal(engines.look_failed, timeout=PATIENCE) as refused:
        engines.look(Path("nothing.wav"))
    assert refused.args == ["nothing.wav", "asr.audio_missing"]
    recordings.begin(FIRST_ID, channels=2).leave()
    place, key = recordings.place(FIRST_ID), recordings.key(FIRST_ID)
    with qtbot.waitSignals([engines.imported, engines.progress], timeout=PATIENCE):
        engines.import_file(FIRST_ID, place, key, CALL)
    assert recordings.open(FIRST_ID).complete


def test_a_note_is_drafted_and_checked(qtbot: QtBot, engines: Engines) -> None:
    with qtbot.waitSignal(engines.drafted, timeout=PATIENCE) as drafted:
        engines.write(write(SAID))
    note = summarize(SAID, find_template("soep", "nl"), find_writer("extract"))
    assert drafted.args == [FIRST_ID, note]
    engines.read(FIRST_ID, SAID)
    with qtbot.waitSignal(engines.checked, timeout=PATIENCE) as checked:
        engines.check(FIRST_ID, 3, note)
    assert checked.args == [FIRST_ID, 3, recheck(note, SAID)]


def test_a_model_reads_along_and_its_draft_is_seen_growing(qtbot: QtBot, tmp_path: Path) -> None:
    engines = Engines(partial(writing_engine, tmp_path))
    grown: list[int] = []
    engines.drafting.connect(lambda _, note: grown.append(len(list(note.statements()))))
    said = VISIT.utterances[:3]
    engines.follow(Follow(consultation=FIRST_ID, language="nl", utterances=said, model=MODEL))
    qtbot.waitUntil((tmp_path / "read").exists, timeout=PATIENCE)
    with qtbot.waitSignals([engines.drafted, engines.progress], timeout=PATIENCE):
        engines.write(write(VISIT, MODEL))
    assert grown == list(range(1, len(grown) + 1))
    assert len(grown) > 1
    engines.close()


def test_how_a_model_did_is_told_or_why_it_was_not_tried(qtbot: QtBot, tmp_path: Path) -> None:
    engines = Engines(partial(writing_engine, tmp_path))
    with qtbot.waitSignal(engines.tried, timeout=PATIENCE) as tried:
        engines.try_out(MODEL)
    model, fitness, code = tried.args
    assert (model, code) == (MODEL, "")
    assert isinstance(fitness, Fitness)
    (tmp_path / "too large").touch()
    larger = MODEL.model_copy(update={"name": "larger"})
    with qtbot.waitSignal(engines.tried, timeout=PATIENCE) as refused:
        engines.try_out(larger)
    assert refused.args == [larger, None, ModelTooLarge.code]
    engines.close()


class Quiet:
    """In the place of an engine: takes orders, and works as long as it is told to."""

    def __init__(self, target: object, *, mortal: bool = False) -> None:
        self.orders: list[Order] = []
        self.works = False
        self.closed = 0

    def order(self, order: Order) -> None:
        self.orders.append(order)
        self.works = isinstance(order, Write)

    def news(self) -> tuple[()]:
        return ()

    def close(self) -> None:
        self.closed += 1


def test_a_draft_comes_before_a_trial_and_after_it_that_begins_anew(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (engines_module, trial_queue):
        monkeypatch.setattr(module, "Engine", Quiet)
    engines = Engines()
    notes: object = engines._notes
    trials: object = engines._trials._engine
    assert isinstance(notes, Quiet)
    assert isinstance(trials, Quiet)
    waited: list[tuple[str, bool]] = []
    engines.trying.connect(lambda name, _, waits: waited.append((name, waits)))
    engines.try_out(MODEL)
    engines.poll()
    assert trials.orders == [Try(model=MODEL)]
    engines.write(write(VISIT, MODEL))
    assert trials.closed == 1  # at once
    engines.poll()
    assert waited == [(MODEL.name, True)]
    assert len(trials.orders) == 1
    notes.works = False
    engines.poll()
    assert len(trials.orders) == 2
    engines.stop_trial(MODEL.name)
    assert trials.closed == 2
    engines.close()


def test_what_fails_is_told_by_its_code(qtbot: QtBot, engines: Engines) -> None:
    with qtbot.waitSignal(engines.failed, timeout=PATIENCE) as failed:
        engines.write(write(transcript()))
    assert failed.args == [FIRST_ID, NothingSaid.code]


def test_a_check_does_not_wait_for_what_is_being_heard(
    qtbot: QtBot, engines: Engines, recordings: SealedRecordings
) -> None:
    """The one engine hears for as long as nobody closes the recording; the other answers."""
    note = summarize(SAID, find_template("soep", "nl"), find_writer("extract"))
    recordings.begin(FIRST_ID, channels=1).leave()
    listen(engines, recordings)
    other = ConsultationId("20260105-090000-000002")
    engines.read(other, SAID)
    with qtbot.waitSignal(engines.checked, timeout=PATIENCE):
        engines.check(other, 1, note)
    assert engines.processes[0] != engines.processes[1]


def test_what_is_cancelled_tells_nothing_more(
    qtbot: QtBot, engines: Engines, recordings: SealedRecordings
) -> None:
    listen(engines, recorded(recordings, talk()[:20]))
    engines.cancel(FIRST_ID)
    with (
        qtbot.assertNotEmitted(engines.transcribed),
        qtbot.waitSignal(engines.looked, timeout=PATIENCE),
    ):
        engines.look(CALL)  # answered by the same engine, later
