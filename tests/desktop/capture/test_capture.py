"""Capture with devices that do wrong: nothing is lost, all is told, stopping is quick."""

import time
from collections.abc import Callable, Iterator
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np
import pytest

from asr.audio import SAMPLE_RATE, Samples
from asr.elapsed import elapsed
from asr.microphone import SNIPPET_SAMPLES
from desktop.capture import (
    Capture,
    Ended,
    Hearing,
    Kept,
    Loudness,
    News,
    end_abandoned,
)
from desktop.capture.ear import Listen
from desktop.capture.messages import to_bytes
from desktop.capture.news_line import NewsLine
from desktop.capture.orders import ALONE_SECONDS
from desktop.capture.process import capture_with
from desktop.errors import RecordingClosed, RecordingInUse
from desktop.store.data_keys import DataKeys
from desktop.store.sealed_recording import SealedRecordings
from desktop.store.sealing import Key
from tests.desktop.capture import ears
from tests.desktop.capture.visits import PATIENCE, Visit, app, until, unwatched
from tests.fakes import FIRST_ID
from tests.trust.conftest import needs_full


@pytest.fixture
def recordings(tmp_path: Path) -> SealedRecordings:
    return SealedRecordings(tmp_path / "recordings", DataKeys(tmp_path / "keys", Key.new()))


Record = Callable[..., Visit]


def in_real_time(test: Callable[..., None]) -> Callable[..., None]:
    """For `make trust`; test_run.py tries the same on a clock that no other work disturbs."""
    marked: Callable[..., None] = pytest.mark.trust(needs_full()(test))
    return marked


@pytest.fixture
def record(recordings: SealedRecordings) -> Iterator[Record]:
    """Begin recording with an ear; whatever happens, it is ended."""
    begun: list[Visit] = []

    def begin(listen: Listen, device: str = "", watched: bool = True) -> Visit:
        target = partial(capture_with, listen, ALONE_SECONDS)
        begun.append(Visit(recordings, target if watched else partial(unwatched, listen), device))
        return begun[-1]

    yield begin
    for visit in begun:
        visit.capture.stop()


def _counts(samples: Samples) -> bool:
    """Whether these are all the samples of an ear, from its first on."""
    return bool((np.diff(samples) == 1).all()) and samples[0] == 1


def test_every_second_is_kept_and_told(record: Record) -> None:
    visit = record(partial(ears.at_once, 120), watched=False)
    visit.until_kept(12)
    ended = visit.stops()
    assert ended == Ended(reason="stopped", seconds=12.0)
    assert _counts(visit.sound)
    assert len(visit.sound) == 12 * SAMPLE_RATE
    assert visit.recording.complete
    assert list(visit.recording.marks()) == []
    assert any(isinstance(news, Loudness) and news.peak < 0 for news in visit.told)


def test_what_is_told_to_be_kept_is_on_the_disk_already(record: Record) -> None:
    visit = record(partial(ears.at_once, 600), watched=False)
    visit.until_kept(5)
    assert visit.recording.seconds >= visit.kept


@in_real_time
@pytest.mark.parametrize("wrong", ["stalls", "dies", "ends", "moves to nothing"])
def test_a_device_that_is_lost_is_told_and_gone_on_with(
    record: Record, tmp_path: Path, wrong: str
) -> None:
    visit = record(partial(ears.first_wrong, wrong, tmp_path))
    visit.until(lambda visit: visit.troubles == ["lost", None])
    visit.until_kept(visit.kept + 3)
    heard, kept = visit.heard_for, visit.kept
    ended = visit.stops()
    assert [mark.kind for mark in visit.recording.marks()] == ["device_lost", "gap"]
    assert visit.gaps[0] == pytest.approx(heard - kept, abs=0.2)
    assert ended.seconds == visit.recording.seconds
    assert visit.recording.complete
    assert _counts(visit.sound[: 15 * SNIPPET_SAMPLES])
    assert _counts(visit.sound[15 * SNIPPET_SAMPLES :])


@in_real_time
def test_a_mute_device_is_told_and_its_silence_is_kept(record: Record, tmp_path: Path) -> None:
    visit = record(partial(ears.first_wrong, "goes mute", tmp_path))
    visit.until(lambda visit: visit.troubles == ["silent"])
    visit.until_kept(5)
    visit.stops()
    assert list(visit.recording.marks()) == []
    assert not visit.sound[15 * SNIPPET_SAMPLES :].any()


@in_real_time
def test_sound_of_another_device_is_kept_until_the_right_one_is_back(
    record: Record, tmp_path: Path
) -> None:
    visit = record(partial(ears.first_wrong, "moves on", tmp_path), device="usb")
    visit.until(lambda visit: visit.troubles == ["moved", None])
    visit.until_kept(visit.kept + 3)
    visit.stops()
    assert _counts(visit.sound[: 25 * SNIPPET_SAMPLES])
    assert Hearing(name="Built-in") in visit.told


@in_real_time
@pytest.mark.parametrize("listen", [ears.hangs_in_opening, ears.cannot_open])
def test_a_device_that_never_opens_is_told_and_stopping_is_quick(
    record: Record, listen: Listen
) -> None:
    visit = record(listen)
    visit.until(lambda visit: visit.troubles == ["lost"])
    assert visit.stops() == Ended(reason="stopped", seconds=0.0)
    assert visit.recording.complete


@in_real_time
@pytest.mark.parametrize("wrong", ["stalls", "goes mute"])
def test_stopping_is_quick_whatever_the_device_does(
    record: Record, tmp_path: Path, wrong: str
) -> None:
    visit = record(partial(ears.first_wrong, wrong, tmp_path))
    visit.until(lambda visit: visit.troubles)
    visit.stops()
    assert visit.recording.complete


def test_an_app_that_takes_no_news_holds_nothing_up(record: Record) -> None:
    visit = record(partial(ears.at_once, 6_000), watched=False)
    deadline = elapsed() + PATIENCE
    while visit.recording.seconds < 600 and elapsed() < deadline:
        time.sleep(0.05)
    assert visit.stops() == Ended(reason="stopped", seconds=600.0)
    assert _counts(visit.sound)


def test_control_news_that_waited_for_the_app_would(recordings: SealedRecordings) -> None:
    visit = Visit(recordings, partial(_waiting, partial(ears.at_once, 6_000)))
    until(lambda: visit.recording.seconds > 0)
    seen = [0.0]

    def stands_still() -> bool:
        seen.append(visit.recording.seconds)
        return len(seen) > 40 and len(set(seen[-40:])) == 1

    until(stands_still)
    visit.capture.stop()
    assert seen[-1] < 600


def _waiting(listen: Listen, connection: Connection) -> None:
    """The real capture process, telling its news itself."""

    tell_later = NewsLine.tell

    def tell(line: NewsLine, news: News) -> None:
        if isinstance(news, Ended):
            tell_later(line, news)
        else:
            connection.send_bytes(to_bytes(news))

    pytest.MonkeyPatch().setattr(NewsLine, "tell", tell)
    unwatched(listen, connection)


def test_a_pause_keeps_nothing(record: Record) -> None:
    visit = record(ears.steady)
    visit.until_kept(1)
    visit.capture.pause()
    visit.until(lambda visit: "pause" in [mark.kind for mark in visit.recording.marks()])
    at_pause = visit.recording.seconds
    heard = len([news for news in visit.told if isinstance(news, Loudness)])
    visit.until(lambda visit: len([n for n in visit.told if isinstance(n, Loudness)]) > heard + 15)
    assert visit.recording.seconds == at_pause
    visit.capture.resume()
    visit.capture.bookmark()
    visit.until_kept(at_pause + 1)
    visit.stops()
    ordered = ("pause", "resumed", "bookmark")
    kinds = [mark.kind for mark in visit.recording.marks() if mark.kind in ordered]
    assert kinds == [*ordered]


def test_a_microphone_is_tested_the_same_way_and_nothing_is_kept(tmp_path: Path) -> None:
    capture = Capture(target=partial(unwatched, partial(ears.at_once, 30)))
    told: list[News] = []
    deadline = elapsed() + PATIENCE
    while Kept(seconds=3.0) not in told and elapsed() < deadline:
        told += capture.news(0.1)
    assert capture.stop() == Ended(reason="stopped", seconds=3.0)
    assert any(isinstance(news, Loudness) for news in told)
    assert list(tmp_path.iterdir()) == []


def test_a_recording_that_another_process_holds_is_refused(record: Record) -> None:
    visit = record(ears.steady)
    visit.until_kept(1)
    target = partial(capture_with, ears.steady, ALONE_SECONDS)
    with Capture("", visit.place, visit.recordings.key(FIRST_ID), target) as second:
        until(lambda: [*second.news(0.1)][:0] or second.ended)
        assert second.stop() == Ended(reason="unwritable", code=RecordingInUse.code)


def test_the_end_of_the_session_closes_the_recording(record: Record) -> None:
    visit = record(ears.steady)
    visit.until_kept(1)
    visit.capture._process.terminate()
    visit.until(lambda visit: visit.capture.ended)
    assert visit.recording.complete


def test_a_capture_process_that_is_killed_is_told_and_leaves_what_was_kept(record: Record) -> None:
    visit = record(ears.steady)
    visit.until_kept(2)
    visit.capture._process.kill()
    visit.until(lambda visit: visit.capture.ended)
    assert visit.capture.ended == Ended(reason="broken", seconds=visit.kept)
    assert visit.recording.seconds >= visit.kept
    visit.recordings.resume(FIRST_ID).close()
    assert visit.recording.complete


def test_the_app_dies_and_recording_goes_on_until_it_is_ended(recordings: SealedRecordings) -> None:
    with app(recordings) as running:
        until(lambda: recordings.open(FIRST_ID).seconds >= 1)
        running.kill()
        running.wait()
        _goes_on_until_it_is_ended(recordings)


def _goes_on_until_it_is_ended(recordings: SealedRecordings) -> None:
    before = recordings.open(FIRST_ID).seconds
    until(lambda: recordings.open(FIRST_ID).seconds >= before + 2)
    with pytest.raises(RecordingInUse):
        recordings.resume(FIRST_ID)
    end_abandoned(recordings.place(FIRST_ID))
    until(lambda: _is_closed_and_let_go(recordings))
    assert recordings.open(FIRST_ID).complete


def _is_closed_and_let_go(recordings: SealedRecordings) -> bool:
    """It is let go of a moment after it was closed."""
    try:
        recordings.resume(FIRST_ID)
    except RecordingInUse:
        return False
    except RecordingClosed:
        return True
    pytest.fail("it was let go of without being closed")


def test_control_an_app_that_is_dead_for_long_ends_it(recordings: SealedRecordings) -> None:
    with app(recordings, alone=0.5) as running:
        until(lambda: recordings.open(FIRST_ID).seconds >= 1)
        running.kill()
        running.wait()
        until(lambda: recordings.open(FIRST_ID).complete)
