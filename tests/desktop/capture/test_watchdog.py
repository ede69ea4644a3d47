"""What the watchdog says of a microphone, minute by minute, on a clock of the test's own."""

import numpy as np
import pytest

from asr.level import SILENT, Flatline, level
from desktop.capture.watchdog import (
    FAINT_LATE,
    FIRST_SOUND_LATE,
    FLAT_LATE,
    OPEN_PATIENCE,
    OPENING_PATIENCE,
    RESTART_AFTER,
    SOUND_LATE,
    Trouble,
    Verdict,
    Watchdog,
)

STEP = 0.1
ALARM_WITHIN = 2.0


class Room:
    """A microphone in a room, with a watchdog on it."""

    def __init__(self, asked: str = "") -> None:
        self.now = 1000.0
        self.dog = Watchdog(self.now, asked)
        self.verdicts: list[Verdict] = []
        self._flat = 0.0

    def opens(self, name: str | None = "usb") -> "Room":
        self.dog.opening(self.now)
        self.dog.opened(self.now)
        if name is not None:
            self.dog.behind(self.now, name, asked_is_here=True)
        return self

    def speaks(self, seconds: float, rms: float = -30.0) -> "Room":
        return self._goes_on(seconds, flat=False, rms=rms)

    def rests(self, seconds: float) -> "Room":
        return self._goes_on(seconds, flat=True, rms=SILENT)

    def says_nothing(self, seconds: float) -> "Room":
        for _ in range(round(seconds / STEP)):
            self.now += STEP
            self.verdicts.append(self.dog.look(self.now))
        return self

    def _goes_on(self, seconds: float, flat: bool, rms: float) -> "Room":
        for _ in range(round(seconds / STEP)):
            self.now += STEP
            self._flat = self._flat + STEP if flat else 0.0
            self.dog.heard(self.now, STEP, self._flat, rms)
            self.verdicts.append(self.dog.look(self.now))
        return self

    @property
    def troubles(self) -> list[Trouble | None]:
        """Each change of trouble."""
        found: list[Trouble | None] = [None]
        for verdict in self.verdicts:
            if verdict.trouble != found[-1]:
                found.append(verdict.trouble)
        return found[1:]

    @property
    def alarm_after(self) -> float:
        """Seconds of the last stretch until its first trouble."""
        return (1 + [bool(v.trouble) for v in self.verdicts].index(True)) * STEP

    def forgets(self) -> "Room":
        self.verdicts.clear()
        return self


def test_speech_is_no_trouble() -> None:
    room = Room().opens().speaks(600)
    assert room.troubles == []
    assert not any(verdict.restart for verdict in room.verdicts)


def test_no_more_sound_is_told_within_two_seconds_and_listening_begins_anew() -> None:
    room = Room().opens().speaks(5).forgets().says_nothing(3)
    assert room.troubles == ["lost"]
    assert room.alarm_after <= min(ALARM_WITHIN, SOUND_LATE + 2 * STEP)
    first = [verdict.restart for verdict in room.verdicts].index(True)
    assert (first + 1) * STEP == pytest.approx(RESTART_AFTER, abs=2 * STEP)


def test_sound_that_is_late_under_load_is_no_trouble() -> None:
    room = Room().opens()
    for _ in range(50):
        room.speaks(1).says_nothing(0.8)
    assert room.troubles == []


def test_a_stream_that_ended_is_told_at_once() -> None:
    room = Room().opens().speaks(5).forgets()
    room.dog.closed(room.now)
    assert room.says_nothing(STEP).troubles == ["lost"]


def test_a_device_that_never_begins_is_told() -> None:
    room = Room().opens().says_nothing(5)
    assert room.troubles == ["lost"]
    assert room.alarm_after <= FIRST_SOUND_LATE + 2 * STEP


def test_a_device_that_cannot_be_opened_is_told_however_often_it_is_tried() -> None:
    room = Room()
    for _ in range(20):
        room.dog.opening(room.now)
        room.says_nothing(0.2)
        room.dog.closed(room.now)
        room.says_nothing(0.2)
    assert room.troubles == ["lost"]
    assert room.alarm_after <= FIRST_SOUND_LATE + 2 * STEP
    assert not any(verdict.restart for verdict in room.verdicts)


def test_an_opening_that_hangs_is_left() -> None:
    room = Room()
    room.dog.opening(room.now)
    room.says_nothing(10)
    first = [verdict.restart for verdict in room.verdicts].index(True)
    assert (first + 1) * STEP == pytest.approx(OPENING_PATIENCE, abs=2 * STEP)


def test_an_open_device_is_given_more_time_to_come_back() -> None:
    room = Room().opens().says_nothing(OPEN_PATIENCE - STEP)
    assert not any(verdict.restart for verdict in room.verdicts)
    assert room.says_nothing(1).verdicts[-1].restart


def test_when_sound_returns_it_is_well_again() -> None:
    room = Room().opens().speaks(5).says_nothing(2)
    room.dog.begins(room.now)
    room.says_nothing(3).opens().speaks(1)
    assert room.troubles == ["lost", None]


def test_sound_from_nobody_knows_where_is_not_taken_for_the_return() -> None:
    room = Room("usb").opens().speaks(5).says_nothing(2)
    room.dog.begins(room.now)
    room.opens(name=None).speaks(0.5)
    room.dog.behind(room.now, "", asked_is_here=False)
    room.rests(1)
    assert room.troubles == ["lost"]
    assert room.verdicts[-1].restart


def test_where_nobody_can_name_devices_sound_is_the_return() -> None:
    room = Room().opens(name=None).speaks(5).says_nothing(2)
    room.dog.begins(room.now)
    assert room.opens(name=None).speaks(1).troubles == ["lost", None]


def test_silence_of_another_device_is_a_loss_within_two_seconds() -> None:
    room = Room().opens().speaks(5).forgets().says_nothing(0.9).rests(0.1)
    room.dog.behind(room.now, "", asked_is_here=False)
    room.rests(0.5)
    assert room.troubles == ["lost"]
    assert room.dog.deaf
    assert room.alarm_after <= ALARM_WITHIN
    assert room.verdicts[-1].restart


def test_silence_of_another_device_after_a_longer_hole_is_one_loss() -> None:
    room = Room().opens().speaks(5).forgets().says_nothing(1.2).rests(0.4)
    room.dog.behind(room.now, "", asked_is_here=False)
    room.rests(0.5)
    assert room.troubles == ["lost"]
    assert room.verdicts[-1].restart


def test_the_same_when_the_device_is_named_before_its_silence_comes() -> None:
    room = Room().opens().speaks(5).forgets().says_nothing(1.0)
    room.dog.behind(room.now, "", asked_is_here=False)
    room.says_nothing(0.2).rests(0.5)
    assert room.troubles == ["lost"]
    assert room.verdicts[-1].restart


def test_sound_of_another_device_after_a_mute_one_is_no_loss_either() -> None:
    room = Room().opens().rests(5).forgets()
    room.dog.behind(room.now, "built-in", asked_is_here=False)
    room.says_nothing(0.5).rests(0.1).speaks(5)
    assert room.troubles == ["moved"]
    assert not any(verdict.restart for verdict in room.verdicts)


def test_sound_of_another_device_is_told_and_is_no_loss() -> None:
    room = Room().opens("usb").speaks(5)
    room.dog.behind(room.now, "built-in", asked_is_here=False)
    room.speaks(5)
    assert room.troubles == ["moved"]
    assert not any(verdict.restart for verdict in room.verdicts)


@pytest.mark.parametrize(("asked", "goes_back"), [("usb", True), ("", False)])
def test_the_device_that_was_asked_for_is_gone_back_to(asked: str, goes_back: bool) -> None:
    room = Room(asked).opens("usb").speaks(5)
    room.dog.behind(room.now, "built-in", asked_is_here=False)
    room.speaks(1)
    room.dog.behind(room.now, "built-in", asked_is_here=True)
    assert room.speaks(STEP).verdicts[-1].restart is goes_back


def test_digital_silence_of_the_right_device_is_told_and_is_no_loss() -> None:
    room = Room().opens().speaks(5).forgets().rests(10)
    assert room.troubles == ["silent"]
    assert room.alarm_after <= min(ALARM_WITHIN, FLAT_LATE + 2 * STEP)
    assert not any(verdict.restart for verdict in room.verdicts)
    assert room.speaks(1).troubles == ["silent", None]


def test_hardly_any_sound_is_told_after_a_while() -> None:
    room = Room().opens().speaks(FAINT_LATE - 1, rms=-75)
    assert room.troubles == []
    assert room.speaks(2, rms=-75).troubles == ["faint"]
    assert room.speaks(1).troubles == ["faint", None]


@pytest.mark.parametrize("dbfs", [-50.0, -65.0])
def test_an_hour_of_a_quiet_room_is_no_alarm(dbfs: float) -> None:
    noise = np.random.default_rng(5)
    flatline, room = Flatline(), Room().opens()
    for _ in range(36_000):
        samples = np.round(noise.normal(0, 32768 * 10 ** (dbfs / 20), 1600)).astype(np.int16)
        room.now += STEP
        room.dog.heard(room.now, STEP, flatline.feed(samples), level(samples).rms)
        room.verdicts.append(room.dog.look(room.now))
    assert room.troubles == []


def test_control_a_muted_microphone_in_that_room_would_be_told() -> None:
    flatline, room = Flatline(), Room().opens()
    for _ in range(30):
        samples = np.zeros(1600, np.int16)
        room.now += STEP
        room.dog.heard(room.now, STEP, flatline.feed(samples), level(samples).rms)
        room.verdicts.append(room.dog.look(room.now))
    assert room.troubles == ["silent"]


def test_after_ten_minutes_of_sleep_the_device_gets_a_moment() -> None:
    room = Room().opens().speaks(5)
    room.now += 600
    room.verdicts.append(room.dog.look(room.now))
    assert room.speaks(5).troubles == []


def test_a_device_that_goes_after_sleep_is_told_as_soon_as_ever() -> None:
    room = Room().opens().speaks(5)
    room.now += 600
    room.speaks(1)  # what came is read before anything is judged
    assert room.troubles == []
    room.forgets().says_nothing(2)
    assert room.troubles == ["lost"]
    assert room.alarm_after <= ALARM_WITHIN


def test_control_after_sleep_a_device_that_stays_away_is_told() -> None:
    room = Room().opens().speaks(5)
    room.now += 600
    room.verdicts.append(room.dog.look(room.now))
    assert room.says_nothing(2).troubles == ["lost"]
