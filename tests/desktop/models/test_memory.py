"""The memory of this machine is told as its system tells it, and of another nothing is made up."""

import ctypes
import sys
from pathlib import Path

import pytest

from desktop.models import memory
from desktop.models.memory import WindowsMemory, all_memory, free_memory


def test_free_memory_is_part_of_all_of_it() -> None:
    free, everything = free_memory(), all_memory()
    assert everything is not None
    if free is not None:
        assert 0 < free < everything


@pytest.mark.skipif(sys.platform != "linux", reason="a file of Linux")
def test_where_the_file_is_not_there_all_of_it_is_counted(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    told = all_memory()
    monkeypatch.setattr(memory, "_MEMORY", tmp_path / "nowhere")
    assert free_memory() is None
    counted = all_memory()
    assert counted is not None
    assert told == pytest.approx(counted, rel=0.05)


def test_what_windows_fills_in_is_as_long_as_it_expects() -> None:
    assert ctypes.sizeof(WindowsMemory) == 64
    assert (WindowsMemory.all.offset, WindowsMemory.free.offset) == (8, 16)
