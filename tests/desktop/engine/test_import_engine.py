"""A sound file comes into a sealed recording, whole, whatever happens on the way."""

import wave
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from asr.audio import SAMPLE_RATE, Samples, open_sound, sound_of
from asr.errors import AudioMissing, AudioUnreadable
from desktop.engine import (
    Cancel,
    Engine,
    Failed,
    Heard,
    Import,
    Imported,
    Look,
    Looked,
    News,
    Progress,
    Restarted,
    Transcribed,
)
from desktop.engine.errors import ChannelsDiffer
from desktop.errors import RecordingClosed, RecordingInUse
from desktop.store.sealed_recording import SealedRecordings
from tests.desktop.engine.engines import echo_engine, import_engine, told_until
from tests.desktop.engine.recordings import heard_at_once, listen_to
from tests.fakes import FIRST_ID, silence, voice


@pytest.fixture
def engine() -> Iterator[Engine]:
    with Engine(echo_engine) as engine:
        yield engine


def sound_file(place: Path, seconds: float, channels: int = 1) -> Path:
    """A file of noise, each second of it another."""
    noise = np.random.default_rng(7).integers(-9000, 9000, int(seconds * SAMPLE_RATE) * channels)
    return written(place, noise.astype("<i2"), channels)


def written(place: Path, samples: Samples, channels: int = 1) -> Path:
    with wave.open(str(place), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE)
        file.writeframes(samples.tobytes())
    return place


def bring_in(recordings: SealedRecordings, file: Path) -> Import:
    key = recordings.key(FIRST_ID).revealed().hex()
    place = str(recordings.place(FIRST_ID))
    return Import(consultation=FIRST_ID, place=place, key=key, file=str(file))


def ended(told: list[News]) -> bool:
    return any(isinstance(news, Imported | Failed) for news in told)


def same_sound(recordings: SealedRecordings, file: Path, channels: int = 1) -> bool:
    with open_sound(file, "split" if channels == 2 else "mono") as reader:
        wanted = sound_of(reader)
    got = sound_of(recordings.open(FIRST_ID))
    return got.shape == wanted.shape and bool((got == wanted).all())


@pytest.mark.parametrize("channels", [1, 2])
def test_a_file_is_brought_in_whole_and_the_recording_closed(
    engine: Engine, recordings: SealedRecordings, tmp_path: Path, channels: int
) -> None:
    file = sound_file(tmp_path / "call.wav", 20.5, channels)
    recordings.begin(FIRST_ID, channels).leave()
    engine.order(bring_in(recordings, file))
    told = told_until(engine, ended)
    assert told[-1] == Imported(consultation=FIRST_ID, seconds=20.5)
    assert recordings.open(FIRST_ID).complete
    assert same_sound(recordings, file, channels)
    done = [news.done for news in told if isinstance(news, Progress)]
    assert done == sorted(done)
    assert 0 < done[0] < 1


def test_two_channels_are_mixed_for_a_recording_of_one(
    engine: Engine, recordings: SealedRecordings, tmp_path: Path
) -> None:
    file = sound_file(tmp_path / "call.wav", 3, channels=2)
    recordings.begin(FIRST_ID, channels=1).leave()
    engine.order(bring_in(recordings, file))
    told_until(engine, ended)
    assert same_sound(recordings, file)


def test_a_file_that_was_cut_short_says_so(
    engine: Engine, recordings: SealedRecordings, tmp_path: Path
) -> None:
    file = sound_file(tmp_path / "call.wav", 10)
    with file.open("r+b") as whole:
        whole.truncate(200_000)
    recordings.begin(FIRST_ID, channels=1).leave()
    engine.order(bring_in(recordings, file))
    news = told_until(engine, ended)[-1]
    assert isinstance(news, Imported)
    assert news.damaged
    assert news.seconds > 6


def test_it_is_heard_while_it_comes_in(
    engine: Engine, recordings: SealedRecordings, tmp_path: Path
) -> None:
    sound = np.concatenate(
        [voice(20), silence(1), voice(20, seed=2), silence(1), voice(15, seed=3)]
    )
    file = written(tmp_path / "visit.wav", np.round(sound * 32767).astype("<i2"))
    recordings.begin(FIRST_ID, channels=1).leave()
    engine.order(bring_in(recordings, file))
    engine.order(listen_to(recordings))
    told = told_until(engine, lambda told: any(isinstance(n, Transcribed) for n in told))
    last = told[-1]
    assert isinstance(last, Transcribed)
    assert last.transcript == heard_at_once(recordings.open(FIRST_ID))
    assert any(isinstance(news, Imported) for news in told)
    assert any(isinstance(news, Heard) for news in told)


def test_an_engine_that_dies_half_way_is_followed_by_one_that_goes_on(
    recordings: SealedRecordings, tmp_path: Path
) -> None:
    file = sound_file(tmp_path / "call.wav", 90)
    (tmp_path / "die").touch()
    recordings.begin(FIRST_ID, channels=1).leave()
    with Engine(partial(import_engine, tmp_path)) as engine:
        engine.order(bring_in(recordings, file))
        told = told_until(engine, ended)
    assert Restarted(consultation=FIRST_ID) in told
    assert told[-1] == Imported(consultation=FIRST_ID, seconds=90)
    assert recordings.open(FIRST_ID).complete
    assert same_sound(recordings, file)


def test_after_an_engine_that_died_behind_the_last_second_there_is_nothing_left_to_do(
    engine: Engine, recordings: SealedRecordings, tmp_path: Path
) -> None:
    file = sound_file(tmp_path / "call.wav", 2)
    recordings.begin(FIRST_ID, channels=1).leave()
    engine.order(bring_in(recordings, file))
    told_until(engine, ended)
    engine.order(bring_in(recordings, file).model_copy(update={"again": True}))
    assert told_until(engine, ended)[-1] == Imported(consultation=FIRST_ID, seconds=2)
    engine.order(bring_in(recordings, file))
    closed = Failed(consultation=FIRST_ID, code=RecordingClosed.code)
    assert told_until(engine, ended)[-1] == closed


def test_what_cannot_be_brought_in_says_why_and_is_not_heard(
    engine: Engine, recordings: SealedRecordings, tmp_path: Path
) -> None:
    text = tmp_path / "letter.wav"
    text.write_bytes(b"no sound at all, but long enough to be looked at" * 100)
    one = sound_file(tmp_path / "one.wav", 2)
    recordings.begin(FIRST_ID, channels=2).leave()
    engine.order(listen_to(recordings))
    for file, code in (
        (tmp_path / "nothing.wav", AudioMissing.code),
        (text, AudioUnreadable.code),
        (one, ChannelsDiffer.code),
    ):
        engine.order(bring_in(recordings, file))
        told = told_until(engine, ended)
        assert told[-1] == Failed(consultation=FIRST_ID, code=code)
    recordings.resume(FIRST_ID).close()
    engine.order(Look(file=str(one)))
    told = told_until(engine, lambda told: any(isinstance(n, Looked) for n in told))
    assert not any(isinstance(news, Transcribed) for news in told)


def test_a_recording_that_is_being_made_is_left_alone(
    engine: Engine, recordings: SealedRecordings, tmp_path: Path
) -> None:
    file = sound_file(tmp_path / "call.wav", 2)
    with recordings.begin(FIRST_ID, channels=1):
        engine.order(bring_in(recordings, file))
        told = told_until(engine, ended)
    assert told[-1] == Failed(consultation=FIRST_ID, code=RecordingInUse.code)


def test_an_import_that_is_cancelled_stops_and_lets_go(
    recordings: SealedRecordings, tmp_path: Path
) -> None:
    file = sound_file(tmp_path / "call.wav", 90)
    (tmp_path / "wait").touch()
    recordings.begin(FIRST_ID, channels=1).leave()
    with Engine(partial(import_engine, tmp_path)) as engine:
        engine.order(bring_in(recordings, file))
        told_until(engine, lambda told: any(isinstance(n, Progress) for n in told))
        engine.order(Cancel(consultation=FIRST_ID))
        engine.order(Look(file=str(file)))
        (tmp_path / "wait").unlink()
        told = told_until(engine, lambda told: any(isinstance(n, Looked) for n in told))
        assert not ended(told)
        left = recordings.resume(FIRST_ID)  # it is free
        assert 0 < left.seconds < 90
        left.leave()


def test_how_a_file_is_made_is_told_before_there_is_a_place_for_it(
    engine: Engine, tmp_path: Path
) -> None:
    call = Path(__file__).parents[3] / "assets" / "sample" / "call.wav"
    for file, looked in (
        (call, Looked(file=str(call), channels=2, telephone=True)),
        (tmp_path / "x.wav", Looked(file=str(tmp_path / "x.wav"), code=AudioMissing.code)),
    ):
        engine.order(Look(file=str(file)))
        told = told_until(engine, lambda told: any(isinstance(n, Looked) for n in told))
        assert told[-1] == looked
