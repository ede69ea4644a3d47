"""Start Griffel from the command line."""

import multiprocessing
import sys
from itertools import pairwise

from asr.allocator import keep_freed_memory
from asr.silence import leave_no_dumps, refuse_network, tell_no_more_than_where


def main() -> None:
    """Run the command the user typed.

    The network is closed before anything else is loaded. Heavy imports wait until here: the decoder
    child imports this module again before its work.
    """
    leave_no_dumps()
    tell_no_more_than_where()
    if not asks_for_a_download(sys.argv[1:]):
        refuse_network()
    multiprocessing.freeze_support()
    if opens_the_window(sys.argv[1:]):
        from desktop.commands.window import run_window

        run_window(sys.argv[1:])
    keep_freed_memory()  # the window has a process of its own that hears
    from desktop.commands.app import run

    run()


def opens_the_window(order: list[str]) -> bool:
    """Whether this is `griffel` alone or `griffel open`."""
    return order[:1] in ([], ["open"])


def asks_for_a_download(order: list[str]) -> bool:
    """Whether this is `models get ... --from hub`, the one order that may open the network."""
    from_hub = "--from=hub" in order or ("--from", "hub") in pairwise(order)
    return order[:2] == ["models", "get"] and from_hub


if __name__ == "__main__":
    main()
