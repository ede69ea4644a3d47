"""An engine hears a recording while it grows, dies, is followed up, is cancelled."""

import os
import signal
from collections.abc import Iterator
from functools import partial
from importlib.resources import as_file, files
from itertools import islice
from pathlib import Path

import pytest

from asr.audio import open_sound
from asr.errors import SpeechModelUnusable
from asr.transcribe import SpeechModel
from desktop.consultation import ConsultationId
from desktop.engine import (
    MOST_RESTARTS,
    Cancel,
    Engine,
    Failed,
    Guess,
    Heard,
    Look,
    Looked,
    News,
    Progress,
    Ready,
    Restarted,
    Transcribed,
)
from desktop.engine.errors import EngineStopped
from desktop.engine.messages import Remember
from desktop.errors import ConsultationUnknown
from desktop.store.sealed_recording import SealedRecordings
from tests.desktop.engine.engines import echo_engine, mortal_engine, stuck_engine, told_until
from tests.desktop.engine.recordings import heard_at_once, listen_to, recorded, seconds, talk
from tests.fakes import FIRST_ID
from tests.trust.conftest import needs_full


@pytest.fixture
def engine() -> Iterator[Engine]:
    with Engine(echo_engine) as engine:
        yield engine


def ended(told: list[News]) -> bool:
    return any(isinstance(news, Transcribed | Failed) for news in told)


def only(told: list[News]) -> Transcribed:
    """The transcript, which is told once and at the end."""
    found = [news for news in told if isinstance(news, Transcribed)]
    assert found == [told[-1]]
    return found[0]


def test_a_recording_is_heard_as_hear_does(engine: Engine, recordings: SealedRecordings) -> None:
    engine.order(listen_to(recorded(recordings, talk())))
    told = told_until(engine, ended)
    assert only(told).transcript == heard_at_once(talk())
    assert told[0] == Ready()
    finals = [news for news in told if isinstance(news, Heard)]
    assert [len(one.utterances) for one in finals] == sorted({len(f.utterances) for f in finals})
    done = [news.done for news in told if isinstance(news, Progress)]
    assert done == sorted(done)
    assert 0 < done[0] < done[-1] <= 1
    assert not any(isinstance(news, Remember) for news in told)


def test_while_it_grows_there_are_guesses_and_in_the_end_the_same_transcript(
    engine: Engine, recordings: SealedRecordings
) -> None:
    recording = recordings.begin(FIRST_ID, channels=1)
    engine.order(listen_to(recordings))
    told: list[News] = []
    for number, block in enumerate(talk(), start=1):
        recording.append(block)
        if number % 4 == 0:  # the engine is up to it before more is said
            told += told_until(engine, partial(_heard_until, seconds(talk()[:number]) - 4))
    recording.close()
    told += told_until(engine, ended)
    assert only(told).transcript == heard_at_once(talk())
    guesses = [news for news in told if isinstance(news, Guess)]
    assert [one.until for one in guesses] == sorted(one.until for one in guesses)
    assert max(one.until for one in guesses) > seconds(talk()) - 5
    words = [u.text for one in guesses for u in one.utterances]
    assert len(set(words)) > 30
    assert not any(isinstance(news, Progress) for news in told[:-3])


def _heard_until(second: float, told: list[News]) -> bool:
    return any(isinstance(news, Guess) and news.until >= second for news in told)


@pytest.mark.parametrize("fates", [(1,), (2,), (3, 1, 2)])
def test_an_engine_that_dies_is_followed_by_one_that_goes_on(
    recordings: SealedRecordings, tmp_path: Path, fates: tuple[int, ...]
) -> None:
    folder = tmp_path / "fates"
    folder.mkdir()
    for number, calls in enumerate(fates):
        (folder / str(number)).write_text(str(calls))
    recorded(recordings, talk())
    with Engine(partial(mortal_engine, folder)) as engine:
        engine.order(listen_to(recordings))
        told = told_until(engine, ended)
    assert only(told).transcript == heard_at_once(talk())
    assert told.count(Restarted(consultation=FIRST_ID)) == len(fates)
    finals = [len(news.utterances) for news in told if isinstance(news, Heard)]
    assert finals == sorted(finals)  # what was heard is not heard again


def test_an_engine_that_is_killed_at_any_moment_of_a_recording_is_followed_up(
    engine: Engine, recordings: SealedRecordings
) -> None:
    recording = recordings.begin(FIRST_ID, channels=1)
    engine.order(listen_to(recordings))
    told: list[News] = []
    for number, block in enumerate(talk()):
        recording.append(block)
        if number in (9, 41, 77):
            told += told_until(engine, lambda told: any(isinstance(n, Guess) for n in told))
            assert engine.process
            os.kill(engine.process, signal.SIGKILL)
    recording.close()
    told += told_until(engine, ended)
    assert only(told).transcript == heard_at_once(talk())
    assert told.count(Restarted(consultation=FIRST_ID)) == 3


def test_what_kills_every_engine_fails_and_the_next_order_is_served(
    recordings: SealedRecordings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.engine.MINUTE", 1e9)  # however slow the machine
    folder = tmp_path / "fates"
    folder.mkdir()
    for number in range(MOST_RESTARTS + 1):
        (folder / str(number)).write_text("1")
    recorded(recordings, talk())
    with Engine(partial(mortal_engine, folder)) as engine:
        engine.order(listen_to(recordings))
        told = told_until(engine, ended)
        assert told[-1] == Failed(consultation=FIRST_ID, code=EngineStopped.code)
        assert told.count(Restarted(consultation=FIRST_ID)) == MOST_RESTARTS
        assert engine.process is None
        engine.order(listen_to(recordings))
        told = told_until(engine, ended)
    assert only(told).transcript == heard_at_once(talk())


def test_a_model_that_cannot_be_loaded_fails_and_the_engine_lives(
    engine: Engine, recordings: SealedRecordings
) -> None:
    recorded(recordings, talk()[:8])
    engine.order(listen_to(recordings, model="broken"))
    told = told_until(engine, ended)
    assert told[-1] == Failed(consultation=FIRST_ID, code=SpeechModelUnusable.code)
    process = engine.process
    engine.order(listen_to(recordings))
    only(told_until(engine, ended))
    assert engine.process == process


def test_a_recording_that_is_not_there_fails(engine: Engine, recordings: SealedRecordings) -> None:
    order = listen_to(recorded(recordings, talk()[:1]))
    recordings.erase(FIRST_ID)
    engine.order(order)
    told = told_until(engine, ended)
    assert told[-1] == Failed(consultation=FIRST_ID, code=ConsultationUnknown.code)


def test_what_is_cancelled_tells_nothing_more(engine: Engine, recordings: SealedRecordings) -> None:
    recording = recordings.begin(FIRST_ID, channels=1)
    for block in talk()[:8]:
        recording.append(block)
    engine.order(listen_to(recordings))
    told_until(engine, lambda told: any(isinstance(news, Guess) for news in told))
    engine.order(Cancel(consultation=FIRST_ID))
    recording.close()
    process = engine.process
    engine.order(listen_to(recordings))
    told = told_until(engine, ended)
    only(told)
    assert engine.process == process


def test_an_engine_that_does_not_heed_a_cancel_is_ended(
    recordings: SealedRecordings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.engine.CANCEL_PATIENCE", 0.5)
    recorded(recordings, talk())
    with Engine(stuck_engine) as engine:
        engine.order(listen_to(recordings))
        told_until(engine, lambda told: told == [Ready()])
        engine.order(Cancel(consultation=FIRST_ID))
        told_until(engine, lambda told: engine.process is None)


def test_who_asked_about_a_file_meanwhile_is_answered_by_the_next(
    recordings: SealedRecordings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.engine.CANCEL_PATIENCE", 0.5)
    recorded(recordings, talk())
    with Engine(stuck_engine) as engine:
        engine.order(listen_to(recordings))
        told_until(engine, lambda told: told == [Ready()])
        before = engine.process
        engine.order(Cancel(consultation=FIRST_ID))
        engine.order(Look(file="nothing.wav"))
        told = told_until(engine, lambda told: any(isinstance(one, Looked) for one in told))
        assert told[-1] == Looked(file="nothing.wav", code="asr.audio_missing")
        assert engine.process != before


@pytest.mark.model
@pytest.mark.trust
@needs_full()
def test_whisper_hears_the_sample_live_and_through_a_death_as_it_does_at_once(
    recordings: SealedRecordings, whisper_base: Path
) -> None:
    with as_file(files("assets") / "sample" / "nl.ogg") as file, open_sound(file) as reader:
        sound = list(islice(reader, 50))
    recording = recordings.begin(FIRST_ID, channels=1)
    with Engine() as engine:
        engine.order(listen_to(recordings, model=str(whisper_base)))
        told: list[News] = []
        for number, block in enumerate(sound, start=1):
            recording.append(block)
            if number in (12, 46):
                told += told_until(engine, lambda told: any(isinstance(n, Guess) for n in told))
            if number == 40:
                told += told_until(engine, lambda told: any(isinstance(n, Heard) for n in told))
                assert engine.process
                os.kill(engine.process, signal.SIGKILL)
        recording.close()
        told += told_until(engine, ended)
    assert Restarted(consultation=FIRST_ID) in told
    assert any(news.utterances for news in told if isinstance(news, Guess))
    assert only(told).transcript == heard_at_once(sound, SpeechModel(whisper_base))


def test_two_recordings_are_heard_side_by_side(
    engine: Engine, recordings: SealedRecordings
) -> None:
    other = ConsultationId("20260105-090000-000002")
    growing = recordings.begin(other, channels=1)
    order = listen_to(recorded(recordings, talk()))
    engine.order(
        order.model_copy(
            update={
                "consultation": other,
                "place": str(recordings.place(other)),
                "key": recordings.key(other).revealed().hex(),
            }
        )
    )
    engine.order(order)
    for block in talk()[:10]:
        growing.append(block)
    told = told_until(engine, ended)
    assert only(told).consultation == FIRST_ID
    growing.close()
    assert only(told_until(engine, ended)).consultation == other


def test_a_closed_engine_leaves_nothing_behind_and_can_be_used_again(
    recordings: SealedRecordings,
) -> None:
    engine = Engine(echo_engine)
    engine.order(listen_to(recorded(recordings, talk()[:8])))
    told_until(engine, lambda told: told)
    process = engine.process
    assert process
    engine.close()
    assert not Path(f"/proc/{process}").exists()
    assert list(engine.news()) == []
    engine.order(listen_to(recordings))
    only(told_until(engine, ended))
    engine.close()
    engine.close()
