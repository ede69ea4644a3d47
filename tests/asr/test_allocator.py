"""What hearing a window frees is kept for the next one."""

import ctypes
import multiprocessing
import sys
from multiprocessing.connection import Connection

import pytest

from asr.allocator import keep_freed_memory

_BYTES = 70 * 2**20  # what one layer of Whisper takes for a window


def _is_kept(out: Connection, keep: bool) -> None:
    """Tell whether so many bytes lie in the heap, and whether that holds them after they go."""
    if keep:
        keep_freed_memory()
    library = ctypes.CDLL(None)
    library.malloc.restype = library.sbrk.restype = ctypes.c_void_p
    library.malloc.argtypes, library.free.argtypes = [ctypes.c_size_t], [ctypes.c_void_p]
    place = library.malloc(_BYTES)
    in_heap = place + _BYTES <= library.sbrk(0)
    library.free(place)
    out.send((in_heap, place + _BYTES <= library.sbrk(0)))


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do as they like")
@pytest.mark.parametrize("keep", [True, False])
def test_memory_is_kept_where_that_is_asked(keep: bool) -> None:
    spawn = multiprocessing.get_context("spawn")
    here, there = spawn.Pipe(duplex=False)
    process = spawn.Process(target=_is_kept, args=(there, keep), daemon=True)
    process.start()
    there.close()
    assert here.recv() == (keep, keep)
    process.join()
