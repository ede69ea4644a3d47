"""How long work is watched from outside: the work itself knows of no screen."""

from collections.abc import Iterable
from typing import Protocol, TypeVar

_T = TypeVar("_T")


class Watched(Protocol):
    """Gives the same things one by one and may show how many of the total have passed."""

    def __call__(self, work: Iterable[_T], total: int, /) -> Iterable[_T]: ...


def unwatched(work: Iterable[_T], _: int, /) -> Iterable[_T]:
    """Nobody looks."""
    return work
