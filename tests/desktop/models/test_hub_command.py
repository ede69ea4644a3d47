"""`griffel models get NAME --from hub`, from a hub on this machine: stopped, gone on with, told."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from asr.elapsed import elapsed
from desktop.models.catalogue import catalogue
from desktop.models.check import BLOCK
from desktop.models.folder import ModelFolder
from desktop.words import words
from tests.desktop.models.hub_server import LoopbackHub, served

PATIENCE = 120.0
GET = ("models", "get", "whisper-base", "--from", "hub")


@pytest.fixture
def mirror() -> Iterator[LoopbackHub]:
    with served(LoopbackHub({})) as there:
        yield there


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "models"


def started(mirror: LoopbackHub, place: Path, *command: str) -> subprocess.Popen[str]:
    names = [name for name in os.environ if "proxy" not in name.lower()]
    told = {"HF_ENDPOINT": mirror.address, "GRIFFEL_MODELS": str(place), "GRIFFEL_LANGUAGE": "nl"}
    return subprocess.Popen(  # noqa: S603 - ours
        [sys.executable, "-m", "desktop", *(command or GET)],
        env={name: os.environ[name] for name in names} | told,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=_hears_ctrl_c,
    )


def _hears_ctrl_c() -> None:
    """What a shell starts behind its back, a whole run of the tests for one, ignores Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def ended(running: subprocess.Popen[str]) -> tuple[int, str, str]:
    """How it ended, what it said, and what it said of trouble, without the breaks in its lines."""
    out, trouble = running.communicate(timeout=PATIENCE)
    return running.returncode, " ".join(out.split()), " ".join(trouble.split())


def models_folder_of(place: Path) -> ModelFolder:
    return ModelFolder(place, catalogue())


def stop_at(running: subprocess.Popen[str], place: Path, name: str, size: int) -> None:
    """Press Ctrl-C when so much of that file is there."""
    wait_for(running, place, name, size)
    running.send_signal(signal.SIGINT)


def wait_for(running: subprocess.Popen[str], place: Path, name: str, size: int) -> None:
    deadline = elapsed() + PATIENCE
    while not any(one.stat().st_size >= size for one in place.rglob(name)):
        assert elapsed() < deadline
        assert running.poll() is None
        time.sleep(0.02)


@pytest.mark.skipif(sys.platform == "win32", reason="sends Ctrl-C as POSIX does")
def test_ctrl_c_keeps_what_was_fetched_and_wrong_bytes_are_told(
    mirror: LoopbackHub, place: Path
) -> None:
    mirror.files["config.json"] = bytes(3 * BLOCK)  # not the one that is wanted
    mirror.cuts, mirror.holds = [2 * BLOCK], True
    running = started(mirror, place)
    stop_at(running, place, "config.json", 2 * BLOCK)
    status, _, trouble = ended(running)
    assert status == 130
    assert words("road.cancelled", "nl") in trouble
    assert [one.stat().st_size for one in place.rglob("config.json")] == [2 * BLOCK]
    mirror.holds = False
    status, _, trouble = ended(started(mirror, place))
    assert status == 1
    assert words("desktop.model_damaged", "nl", file="config.json") in trouble
    assert [one.first for one in mirror.gets("config.json")] == [None, 2 * BLOCK]
    assert list(place.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="kills as POSIX does")
def test_what_was_fetched_before_a_kill_is_gone_on_with(mirror: LoopbackHub, place: Path) -> None:
    mirror.files["config.json"] = bytes(3 * BLOCK)
    mirror.cuts, mirror.holds = [2 * BLOCK, *(0,) * 20], True
    running = started(mirror, place)
    wait_for(running, place, "config.json", 2 * BLOCK)
    other = started(mirror, place)  # of one that still fetches nothing is taken
    deadline = elapsed() + PATIENCE
    while len(mirror.gets("config.json")) < 2:
        assert elapsed() < deadline
        time.sleep(0.02)
    assert mirror.gets("config.json")[1].first is None
    for one in (running, other):
        one.kill()
        ended(one)
    mirror.cuts.clear()
    assert models_folder_of(place).fetched_of("whisper-base") == 2 * BLOCK
    status, _, trouble = ended(started(mirror, place))
    assert status == 1
    assert words("desktop.model_damaged", "nl", file="config.json") in trouble
    assert mirror.gets("config.json")[-1].first == 2 * BLOCK


def test_what_asks_for_nothing_is_answered_without_the_hub(
    mirror: LoopbackHub, place: Path
) -> None:
    for command in (("models", "list"), ("models", "check")):
        assert ended(started(mirror, place, *command))[0] == 0
    assert mirror.asked == []
    status, _, trouble = ended(started(mirror, place))
    assert status == 1
    assert words("desktop.model_hub_unreachable", "nl") in trouble
    assert [one.method for one in mirror.asked] == ["HEAD"]  # the control: this asks


def test_where_the_institution_brings_models_in_the_hub_is_not_asked(
    mirror: LoopbackHub, place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    policy = tmp_path / "policy.toml"
    monkeypatch.setenv("GRIFFEL_POLICY", str(policy))
    policy.write_text("[models]\nhub = false\n", encoding="utf-8")
    status, _, trouble = ended(started(mirror, place))
    assert status == 1
    assert words("desktop.model_hub_forbidden", "nl") in trouble
    assert mirror.asked == []
    assert list(place.iterdir()) == []
    policy.write_text("[models]\nhub = true\n", encoding="utf-8")
    assert words("desktop.model_hub_unreachable", "nl") in ended(started(mirror, place))[2]
    assert [one.method for one in mirror.asked] == ["HEAD"]  # the control: this asks


@pytest.mark.model
def test_whisper_base_comes_whole_in_two_tries(
    mirror: LoopbackHub, place: Path, whisper_base: Path
) -> None:
    known = catalogue().find("whisper-base")
    assert known is not None
    mirror.files = {one.name: (whisper_base / one.name).read_bytes() for one in known.files}
    sizes = [len(mirror.files[one.name]) for one in known.files]
    mirror.cuts, mirror.holds = [*sizes[:-1], 40 * BLOCK], True
    running = started(mirror, place)
    stop_at(running, place, "model.bin", 40 * BLOCK)
    assert ended(running)[0] == 130
    mirror.asked.clear()
    status, out, _ = ended(started(mirror, place))
    assert status == 0
    assert words("models.arrived", "nl", name="whisper-base") in out
    assert [one.first for one in mirror.asked if one.method == "GET"] == [40 * BLOCK]
    assert "is heel" in ended(started(mirror, place, "models", "check"))[1]
