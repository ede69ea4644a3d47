"""The window comes soon: nothing that only a later step needs is loaded before it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.__main__ import opens_the_window

ROOT = Path(__file__).parents[3]
HEAVY = {"faster_whisper", "ctranslate2", "onnxruntime", "transformers", "av", "huggingface_hub"}
LATER = {"numpy", "docx", "sqlcipher3", "keyring", "desktop.ui.window.workplace"}

# Stops at the moment the first window would be used.
LOOK = """
import json, sys
from PySide6.QtWidgets import QApplication
def look(*_):
    QApplication.processEvents()  # the window is made by the loop
    print(json.dumps(sorted(sys.modules)))
    return 0
QApplication.exec = look
import desktop.ui.window.window
desktop.ui.window.window._LOADED_MEANWHILE = ()
sys.argv = ["griffel", *sys.argv[1:]]
from desktop.__main__ import main
main()
"""


@pytest.mark.parametrize("order", [[], ["open"], ["open", "--library", "x"]])
def test_griffel_alone_opens_the_window(order: list[str]) -> None:
    assert opens_the_window(order)
    assert not opens_the_window(["demo", *order])


def test_nothing_heavy_is_loaded_before_the_lock_screen(tmp_path: Path) -> None:
    for copy in ("vault.json", "library.db"):
        (tmp_path / copy).write_bytes(b"{}")  # a door is all that is looked at
    loaded = loaded_before_the_window(tmp_path)
    assert "desktop.ui.lock.unlock" in loaded, "the control: what is shown is loaded"
    assert loaded & (HEAVY | LATER) == set()


def test_nothing_heavy_is_loaded_before_the_first_start(tmp_path: Path) -> None:
    loaded = loaded_before_the_window(tmp_path / "none")
    assert "desktop.ui.first_start.start" in loaded
    assert loaded & HEAVY == set()


def loaded_before_the_window(folder: Path) -> set[str]:
    command = [sys.executable, "-c", LOOK, "open", "--library", str(folder)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    ran = subprocess.run(  # noqa: S603 - ours
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, check=True
    )
    return set(json.loads(ran.stdout))
