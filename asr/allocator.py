"""Keep the memory that hearing a window frees, for the next window."""

import ctypes
import sys

# Names and numbers of the C library's own header (glibc, malloc.h).
_TRIM_THRESHOLD, _MMAP_MAX, _ARENA_MAX = -1, -4, -8
_NEVER = 2**31 - 1


def keep_freed_memory() -> None:
    """From here on this process gives back no memory before it ends; before a model is loaded.

    Whisper takes 70 MB for each layer of each window. Taken from the system anew every time, page
    by page, that was 8 % of the processor time of a recording and a quarter of its encoder's; how
    much is in use at most is the same. Other systems and C libraries do as they like.
    """
    if sys.platform != "linux":
        return
    try:
        set_option = ctypes.CDLL(None).mallopt
    except AttributeError:  # a C library that has no such options
        return
    set_option(_ARENA_MAX, 1)  # the pieces of a thread's own arena are too small for it
    set_option(_MMAP_MAX, 0)
    set_option(_TRIM_THRESHOLD, _NEVER)
