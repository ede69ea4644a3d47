"""How much is left to look at, in the same words on every screen and in the list."""

from collections.abc import Sequence

from desktop.ui.say import Say


def left_counts(to_see: int, missing: int) -> Sequence[tuple[str, int]]:
    """What is counted, by the last part of its code; nothing where there is none of it."""
    counts = (("to_see", to_see), ("missing", missing))
    return tuple((code, count) for code, count in counts if count)


def left_told(say: Say, to_see: int, missing: int) -> str:
    """The counts as one line; empty where nothing is left."""
    counts = left_counts(to_see, missing)
    return " · ".join(say(f"worklist.state.{code}", count=count) for code, count in counts)
