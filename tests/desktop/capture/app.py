"""An app of nothing but a recording, to be frozen and killed.

Its arguments are the place, for how long capture goes on alone, and the device ("stand-in" is none
that is real); the key is the first line of its input. A SIGTERM ends the recording.
"""

import signal
import sys
from functools import partial
from pathlib import Path

from asr.ear import run_ear
from desktop.capture import Capture
from desktop.capture.process import capture_with
from desktop.store.sealing import Key
from tests.desktop.capture import ears


def main() -> None:
    """Record until told to end."""
    place, alone, device = Path(sys.argv[1]), float(sys.argv[2]), sys.argv[3]
    key = Key(bytes.fromhex(sys.stdin.readline()))
    listen = ears.steady if device == "stand-in" else run_ear
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    with Capture(device, place, key, partial(capture_with, listen, alone)) as capture:
        while capture.ended is None:
            list(capture.news(0.5))


if __name__ == "__main__":
    main()
