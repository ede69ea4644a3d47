"""`griffel record` and its companions: what is on the screen, and that stopping keeps all."""

import sys
from functools import partial
from pathlib import Path

import pytest

from asr.errors import MicrophoneMissing
from asr.microphone import Microphone
from desktop.capture import Capture, Ended
from desktop.capture.ear import Listen
from desktop.capture.orders import ALONE_SECONDS
from desktop.capture.process import capture_with
from desktop.commands import record
from desktop.commands.app import run
from desktop.store.data_keys import DataKeys
from desktop.store.sealed_recording import SealedRecordings
from desktop.store.sealing import Key
from desktop.words import words
from tests.desktop.capture import ears
from tests.fakes import desk_in


def _capture(listen: Listen) -> Capture:
    return Capture(target=partial(capture_with, listen, ALONE_SECONDS))


def _never() -> bool:
    return False


def test_it_stops_after_the_time_that_was_asked(capsys: pytest.CaptureFixture[str]) -> None:
    ended = record.watch(_capture(partial(ears.at_once, 40)), seconds=4, asked=_never)
    assert ended == Ended(reason="stopped", seconds=4.0)
    assert words("record.kept", "en", clock="00:04") in capsys.readouterr().out


def test_ctrl_c_stops_it_and_keeps(capsys: pytest.CaptureFixture[str]) -> None:
    asked = iter([False, False])

    def pressed() -> bool:
        for answer in asked:
            return answer
        raise KeyboardInterrupt

    assert record.watch(_capture(ears.steady), seconds=0, asked=pressed).reason == "stopped"
    assert words("record.kept", "en", clock="00:00").split(":")[0] in capsys.readouterr().out


def test_a_lost_microphone_is_told_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    seen: list[str] = []

    def told() -> bool:
        seen.append(capsys.readouterr().err)
        return words("record.lost", "en")[:20] in "".join(seen)

    assert record.watch(_capture(ears.hangs_in_opening), 0, asked=told).reason == "stopped"


def test_the_sound_is_sealed_in_the_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recordings = SealedRecordings(tmp_path / "recordings", DataKeys(tmp_path / "keys", Key.new()))
    target = partial(capture_with, partial(ears.at_once, 30), ALONE_SECONDS)
    monkeypatch.setattr(record, "Capture", partial(Capture, target=target))
    desk = desk_in(tmp_path)
    recorded = record.record_sealed(desk, recordings, "nl", "fictional", "", seconds=3)
    found = recordings.open(recorded.id)
    assert (found.seconds, found.complete) == (3.0, True)
    assert desk.consultations.load(recorded.id) == recorded
    assert [act.act for act in desk.audit.records()] == ["RECORD"]


def test_the_microphones_are_listed_with_the_one_in_use(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found = (Microphone("usb-1", "Table", True), Microphone("pci-0", "Built-in", False))
    monkeypatch.setattr(record, "find_microphones", lambda: found)
    record.list_microphones()
    lines = capsys.readouterr().out.splitlines()
    assert [line.strip() for line in lines] == ["usb-1", "Table  (in use now)", "pci-0", "Built-in"]


def test_a_microphone_that_is_not_there_is_refused_and_one_that_is_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = (Microphone("usb-1", "Table", True),)
    monkeypatch.setattr(record, "find_microphones", lambda: found)
    monkeypatch.setattr(record, "Capture", lambda device: _capture(partial(ears.at_once, 10)))
    with pytest.raises(MicrophoneMissing):
        record.try_microphone("usb-2", 1)
    for device in ("", "usb-1", "speakers.monitor"):
        record.try_microphone(device, 1)


@pytest.mark.parametrize(
    "order", [["microphones"], ["test-microphone"], ["record", "--language", "nl"]]
)
def test_without_a_microphone_it_says_what_to_do(
    order: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def none() -> tuple[Microphone, ...]:
        raise MicrophoneMissing

    monkeypatch.setattr(record, "find_microphones", none)
    monkeypatch.setattr(sys, "argv", ["griffel", *order])
    with pytest.raises(SystemExit) as ended:
        run()
    assert ended.value.code == 1
    assert words("asr.microphone_missing", "en") in capsys.readouterr().err
