"""Nothing is told to a vendor: the library that finds voices would, unless it is told not to.

onnxruntime notes the machine and a lasting number of it in the user's folder, and calls home with
them after half a minute. One setting stops all of it, and it has to be there before the library is.
"""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAR = "from asr.speech import VoiceGate; VoiceGate()"
FETCH = "import desktop.models.fetching, desktop.models.hub_client, huggingface_hub"
CLOSED = "from asr.silence import refuse_network; refuse_network(); "
# The same library as any program would use it, behind the closed door all the same.
UNTOLD = (
    f"{CLOSED}import os; del os.environ['ORT_DISABLE_TELEMETRY']\n"
    "from faster_whisper.vad import get_vad_model; get_vad_model()"
)

NEEDED = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT")

# Each process of Griffel, and the function that is its first.
PROCESSES = {
    "asr/confine.py": ("run_decoder",),
    "asr/ear.py": ("run_ear", "run_list"),
    "desktop/__main__.py": ("main",),
    "desktop/capture/process.py": ("run_capture",),
    "desktop/engine/process.py": ("run_engine",),
    "desktop/playback/process.py": ("run_playback",),
}
STARTERS = {
    "asr/audio.py",
    "desktop/capture/__init__.py",
    "desktop/capture/devices.py",
    "desktop/capture/ear.py",
    "desktop/engine/__init__.py",
    "desktop/playback/__init__.py",
}
# What begins the one process that asks the hub for a model, and so keeps the door open.
FETCHERS = {"desktop/models/fetch.py", "desktop/outside.py"}


def left_behind(code: str, home: Path) -> list[str]:
    """The files in a fresh home after a program has run.

    It sees none of the variables this test was started with: the library is also silent where it
    thinks that a build server runs it, by a dozen names, and then the control would show nothing.
    """
    kept = {name: os.environ[name] for name in NEEDED if name in os.environ}
    places = {name: str(home / name) for name in ("XDG_CACHE_HOME", "XDG_DATA_HOME")}
    subprocess.run(  # noqa: S603
        [sys.executable, "-c", code],
        check=True,
        cwd=ROOT,
        env=kept | places | {"HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1"},
    )
    return [path.relative_to(home).as_posix() for path in home.rglob("*") if path.is_file()]


@pytest.mark.parametrize("before", [CLOSED, ""])
def test_finding_voices_leaves_nothing_in_the_home_of_the_user(before: str, tmp_path: Path) -> None:
    assert left_behind(before + HEAR, tmp_path) == []


@pytest.mark.skipif(sys.platform != "linux", reason="where it notes differs by system")
def test_control_the_same_library_notes_the_machine_unless_told(tmp_path: Path) -> None:
    assert any("onnxruntime" in name for name in left_behind(UNTOLD, tmp_path))


def test_every_process_closes_the_door_before_anything_else_is_loaded() -> None:
    for place, entries in PROCESSES.items():
        tree = ast.parse((ROOT / place).read_text(encoding="utf-8"))
        for entry in entries:
            assert closes_the_door(tree, entry), (place, entry)


def test_there_are_no_other_processes() -> None:
    found = {
        path.relative_to(ROOT).as_posix()
        for package in ("asr", "summarize", "desktop")
        for path in (ROOT / package).rglob("*.py")
        if any(way in path.read_text(encoding="utf-8") for way in (".Process(", "os.fork("))
    }
    assert found == STARTERS | FETCHERS


@pytest.mark.parametrize(("code", "is_loaded"), [(FETCH, "False"), (CLOSED + HEAR, "True")])
def test_what_asks_the_hub_loads_nothing_that_calls_home(code: str, is_loaded: str) -> None:
    code += "\nimport sys; print('onnxruntime' in sys.modules)"
    ran = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, check=True, text=True
    )
    assert ran.stdout.strip() == is_loaded


def test_control_a_process_that_leaves_the_door_open_is_seen() -> None:
    assert not closes_the_door(ast.parse("def run():\n    work()"), "run")
    assert closes_the_door(
        ast.parse("def run():\n    shut()\ndef shut():\n    refuse_network()"), "run"
    )


def closes_the_door(tree: ast.Module, entry: str) -> bool:
    """Whether a function, or one of its own module that it calls, refuses the network."""
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    seen: set[str] = set()
    waiting = [entry]
    while waiting:
        name = waiting.pop()
        if name == "refuse_network":
            return True
        if name in functions and name not in seen:
            seen.add(name)
            waiting += calls(functions[name])
    return False


def calls(function: ast.FunctionDef) -> Iterator[str]:
    """The plain names of what a function calls."""
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id
