"""What happened to a recording at a moment: a pause, a gap, a moment to come back to."""

from typing import Literal

from pydantic import Field

from asr.value import Value

MarkKind = Literal["pause", "resumed", "device_lost", "gap", "bookmark"]


class Mark(Value):
    """One happening. `at` counts samples from the start; `seconds` is the length of a gap."""

    kind: MarkKind
    at: int = Field(ge=0)
    seconds: float = Field(default=0.0, ge=0, allow_inf_nan=False)
