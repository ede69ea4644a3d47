"""How often a trust test tries: a few times in `make test`, the full count in `make trust`."""

import os
from typing import TypeVar

_T = TypeVar("_T")

FULL = os.environ.get("GRIFFEL_TRUST") == "full"


def full(count: _T, fast: _T) -> _T:
    """The full count when GRIFFEL_TRUST=full, else the fast one."""
    return count if FULL else fast
