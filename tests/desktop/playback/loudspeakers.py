"""Loudspeakers that stand in for a real one."""

import threading
import time

from asr.errors import LoudspeakerMissing
from asr.loudspeaker import GIVEN_SAMPLES, Give


def steady(give: Give) -> None:
    """Take sound twenty times as fast as it sounds."""
    threading.Thread(target=_take, args=(give, 0.0025), daemon=True).start()


def missing(give: Give) -> None:
    """There is none."""
    raise LoudspeakerMissing


def deaf(give: Give) -> None:
    """Open, and never take anything."""


def hanging(give: Give) -> None:
    """Never come back from opening."""
    threading.Event().wait()


def _take(give: Give, pause: float) -> None:
    while True:
        give(GIVEN_SAMPLES)
        time.sleep(pause)
