"""What is so of a recording that runs, from what the capture process tells of it."""

from collections import deque
from collections.abc import Iterator

import pytest

from desktop.capture import Alarm, Ended, Hearing, Kept, Loudness, MaySleep, News, RoomLow
from desktop.clock import clock
from desktop.consultation import Recorded
from desktop.errors import ConsultationUnknown, PlaceFull
from desktop.intake import Intake
from desktop.recording import (
    BACK_SHOWN,
    QUIET_AFTER,
    RecordingVisit,
    VoiceWatch,
    begin_recording,
    ended_code,
    forget_empty,
)
from desktop.session import Session
from tests.desktop.store.recordings import noise
from tests.desktop.visits import intake, session  # noqa: F401 - a fixture
from tests.fakes import FIRST_ID


class Told:
    """A capture process that tells what a test lays down, and remembers what it was told."""

    def __init__(self) -> None:
        self.waiting: deque[News] = deque()
        self.orders: list[str] = []
        self.ended: Ended | None = None
        self.last = Ended(reason="stopped", seconds=3.0)

    def news(self, patience: float = 0.0) -> Iterator[News]:
        while self.waiting:
            yield self.waiting.popleft()

    def pause(self) -> None:
        self.orders.append("pause")

    def resume(self) -> None:
        self.orders.append("resume")

    def bookmark(self) -> None:
        self.orders.append("bookmark")

    def stop(self) -> Ended:
        self.orders.append("stop")
        self.ended = self.last
        return self.last


class Watch:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def recording(told: Told, watch: Watch) -> RecordingVisit:
    return RecordingVisit(FIRST_ID, told, watch)


def test_the_clock_goes_on_between_two_seconds_that_are_kept(
    recording: RecordingVisit, watch: Watch
) -> None:
    assert recording.clock == 0  # nothing is kept, whatever time went by
    watch.now += 3
    assert recording.clock == 0
    recording.take(Kept(seconds=7))
    watch.now += 0.5
    assert recording.clock == 7.5
    watch.now += 60
    assert recording.clock < 8  # never a second that is not on the disk


def test_the_clock_stands_still_while_the_microphone_is_gone(
    recording: RecordingVisit, watch: Watch
) -> None:
    recording.take(Kept(seconds=7))
    watch.now += 0.5
    recording.take(Alarm(trouble="lost"))
    assert (recording.clock, recording.peak, recording.warnings) == (7, None, ("lost",))


def test_pausing_stops_the_clock_and_resuming_goes_on(
    recording: RecordingVisit, told: Told, watch: Watch
) -> None:
    recording.take(Kept(seconds=7))
    recording.pause()
    watch.now += 30
    assert (recording.clock, recording.phase, recording.warnings) == (7, "paused", ())
    recording.mark()  # of a moment that is not recorded
    recording.resume()
    watch.now += 0.5
    assert (recording.clock, recording.phase) == (7.5, "recording")
    recording.mark()
    assert (told.orders, recording.marks) == (["pause", "resume", "bookmark"], 1)


def test_an_alarm_and_its_end_are_told_and_the_end_only_for_a_moment(
    recording: RecordingVisit, watch: Watch
) -> None:
    recording.take(Alarm(trouble="moved"))
    assert warned(recording) == ["moved"]
    recording.take(Alarm(trouble=None))
    assert warned(recording) == ["back"]
    watch.now += BACK_SHOWN
    assert warned(recording) == []


def test_the_first_word_that_all_is_well_is_no_news(recording: RecordingVisit) -> None:
    recording.take(Alarm(trouble=None))
    assert warned(recording) == []


def test_what_threatens_the_recording_stays_said(recording: RecordingVisit) -> None:
    recording.take(RoomLow())
    recording.take(MaySleep())
    recording.take(Hearing(name="Table"))
    assert warned(recording) == ["room_low", "may_sleep"]
    assert recording.microphone == "Table"


def warned(recording: RecordingVisit) -> list[str]:
    return list(recording.warnings)


def heard(recording: RecordingVisit, watch: Watch, tenths: int, rms: float) -> None:
    for _ in range(tenths):
        watch.now += 0.1
        recording.take(Loudness(peak=rms + 10, rms=rms))


def test_ten_seconds_without_a_voice_are_said_and_a_voice_ends_it(
    recording: RecordingVisit, watch: Watch
) -> None:
    heard(recording, watch, 20, -60)
    heard(recording, watch, 5, -30)
    heard(recording, watch, 95, -60)
    assert recording.quiet_for == 0
    heard(recording, watch, 10, -60)
    assert recording.quiet_for >= QUIET_AFTER
    assert warned(recording) == ["quiet"]
    heard(recording, watch, 3, -30)
    assert warned(recording) == []


def test_a_click_is_no_voice_and_two_tenths_of_a_second_are() -> None:
    watch = VoiceWatch(0.0)
    watch.heard(1.0, -60)
    watch.heard(5.0, -20)
    watch.heard(5.1, -60)
    assert watch.quiet_for(5.1) == 5.1
    watch.heard(6.0, -20)
    watch.heard(6.1, -20)
    assert watch.quiet_for(6.1) == 0


def test_it_ends_by_itself_and_then_nobody_talks_to_the_process_but_stop(
    recording: RecordingVisit, told: Told
) -> None:
    told.waiting.extend([Kept(seconds=2), Ended(reason="full", seconds=2)])
    recording.look()
    assert (recording.phase, recording.running) == ("ending", False)
    told.waiting.append(Kept(seconds=9))
    recording.look()
    recording.pause()
    assert (recording.kept, told.orders) == (2, [])


@pytest.mark.parametrize(
    ("ended", "code"),
    [
        (Ended(reason="stopped"), ""),
        (Ended(reason="full"), "record.ended_full"),
        (Ended(reason="unwritable", code="desktop.disk_full"), "desktop.disk_full"),
    ],
)
def test_why_it_ended_is_said_unless_it_was_asked_to(ended: Ended, code: str) -> None:
    assert ended_code(ended) == code


def test_the_last_word_is_kept_with_the_visit(
    session: Session,  # noqa: F811
    told: Told,
    watch: Watch,
) -> None:
    visit = begin_recording(session, intake("Mw. De Vries"), "nl")
    with session.recordings.resume(visit) as sound:
        sound.append(noise(16_000, 1))
    recording = RecordingVisit(visit, told, watch)
    recording.asked_to_stop()
    recorded = recording.stopped(session, recording.stop())
    assert recorded == Recorded(id=visit, language="nl", channels=1, seconds=1.0)
    assert (recording.phase, recording.kept, told.orders) == ("ended", 3.0, ["stop"])


def test_nothing_is_begun_where_there_is_no_room(
    session: Session,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(folder: object) -> None:
        raise PlaceFull

    monkeypatch.setattr("desktop.recording.check_room", full)
    with pytest.raises(PlaceFull):
        begin_recording(session, intake(), "nl")
    assert session.library.ids() == ()
    monkeypatch.undo()
    assert begin_recording(session, intake(), "nl") in session.library.ids()  # the control


def test_a_visit_of_which_nothing_was_recorded_can_go_and_another_cannot(
    session: Session,  # noqa: F811
) -> None:
    empty = begin_recording(session, intake(), "nl")
    spoken = begin_recording(session, intake(), "nl")
    with session.recordings.resume(spoken) as sound:
        sound.append(noise(16_000, 1))
    forget_empty(session, empty)
    forget_empty(session, spoken)
    assert session.library.ids() == (spoken,)
    assert session.recordings.open(spoken).seconds == 1
    with pytest.raises(ConsultationUnknown):
        session.recordings.key(empty)


@pytest.mark.parametrize(
    ("seconds", "short", "whole"),
    [(0, "0:00", "00:00"), (207.9, "3:27", "03:27"), (3_727, "1:02:07", "1:02:07")],
)
def test_a_clock_reads_as_on_a_player(seconds: float, short: str, whole: str) -> None:
    assert (clock(seconds), clock(seconds, whole=True)) == (short, whole)


def test_an_intake_names_nobody_when_it_is_printed() -> None:
    assert "Vries" not in repr(Intake(patient="Mw. De Vries"))
