"""What the app and the capture process say to each other: small closed values, as JSON."""

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from asr.value import Value
from desktop.capture.watchdog import Trouble

# stopped: as asked. alone: long without an app. full: no room left. unwritable: the disk refused.
# broken: the process itself is gone. All that was said to be kept is kept in every case.
EndReason = Literal["stopped", "alone", "full", "unwritable", "broken"]


class Begin(Value):
    """The first order. Without a place nothing is kept: that is how a microphone is tested."""

    kind: Literal["begin"] = "begin"
    device: str = ""
    place: str = ""
    key: str = Field(default="", repr=False)  # in hexadecimal


class Order(Value):
    """Any later order."""

    kind: Literal["pause", "resume", "bookmark", "stop"]


class Loudness(Value):
    """How loud the last tenth of a second was, in dBFS."""

    kind: Literal["loudness"] = "loudness"
    peak: float
    rms: float


class Kept(Value):
    """So many seconds are on the disk, or were heard where nothing is kept."""

    kind: Literal["kept"] = "kept"
    seconds: float


class Hearing(Value):
    """The device that is heard, by its name for people."""

    kind: Literal["hearing"] = "hearing"
    name: str


class Alarm(Value):
    """What is wrong with what is heard; None: it is well again."""

    kind: Literal["alarm"] = "alarm"
    trouble: Trouble | None


class RoomLow(Value):
    """The disk is getting full."""

    kind: Literal["room_low"] = "room_low"


class MaySleep(Value):
    """Nothing keeps this machine from going to sleep; while it sleeps nothing is recorded."""

    kind: Literal["may_sleep"] = "may_sleep"


class Ended(Value):
    """Nothing more will come. `code` is that of the error that ended it, if one did."""

    kind: Literal["ended"] = "ended"
    reason: EndReason
    seconds: float = 0.0
    code: str = ""


News = Loudness | Kept | Hearing | Alarm | RoomLow | MaySleep | Ended

_ORDER: TypeAdapter[Begin | Order] = TypeAdapter(
    Annotated[Begin | Order, Field(discriminator="kind")]
)
_NEWS: TypeAdapter[News] = TypeAdapter(Annotated[News, Field(discriminator="kind")])


def read_order(data: bytes) -> Begin | Order:
    """The order in these bytes."""
    return _ORDER.validate_json(data)


def read_news(data: bytes) -> News:
    """The news in these bytes."""
    return _NEWS.validate_json(data)


def to_bytes(message: Begin | Order | News) -> bytes:
    """The message as it goes over the pipe."""
    return message.model_dump_json().encode()
