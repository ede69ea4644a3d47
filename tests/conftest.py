"""Every test: user folders in tmp, no network, and a sentinel that may not turn up in a log."""

import logging
import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from desktop import paths

# The real models folder, before any test moves Griffel's home.
_MODELS = paths.models()
WHISPER_BASE = _MODELS / "whisper-base"

# Spoken and written in stories; in no log line, error or file name may it ever appear.
SENTINEL = "kanariegeel waterlelieblad"


# How long an example takes says how busy the machine is, and nothing about what is tried.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")


@pytest.fixture(autouse=True)
def _home_in_tmp(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRIFFEL_HOME", str(tmp_path_factory.mktemp("home")))
    monkeypatch.setenv("GRIFFEL_MODELS", str(_MODELS))
    monkeypatch.setenv("GRIFFEL_LANGUAGE", "en")


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a test tried to reach the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.fixture(autouse=True)
def _no_sentinel_in_logs(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    caplog.set_level(logging.DEBUG)
    yield
    assert SENTINEL not in caplog.text


@pytest.fixture(scope="session")
def whisper_base() -> Path:
    """The folder of the real model of the demo; only for tests marked `model`."""
    if not (WHISPER_BASE / "model.bin").is_file():
        pytest.skip("whisper-base is not in the models folder: run `make setup`")
    return WHISPER_BASE


@pytest.fixture(scope="session")
def bench() -> Path:
    """The development conversations beside the checkout; only for tests marked `bench`."""
    folder = Path(os.environ.get("GRIFFEL_BENCH", Path(__file__).parents[2] / "shared" / "bench"))
    if not folder.is_dir():
        pytest.skip("the development conversations are not beside this checkout")
    return folder
