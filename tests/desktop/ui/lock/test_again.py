"""After locking, nothing that was on the screen is left in the memory of the process."""

import contextlib
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop import outside
from desktop.entrance import vault_of
from desktop.ui.lock import again
from desktop.ui.lock.again import lock_order
from tests.desktop.ui.library import PASSPHRASE, made_once  # noqa: F401 - a fixture

ROOT = Path(__file__).parents[4]
# As Python and the library keep text, and as Qt does.
CANARY = tuple(("kanariegeel" + "waterlelieblad").encode(code) for code in ("utf-8", "utf-16-le"))
PATIENCE = 60  # seconds
HANDED_ON = "GRIFFEL_OUTSIDE"

# Opens the library, has the canary typed, shown, copied and held in every way, and locks when told.
HOLD = """
import sys
from functools import partial
from pathlib import Path
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit
from desktop.entrance import vault_of
from desktop.settings import Settings
from desktop.ui.application import dressed, make_application
from desktop.ui.export.clipboard import clipboard
from desktop.ui.window.window import Window
folder = Path(sys.argv[1])
application = make_application(Settings(language="nl"))
window = Window(folder, partial(dressed, application))
window.show()
window.enter(vault_of(folder).open(sys.argv[2]))
words = "".join(["kanariegeel", "waterlelieblad"])
for field in window.inside.workplace.findChildren(QLineEdit):
    field.setText(words)
window.inside.practice.notice.emit(words, False)
shown = QPlainTextEdit()
shown.setPlainText(words * 3)
shown.show()
application.processEvents()
clipboard().put(words)
kept = [f"{words} {n}" for n in range(50)], words.encode(), words.encode("utf-16-le")
print("shown", flush=True)
sys.stdin.readline()
window.lock()
"""


def hits(process: int, *needles: bytes) -> int:
    """How often any of these lies in the memory of a process."""
    wanted = re.compile(b"|".join(re.escape(needle) for needle in needles))
    found = 0
    maps = Path(f"/proc/{process}/maps").read_text(encoding="utf-8").splitlines()
    with Path(f"/proc/{process}/mem").open("rb", buffering=0) as memory:
        for line in maps:
            place, rights = line.split()[:2]
            if "r" not in rights or "[v" in line:
                continue
            start, end = (int(part, 16) for part in place.split("-"))
            with contextlib.suppress(OSError, ValueError):
                memory.seek(start)
                found += len(wanted.findall(memory.read(end - start)))
    return found


def wait_for(process: subprocess.Popen[bytes], what: Callable[[int], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not what(process.pid):
        assert time.monotonic() < until, "it took too long"
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(0.05)
            pytest.fail("it ended and did not start again")


def is_lock_screen(process: int) -> bool:
    """Whether the process is Griffel at its door: started anew, with its screen loaded."""
    order = Path(f"/proc/{process}/cmdline").read_bytes()
    maps = Path(f"/proc/{process}/maps").read_text(encoding="utf-8")
    return b"--library" in order and "libQt6Widgets" in maps and "_argon2" in maps


@pytest.mark.trust
@pytest.mark.skipif(
    not sys.platform.startswith("linux") or os.geteuid() != 0,
    reason="reading the memory of another process needs root, on Linux",
)
def test_nothing_is_left_in_memory(
    made_once: tuple[Path, str],  # noqa: F811
    tmp_path: Path,
) -> None:
    folder = tmp_path / "griffel"
    shutil.copytree(made_once[0], folder)
    key = vault_of(folder).open(PASSPHRASE).revealed()
    command = [sys.executable, "-c", HOLD, str(folder), PASSPHRASE]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(  # noqa: S603 - ours
        command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        try:
            assert process.stdout is not None
            assert process.stdin is not None
            assert process.stdout.readline() == b"shown\n"
            assert hits(process.pid, *CANARY) > 50, "the control: it is there before"
            assert hits(process.pid, key) > 0, "the control: the key is there before"
            process.stdin.write(b"\n")
            process.stdin.flush()
            wait_for(process, is_lock_screen)
            assert hits(process.pid, *CANARY, key) == 0
        finally:
            process.kill()


@pytest.mark.skipif(sys.platform == "win32", reason="nobody is outside there")
def test_a_process_that_does_not_become_another_keeps_what_it_has_to_itself(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ours, theirs = socket.socketpair()
    seen = []

    def gone(*_: object) -> None:
        seen.append((ours.get_inheritable(), HANDED_ON in os.environ))
        raise FileNotFoundError

    monkeypatch.setattr(again, "clear_ours", lambda: None)
    monkeypatch.setattr(outside, "_waiting", [ours])
    monkeypatch.setattr(os, "execv", gone)
    with ours, theirs:
        with pytest.raises(FileNotFoundError):
            again.become_lock_screen(tmp_path)
        assert seen == [(True, True)]  # the control: it was ready to be handed on
        assert (ours.get_inheritable(), HANDED_ON in os.environ) == (False, False)
        assert outside.is_outside()


def test_a_built_program_starts_itself(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert lock_order(tmp_path) == [
        sys.executable,
        "-m",
        "desktop",
        "open",
        "--library",
        str(tmp_path),
    ]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert lock_order(tmp_path) == [sys.executable, "open", "--library", str(tmp_path)]
