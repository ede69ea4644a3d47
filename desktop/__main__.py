"""Start Griffel from the command line."""

import multiprocessing
import sys
from itertools import pairwise
from typing import TYPE_CHECKING

from asr.allocator import keep_freed_memory
from asr.silence import leave_no_dumps, refuse_network, tell_no_more_than_where
from desktop.outside import leave_nobody, stay_outside

if TYPE_CHECKING:
    from multiprocessing.connection import Connection


def main() -> None:
    """Run the command the user typed.

    The network is closed before anything else is loaded. Heavy imports wait until here: the decoder
    child imports this module again before its work.
    """
    leave_no_dumps()
    tell_no_more_than_where()
    may_fetch = may_ask_the_hub(sys.argv[1:])
    if opens_the_window(sys.argv[1:]):
        if may_fetch:
            stay_outside(_fetch)
        else:
            leave_nobody()
    if not (may_fetch and asks_for_a_download(sys.argv[1:])):
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


def may_ask_the_hub(order: list[str]) -> bool:
    """Whether somebody may ask the hub for a model with this order, as far as the policy goes."""
    if not (opens_the_window(order) or asks_for_a_download(order)):
        return False
    from desktop.policy_file import find_policy, leaves_hub_open  # the children need none of it

    return leaves_hub_open(find_policy())


def _fetch(connection: "Connection") -> None:
    """What the window may have done outside, when its user asks for a model."""
    from desktop.models.fetching import run_fetching

    run_fetching(connection)


if __name__ == "__main__":
    main()
