"""A model that listens is loaded with the threads that suit it, where there is memory for it."""

import subprocess
import sys
from pathlib import Path

import pytest

from asr.errors import SpeechMemoryShort, SpeechModelUnusable
from asr.transcribe import SpeechModel
from desktop.models import hearing
from desktop.models.errors import SpeechModelTooLarge
from desktop.models.hearing import best_threads, load_speech
from desktop.models.hearing_memory import BESIDE, memory_for, memory_needed
from desktop.models.pace import SpeechPace
from desktop.words import explain
from tests.desktop.models.paces import speech


@pytest.fixture
def beside() -> list[bool]:
    """Whether a model that was loaded can guess while it hears."""
    return []


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch, beside: list[bool]) -> list[int]:
    """The threads with which a model was loaded."""
    told: list[int] = []

    def load(folder: Path, *, threads: int, two_at_once: bool) -> object:
        told.append(threads)
        beside.append(two_at_once)
        return object()

    monkeypatch.setattr(hearing, "SpeechModel", load)
    return told


def measured(monkeypatch: pytest.MonkeyPatch, pace: SpeechPace | None) -> None:
    monkeypatch.setattr(hearing, "pace_in", lambda folder: pace)


def test_it_is_loaded_with_the_threads_that_were_best(
    loaded: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    measured(monkeypatch, speech(0.3, threads=3))
    load_speech(tmp_path)
    load_speech(tmp_path, 2)  # told otherwise
    measured(monkeypatch, None)
    load_speech(tmp_path)  # not tried out: Whisper decides
    assert loaded == [3, 2, 0]
    assert best_threads(tmp_path) == 0


def test_one_with_a_thread_guesses_while_it_hears_where_there_is_a_core_and_memory_for_that(
    loaded: list[int], beside: list[bool], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "model.bin").write_bytes(bytes(1000))
    monkeypatch.setattr(hearing, "free_memory", lambda: memory_needed(tmp_path) + BESIDE)
    monkeypatch.setattr(hearing, "cores", lambda: 2)
    measured(monkeypatch, speech(0.3, threads=1))
    load_speech(tmp_path)
    load_speech(tmp_path, 1)  # to be tried out
    measured(monkeypatch, speech(0.3, threads=2))
    load_speech(tmp_path)
    measured(monkeypatch, speech(0.3, threads=1))
    monkeypatch.setattr(hearing, "free_memory", lambda: memory_needed(tmp_path) + BESIDE - 1)
    load_speech(tmp_path)
    monkeypatch.setattr(hearing, "free_memory", lambda: None)
    load_speech(tmp_path)
    monkeypatch.setattr(hearing, "cores", lambda: 1)
    load_speech(tmp_path)
    assert beside == [True, False, False, False, True, False]
    assert loaded == [1, 1, 2, 1, 1, 1]


def test_where_there_is_no_memory_for_it_it_is_refused(
    loaded: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "model.bin").write_bytes(bytes(1000))
    need = memory_needed(tmp_path)
    assert need == memory_for(1000) > 1000
    monkeypatch.setattr(hearing, "free_memory", lambda: need - 1)
    with pytest.raises(SpeechModelTooLarge):
        load_speech(tmp_path)
    monkeypatch.setattr(hearing, "free_memory", lambda: need)
    load_speech(tmp_path)
    monkeypatch.setattr(hearing, "free_memory", lambda: None)  # nobody tells: it is tried
    load_speech(tmp_path)
    assert len(loaded) == 2


def test_a_folder_without_weights_is_no_model(tmp_path: Path) -> None:
    assert memory_needed(tmp_path) == 0
    with pytest.raises(SpeechModelUnusable):
        load_speech(tmp_path)


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        (MemoryError(), SpeechMemoryShort),
        (RuntimeError("mkl_malloc: failed to allocate memory"), SpeechMemoryShort),
        (RuntimeError("File model.bin is incomplete"), SpeechModelUnusable),
    ],
)
def test_memory_that_runs_out_is_told_apart_from_a_broken_model(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: Exception, told: type[Exception]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise broken

    for name in ("model.bin", "tokenizer.json"):
        (tmp_path / name).write_bytes(b"nothing")
    monkeypatch.setattr("asr.transcribe._Whisper", fail)
    with pytest.raises(told):
        SpeechModel(tmp_path)


@pytest.mark.parametrize("problem", [SpeechMemoryShort, SpeechModelTooLarge])
def test_what_to_do_where_memory_is_short_is_said(
    problem: type[SpeechMemoryShort | SpeechModelTooLarge],
) -> None:
    said = explain(problem(), "nl")
    assert "De opname blijft bewaard." in said
    assert "kleiner spraakmodel" in said


@pytest.mark.model
@pytest.mark.skipif(sys.platform != "linux", reason="as Linux limits the memory of a process")
def test_the_real_model_in_a_process_without_memory_says_so(whisper_base: Path) -> None:
    """The limit holds for the addresses of the process: what it has, and so many MB more."""
    code = (
        "import resource, sys; from pathlib import Path\n"
        "from asr.errors import SpeechMemoryShort\n"
        "from asr.transcribe import SpeechModel\n"
        "pages = int(Path('/proc/self/statm').read_text().split()[0])\n"
        "most = pages * resource.getpagesize() + int(sys.argv[2]) * 2**20\n"
        "resource.setrlimit(resource.RLIMIT_AS, (most, most))\n"
        "try:\n"
        "    SpeechModel(Path(sys.argv[1]), threads=1)\n"
        "except SpeechMemoryShort as problem:\n"
        "    print(problem.code)\n"
        "else:\n"
        "    print('loaded')\n"
    )
    told = [
        subprocess.run(  # noqa: S603
            [sys.executable, "-c", code, str(whisper_base), megabytes],
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for megabytes in ("60", "4000")
    ]
    assert told == [SpeechMemoryShort.code, "loaded"]
