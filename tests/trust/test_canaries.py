"""Nothing readable is left on the disk: not in a file, not in what was freed, not in the journal.

A whole consultation with words and a sound that stand nowhere else, then a search for both in every
guise. The controls are the same consultation kept in plain files, whose traces must be found.
"""

import os
import random
import resource
import secrets
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from asr.audio import SAMPLE_RATE
from desktop.store.sealing import Key
from tests.fakes import blocks, voice
from tests.trust.canary import (
    WORDS,
    Samples,
    Traces,
    byte_traces,
    in_folder,
    in_image,
    search,
    sound_traces,
    word_traces,
)
from tests.trust.conftest import needs_root
from tests.trust.disk import disk
from tests.trust.scale import full
from tests.trust.visit import POINTS

ROOT = Path(__file__).parents[2]
SECONDS = 12
CRASHES = full(
    [(point, by) for point in POINTS for by in ("SIGSEGV", "SIGABRT")],
    [("recording", "SIGSEGV"), ("TRANSCRIBE", "SIGABRT"), ("APPROVE", "SIGSEGV")],
)
CORE_PATTERN = Path("/proc/sys/kernel/core_pattern")
dumps_here = pytest.mark.skipif(
    not CORE_PATTERN.exists() or CORE_PATTERN.read_text(encoding="utf-8")[:1] in "|/",
    reason="NOT TRIED: this system puts memory dumps elsewhere than in the working folder",
)


@dataclass(frozen=True)
class Visit:
    """A consultation in a process whose every folder lies under one place."""

    sound: Samples
    key: bytes
    scratch: Path  # elsewhere: the sound that is played, the exported files

    def run(self, kind: str, place: Path, at: str = "", by: str = "") -> int:
        """Let it happen; gives how the process ended."""
        played = self.scratch / "played.raw"
        self.sound.astype("<i2").tofile(played)
        command = [sys.executable, "-m", "tests.trust.visit", kind, str(played), str(self.out)]
        ended = subprocess.run(  # noqa: S603 - our own words
            [*command, *([at, by] if at else [])],
            cwd=place,
            env=self._surroundings(place),
            capture_output=True,
            timeout=120,
            preexec_fn=_let_dumps_be,
        )
        assert not search([ended.stdout, ended.stderr], self.traces)
        return ended.returncode

    @property
    def out(self) -> Path:
        return self.scratch / "out"

    @property
    def traces(self) -> Traces:
        """What may be found nowhere."""
        root, keys = Key(self.key), {"root": self.key}
        for purpose in ("library", "recordings"):
            keys[purpose] = root.derived(purpose).revealed()
        found = word_traces() | sound_traces(self.sound)
        for name, key in keys.items():
            found |= byte_traces(f"key-{name}", key)
        return found

    def _surroundings(self, place: Path) -> dict[str, str]:
        folders = {
            "HOME": "home",
            "TMPDIR": "tmp",
            "XDG_CACHE_HOME": "home/.cache",
            "XDG_CONFIG_HOME": "home/.config",
            "XDG_DATA_HOME": "home/.local/share",
            "XDG_STATE_HOME": "home/.local/state",
            "XDG_RUNTIME_DIR": "run",
            "GRIFFEL_HOME": "home/griffel",
        }
        for folder in folders.values():
            (place / folder).mkdir(parents=True, exist_ok=True)
        here = {name: str(place / folder) for name, folder in folders.items()}
        ours = {"PYTHONPATH": str(ROOT), "GRIFFEL_TEST_KEY": self.key.hex()}
        return {**os.environ, **here, **ours, "PYTHONDONTWRITEBYTECODE": "1"}


def _let_dumps_be() -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


@pytest.fixture
def visit(tmp_path: Path) -> Visit:
    scratch = tmp_path / "elsewhere"
    scratch.mkdir()
    sound = np.concatenate([block.samples[0] for block in blocks(voice(SECONDS))])
    return Visit(sound, secrets.token_bytes(32), scratch)


# --- the search itself


@pytest.mark.parametrize("trace", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_a_word_is_found_in_every_spelling(trace: str) -> None:
    noise = random.Random(1).randbytes(100_000)  # noqa: S311 - the same every time
    for word in WORDS:
        for spelt in (word, word.capitalize()):
            hits = search([noise + f"x{spelt}y".encode(trace) + noise], word_traces())
            assert {name.split()[0] for name in hits} == {word}
    assert not search([noise], word_traces())


# --- the disk as a whole


@needs_root()
def test_a_sealed_visit_leaves_nothing_on_the_disk(visit: Visit, tmp_path: Path) -> None:
    image = tmp_path / "disk.img"
    with disk(image) as place:
        assert visit.run("sealed", place) == 0
    assert not search(in_image(image), visit.traces)
    assert search(in_folder(visit.out), visit.traces)  # it was said, and exported elsewhere


@needs_root()
@pytest.mark.parametrize("kind", ["plain", "scratching"])
def test_control_a_visit_in_plain_files_is_found_after_all_was_erased(
    visit: Visit, tmp_path: Path, kind: str
) -> None:
    image = tmp_path / "disk.img"
    with disk(image) as place:
        assert visit.run(kind, place) == 0
        for folder in place.iterdir():
            if folder.name != "lost+found":
                shutil.rmtree(folder)
        assert not search(in_folder(place), visit.traces)
    hits = search(in_image(image), visit.traces)
    assert {name.split()[0] for name in hits} >= {*WORDS}
    assert "sound 1 int16" in hits


@needs_root()
@pytest.mark.parametrize(("at", "by"), CRASHES)
def test_a_crash_of_a_sealed_visit_leaves_nothing(
    visit: Visit, tmp_path: Path, at: str, by: str
) -> None:
    image = tmp_path / "disk.img"
    with disk(image) as place:
        assert visit.run("sealed", place, at, by) == -signal.Signals[by]
        assert not list(place.rglob("core*"))
    assert not search(in_image(image), visit.traces)


@dumps_here
def test_control_without_the_guard_a_crash_leaves_its_memory(visit: Visit, tmp_path: Path) -> None:
    place = tmp_path / "place"
    place.mkdir()
    assert visit.run("plain", place, "TRANSCRIBE", "SIGABRT") == -signal.SIGABRT
    cores = [core.read_bytes() for core in place.glob("core*")]
    few = word_traces(WORDS[5:6]) | sound_traces(visit.sound[: SAMPLE_RATE * 2])
    assert {"int16", "bytes"} <= {name.split()[-1] for name in search(cores, few)}


# --- what a program can read of the folders, where there is no root


def test_a_sealed_visit_leaves_nothing_in_any_file(visit: Visit, tmp_path: Path) -> None:
    place = tmp_path / "place"
    place.mkdir()
    assert visit.run("sealed", place) == 0
    assert not search(in_folder(place), visit.traces)
    assert search(in_folder(visit.out), visit.traces)


@pytest.mark.parametrize(("at", "by"), CRASHES)
def test_a_crash_of_a_sealed_visit_leaves_nothing_in_any_file(
    visit: Visit, tmp_path: Path, at: str, by: str
) -> None:
    place = tmp_path / "place"
    place.mkdir()
    assert visit.run("sealed", place, at, by) == -signal.Signals[by]
    assert not search(in_folder(place), visit.traces)


def test_control_a_visit_in_plain_files_lies_open(visit: Visit, tmp_path: Path) -> None:
    place = tmp_path / "place"
    place.mkdir()
    assert visit.run("plain", place, "DELETE_AUDIO", "SIGKILL") == -signal.SIGKILL
    hits = search(in_folder(place), visit.traces)
    assert {name.split()[0] for name in hits} >= {*WORDS}
