"""`griffel record` and its companions: what is on the screen, and that stopping keeps all."""

import io
import sys
from functools import partial
from pathlib import Path

import pytest

from asr.errors import MicrophoneMissing
from asr.microphone import Microphone
from desktop.app import data_keys, open_audit
from desktop.capture import Capture, Ended
from desktop.capture.ear import Listen
from desktop.capture.orders import ALONE_SECONDS
from desktop.capture.process import capture_with
from desktop.commands import record
from desktop.commands.app import run
from desktop.errors import ConsentMissing
from desktop.session import Session
from desktop.store.library import Library
from desktop.store.vault import Vault
from desktop.visit import Unfinished, begin_visit, unfinished_visits
from desktop.words import words
from tests.desktop.capture import ears
from tests.desktop.capture.visits import unwatched
from tests.desktop.store.recordings import noise
from tests.desktop.store.vaults import CHEAP
from tests.desktop.visits import intake, session  # noqa: F401 - a fixture


def _capture(listen: Listen) -> Capture:
    return Capture(target=partial(capture_with, listen, ALONE_SECONDS))


def _never() -> bool:
    return False


def test_it_stops_after_the_time_that_was_asked(capsys: pytest.CaptureFixture[str]) -> None:
    ended = record.watch(
        Capture(target=partial(unwatched, partial(ears.at_once, 40))), seconds=4, asked=_never
    )
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
    session: Session,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    target = partial(unwatched, partial(ears.at_once, 30))
    monkeypatch.setattr(record, "Capture", partial(Capture, target=target))
    recorded = record.record_sealed(session, intake(), "nl", "", seconds=3)
    found = session.recordings.open(recorded.id)
    assert (found.seconds, found.complete) == (3.0, True)
    assert session.library.load(recorded.id) == recorded
    assert [act.act for act in session.desk.audit.records()] == ["CONSENT", "RECORD"]


def test_without_consent_the_microphone_is_not_even_opened(
    session: Session,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened: list[object] = []
    monkeypatch.setattr(record, "Capture", lambda *given: opened.append(given))
    with pytest.raises(ConsentMissing):
        record.record_sealed(session, intake(consent=False), "nl", "", seconds=3)
    assert opened == []
    assert session.library.ids() == ()


@pytest.mark.parametrize("consent", [(), ("--consent", "spoken")])
def test_the_command_unlocks_asks_for_consent_and_keeps(
    consent: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    home, passphrase = tmp_path / "sealed", "een verzonnen wachtzin"
    root, _ = Vault(home / "vault.json", CHEAP).create(passphrase)
    Library.create(home, root, data_keys(home, root)).close()
    target = partial(unwatched, partial(ears.at_once, 30))
    monkeypatch.setattr(record, "Capture", partial(Capture, target=target))
    monkeypatch.setattr(record, "find_microphones", lambda: (Microphone("usb-1", "Table", True),))
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(f"{passphrase}\n".encode())))
    order = ["record", "--language", "nl", "--data", "fictional", "--seconds", "3", *consent]
    order += ["--library", str(home), "--passphrase-stdin"]
    monkeypatch.setattr(sys, "argv", ["griffel", *order])
    with pytest.raises(SystemExit) as ended:
        run()
    acts = [one.act for one in open_audit(home).records()]
    assert acts[0] == "UNLOCK"
    if consent:
        assert (ended.value.code or 0, acts[1:3]) == (0, ["CONSENT", "RECORD"])
    else:
        assert (ended.value.code, acts[1:2]) == (1, ["REFUSED"])
        assert words("desktop.consent_missing", "en") in capsys.readouterr().err


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


def test_what_a_crash_left_is_told_before_a_new_recording(
    session: Session,  # noqa: F811
    capsys: pytest.CaptureFixture[str],
) -> None:
    record._tell_unfinished(unfinished_visits(session))
    assert capsys.readouterr().err == ""  # the control
    visit = begin_visit(session, intake(), "nl")
    recording = session.recordings.resume(visit)
    for seed in range(3):
        recording.append(noise(16_000, seed))
    recording.leave()
    record._tell_unfinished(unfinished_visits(session))
    mended = words("record.mended", "en", number=visit, clock="00:03")
    assert capsys.readouterr().err.strip() == mended
    record._tell_unfinished(Unfinished(running=(visit,), unreadable=(visit,)))
    told = capsys.readouterr().err
    assert words("record.runs_on", "en") in told
    assert words("record.unreadable", "en", count=1) in told
