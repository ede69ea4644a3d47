"""The keychain keeps a key only when asked, gives it back, and is never a plain text file."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.errors import KeychainUnavailable
from desktop.store.keychain import Keychain
from desktop.store.sealing import Key
from tests.desktop.store.keychains import FakeBackend

ROOT = Path(__file__).parents[3]
LIBRARY, OTHER_LIBRARY = "0123456789abcdef", "fedcba9876543210"

linux_only = pytest.mark.skipif(
    sys.platform != "linux", reason="NOT TRIED: this keychain is the one of Linux"
)


def fake() -> tuple[FakeBackend, Keychain]:
    backend = FakeBackend()
    return backend, Keychain(backend, (OSError,))


def test_a_remembered_key_is_found_until_it_is_forgotten() -> None:
    _, keychain = fake()
    root, other = Key.new(), Key.new()
    assert keychain.find(LIBRARY) is None
    keychain.remember(LIBRARY, root)
    keychain.remember(OTHER_LIBRARY, other)
    found = keychain.find(LIBRARY)
    assert found is not None
    assert found.revealed() == root.revealed()
    keychain.forget(LIBRARY)
    keychain.forget(LIBRARY)  # twice is no failure
    assert keychain.find(LIBRARY) is None
    assert keychain.find(OTHER_LIBRARY) is not None


@pytest.mark.parametrize("kept", ["", "not hexadecimal", "00" * 31, "00" * 33])
def test_what_is_no_key_is_not_found(kept: str) -> None:
    backend, keychain = fake()
    keychain.remember(LIBRARY, Key.new())
    backend.kept = dict.fromkeys(backend.kept, kept)
    assert keychain.find(LIBRARY) is None


def test_a_closed_keychain_is_said_to_be_closed() -> None:
    backend, keychain = fake()
    backend.closed = True
    acts: tuple[Callable[[], object], ...] = (
        lambda: keychain.find(LIBRARY),
        lambda: keychain.remember(LIBRARY, Key.new()),
        lambda: keychain.forget(LIBRARY),
    )
    for act in acts:
        with pytest.raises(KeychainUnavailable):
            act()


# Which keychain keyring would take by itself, and which one Griffel takes.
_CHOICE = """
import keyring
from desktop.errors import KeychainUnavailable
from desktop.store.keychain import system_keychain
print(type(keyring.get_keyring()).__module__)
try:
    print(type(system_keychain()._backend).__module__)
except KeychainUnavailable:
    print("none")
"""
# What keyrings.alt is: a backend that keeps everything in a file anybody can read.
_PLAIN_TEXT = """
from keyring.backend import KeyringBackend
class Keyring(KeyringBackend):
    priority = 20
    def get_password(self, service, username): return "00" * 32
    def set_password(self, service, username, password): pass
    def delete_password(self, service, username): pass
"""


def choice(folder: Path, settings: dict[str, str]) -> list[str]:
    """The two choices in a process of its own, on a bus that does not exist."""
    environment = os.environ | {
        "HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder),
        "PYTHONPATH": os.pathsep.join((str(ROOT), str(folder))),
        "DBUS_SESSION_BUS_ADDRESS": f"unix:path={folder / 'no-bus'}",
    }
    run = [sys.executable, "-c", _CHOICE]
    told = subprocess.run(  # noqa: S603
        run, env=environment | settings, capture_output=True, text=True, check=True, timeout=60
    )
    return told.stdout.split()


@linux_only
@pytest.mark.parametrize("named", ["plain_text", "keyring.backends.null", "keyring.backends.fail"])
def test_a_keychain_named_by_the_environment_or_a_settings_file_is_not_taken(
    named: str, tmp_path: Path
) -> None:
    (tmp_path / "plain_text.py").write_text(_PLAIN_TEXT, encoding="utf-8")
    by_environment = {"PYTHON_KEYRING_BACKEND": f"{named}.Keyring"}
    assert choice(tmp_path, by_environment) == [named, "none"]
    place = tmp_path / "python_keyring" / "keyringrc.cfg"
    place.parent.mkdir()
    place.write_text(f"[backend]\ndefault-keyring={named}.Keyring\n", encoding="utf-8")
    assert choice(tmp_path, {}) == [named, "none"]


@linux_only
def test_a_chain_of_keychains_is_not_taken_and_without_any_there_is_none(tmp_path: Path) -> None:
    chain = {"PYTHON_KEYRING_BACKEND": "keyring.backends.chainer.ChainerBackend"}
    assert choice(tmp_path, chain) == ["keyring.backends.chainer", "none"]
    assert choice(tmp_path, {}) == ["keyring.backends.fail", "none"]


# Everything Griffel asks of a keychain, of a real one; `again` is another process later on.
_REAL = f"""
import sys
from desktop.store.keychain import system_keychain
from desktop.store.sealing import Key
keychain, root = system_keychain(), Key(bytes(range(32)))
assert type(keychain._backend).__module__ == "keyring.backends.SecretService"
if sys.argv[1] == "first":
    assert keychain.find("{LIBRARY}") is None
    keychain.forget("{LIBRARY}")
    keychain.remember("{LIBRARY}", Key.new())
    keychain.remember("{LIBRARY}", root)
else:
    assert keychain.find("{LIBRARY}").revealed() == root.revealed()
    assert keychain.find("{OTHER_LIBRARY}") is None
    keychain.forget("{LIBRARY}")
    assert keychain.find("{LIBRARY}") is None
    print("kept and forgotten")
"""
_ON_A_BUS = """
eval "$(printf pw | gnome-keyring-daemon --unlock --components=secrets)"
trap 'kill "$GNOME_KEYRING_PID" 2>/dev/null' EXIT
"$0" -c "$1" first && "$0" -c "$1" again
"""


@linux_only
@pytest.mark.skipif(
    not (shutil.which("gnome-keyring-daemon") and shutil.which("dbus-run-session")),
    reason="NOT TRIED: the real keychain needs apt packages gnome-keyring and dbus",
)
def test_a_real_keychain_keeps_the_key_from_one_process_to_the_next(tmp_path: Path) -> None:
    (tmp_path / "run").mkdir(mode=0o700)
    environment = os.environ | {
        "HOME": str(tmp_path),
        "XDG_RUNTIME_DIR": str(tmp_path / "run"),
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "PYTHONPATH": str(ROOT),
    }
    run = ["dbus-run-session", "--", "sh", "-c", _ON_A_BUS, sys.executable, _REAL]
    told = subprocess.run(  # noqa: S603
        run, env=environment, capture_output=True, text=True, timeout=120
    )
    assert told.stdout.endswith("kept and forgotten\n"), told.stderr
    kept = [file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()]
    assert kept  # the keychain wrote something, and no key in the clear
    assert not any(bytes(range(32)).hex().encode() in data for data in kept)
