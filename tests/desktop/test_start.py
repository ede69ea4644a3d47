"""The start of the program: the network is closed for every order but the download."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from asr.silence import OFFLINE
from desktop.__main__ import asks_for_a_download, may_ask_the_hub

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


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's filter is Linux's")
@pytest.mark.parametrize(("rule", "network"), [("false", "closed"), ("true", "open")])
def test_the_policy_decides_whether_a_download_opens_the_network(
    tmp_path: Path, rule: str, network: str
) -> None:
    (tmp_path / "policy.toml").write_text(f"[models]\nhub = {rule}\n", encoding="utf-8")
    command = [sys.executable, "-c", LOOK, *DOWNLOADS[0].split()]
    told = {**os.environ, "GRIFFEL_POLICY": str(tmp_path / "policy.toml")}
    ran = subprocess.run(  # noqa: S603 - ours
        command, cwd=ROOT, env=told, stdout=subprocess.PIPE, check=True
    )
    assert json.loads(ran.stdout)[0] == network


def test_only_what_may_ask_the_hub_reads_the_policy(monkeypatch: pytest.MonkeyPatch) -> None:
    read = []

    def find() -> None:
        read.append(True)

    monkeypatch.setattr("desktop.policy_file.find_policy", find)
    for order in filter(None, OTHERS):
        assert not may_ask_the_hub(order.split())
    assert read == []
    for order in ("", "open", *DOWNLOADS):  # the control
        assert may_ask_the_hub(order.split())
        assert read.pop()


def test_the_policy_decides_who_may_ask_the_hub(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GRIFFEL_POLICY", raising=False)
    monkeypatch.setattr("desktop.policy_file.machine_folder", lambda: tmp_path)
    orders = [order.split() for order in ("", "open", *DOWNLOADS)]
    assert all(may_ask_the_hub(order) for order in orders)
    (tmp_path / "policy.toml").write_text("[models]\nhub = false\n", encoding="utf-8")
    assert not any(may_ask_the_hub(order) for order in orders)
    assert not any(may_ask_the_hub(order.split()) for order in OTHERS)


def test_the_start_loads_little_before_the_network_closes() -> None:
    code = """
import sys
from desktop.__main__ import main, may_ask_the_hub
assert "tomllib" not in sys.modules
may_ask_the_hub([])
assert "tomllib" in sys.modules
print(*sys.modules)
"""
    ran = subprocess.run(  # noqa: S603 - ours
        [sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, check=True, text=True
    )
    assert {"desktop.policy_file"} <= set(ran.stdout.split())
    assert not {"pydantic", "desktop.policy", "PySide6", "typer"} & set(ran.stdout.split())
