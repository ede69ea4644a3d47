"""Recordings in a folder of the test."""

from pathlib import Path

import pytest

from desktop.store.data_keys import DataKeys
from desktop.store.sealed_recording import SealedRecordings
from desktop.store.sealing import Key


@pytest.fixture
def recordings(tmp_path: Path) -> SealedRecordings:
    """New sealed recordings."""
    return SealedRecordings(tmp_path / "recordings", DataKeys(tmp_path / "keys", Key.new()))
