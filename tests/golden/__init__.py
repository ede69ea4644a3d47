"""Expected outputs, one file each; GRIFFEL_UPDATE_GOLDEN=1 writes them anew, to be read by eye."""

import os
from pathlib import Path

_HERE = Path(__file__).parent


def assert_golden(name: str, data: bytes) -> None:
    """Fail unless the data is, byte for byte, what lies in that file."""
    expected = _HERE / name
    if os.environ.get("GRIFFEL_UPDATE_GOLDEN") == "1":
        expected.parent.mkdir(parents=True, exist_ok=True)
        expected.write_bytes(data)
    assert data == expected.read_bytes()
