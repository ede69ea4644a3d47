"""What the app and the playing process say to each other: small closed values, as JSON.

No sound goes over the pipe, in neither direction.
"""

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from asr.transcript import Seconds
from asr.value import Value

Speed = Annotated[float, Field(ge=0.5, le=3.0)]


class Begin(Value):
    """The first order: which recording."""

    kind: Literal["begin"] = "begin"
    place: str
    key: str = Field(repr=False)  # in hexadecimal


class Play(Value):
    """Play from there. `turn` counts these orders, so that old news is known by it."""

    kind: Literal["play"] = "play"
    turn: int
    at: Seconds
    speed: Speed


class Pause(Value):
    """Be silent."""

    kind: Literal["pause"] = "pause"


class Tempo(Value):
    """Go on at another speed."""

    kind: Literal["tempo"] = "tempo"
    speed: Speed


class Position(Value):
    """This second of the recording sounds now."""

    kind: Literal["position"] = "position"
    turn: int
    seconds: float


class Ended(Value):
    """Everything has been played."""

    kind: Literal["ended"] = "ended"
    turn: int


class Failed(Value):
    """It cannot be played on; `code` is that of the error."""

    kind: Literal["failed"] = "failed"
    turn: int
    code: str


Order = Begin | Play | Pause | Tempo
News = Position | Ended | Failed

_ORDER: TypeAdapter[Order] = TypeAdapter(Annotated[Order, Field(discriminator="kind")])
_NEWS: TypeAdapter[News] = TypeAdapter(Annotated[News, Field(discriminator="kind")])


def read_order(data: bytes) -> Order:
    """The order in these bytes."""
    return _ORDER.validate_json(data)


def read_news(data: bytes) -> News:
    """The news in these bytes."""
    return _NEWS.validate_json(data)


def to_bytes(message: Order | News) -> bytes:
    """The message as it goes over the pipe."""
    return message.model_dump_json().encode()
