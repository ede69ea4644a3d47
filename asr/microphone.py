"""The microphones of this machine, and the sound of one in pieces of a tenth of a second.

Only for a process that can be ended: PortAudio may take half a minute to open a device, may never
come back from stopping one (both measured on PulseAudio), and tells nobody that one was unplugged.
"""

import os
import queue
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from asr.elapsed import elapsed
from asr.errors import MicrophoneMissing, SoundSystemMissing
from asr.sources import default_source, sources
from asr.wire import SAMPLE_RATE

# Ten callbacks a second; left to itself PortAudio makes 130, of 1 to 140 samples (measured).
SNIPPET_SAMPLES = SAMPLE_RATE // 10
SNIPPET_SECONDS = SNIPPET_SAMPLES / SAMPLE_RATE
LATENCY = 0.2  # seconds in the sound server; no sample lost under load 6 on two cores
QUEUE_SECONDS = 40.0  # how long whoever reads may be held up before sound is lost
_LOOK = 0.1  # seconds between looks whether the stream has ended


@dataclass(frozen=True)
class Microphone:
    """A microphone: what to ask for it with, its name for people."""

    id: str
    name: str
    default: bool


@dataclass(frozen=True)
class Snippet:
    """A tenth of a second of sound, and when it came in.

    `number` counts what the device gave, so a snippet that was lost leaves a hole in the numbers.
    `overflow`: before this one, PortAudio itself lost an unknown number of samples.
    """

    number: int
    at: float
    overflow: bool
    sound: bytes


class Snippets:
    """A bounded queue between the callback, which may never wait, and whoever reads."""

    def __init__(self, clock: Callable[[], float] = elapsed) -> None:
        self._clock = clock
        self._queue: queue.Queue[Snippet] = queue.Queue(round(QUEUE_SECONDS / SNIPPET_SECONDS))
        self._number = 0
        self._ended = False

    def take(self, sound: bytes, overflow: bool) -> None:
        """Add what the device gave; when the queue is full it is lost, but has had its number."""
        snippet = Snippet(self._number, self._clock(), overflow, sound)
        self._number += 1
        try:
            self._queue.put_nowait(snippet)
        except queue.Full:
            return

    def end(self) -> None:
        """No more will come."""
        self._ended = True

    def __iter__(self) -> Iterator[Snippet]:
        """Everything in order, until the end and all of it is read."""
        while True:
            ended = self._ended  # looked at first: what came before the end is still given
            try:
                yield self._queue.get(timeout=_LOOK)
            except queue.Empty:
                if ended:
                    return


def microphones() -> tuple[Microphone, ...]:
    """Every microphone, the default one first."""
    found = _of_server() or _of_portaudio()
    return tuple(sorted(found, key=lambda microphone: not microphone.default))


def open_microphone(device: str) -> Snippets:
    """Open a microphone by its id, or the default one (""), and start it. May take long.

    A process opens one: PulseAudio reads the choice of source from the environment, once.
    """
    _load()
    import sounddevice

    snippets = Snippets()
    place: int | str | None = None
    if device and any(device == source.name for source in sources()):
        os.environ["PULSE_SOURCE"], place = device, "pulse"
    elif device:
        place = _place(device)
    try:
        stream = sounddevice.RawInputStream(
            samplerate=SAMPLE_RATE,
            blocksize=SNIPPET_SAMPLES,
            device=place,
            channels=1,
            dtype="int16",
            latency=LATENCY,
            callback=lambda data, _frames, _time, status: snippets.take(
                bytes(data), status.input_overflow
            ),
            finished_callback=snippets.end,
        )
        stream.start()
    except (sounddevice.PortAudioError, ValueError):  # ValueError: no device of that name
        raise MicrophoneMissing from None
    _open_streams.append(stream)  # PortAudio calls into it for as long as it runs
    return snippets


def look_again() -> None:
    """Have PortAudio find the devices anew; it looks once, when it starts."""
    _load()
    import sounddevice

    sounddevice._terminate()  # this closes what is open
    _open_streams.clear()
    sounddevice._initialize()


_open_streams: list[object] = []


def _of_server() -> tuple[Microphone, ...]:
    default = default_source()
    return tuple(
        Microphone(source.name, source.description, source.name == default)
        for source in sources()
        if not source.monitor or source.name == default
    )


def _of_portaudio() -> tuple[Microphone, ...]:
    _load()
    import sounddevice

    hosts = sounddevice.query_hostapis()
    return tuple(
        Microphone(_id(hosts, device), str(device["name"]), _is_default(hosts, device))
        for device in sounddevice.query_devices()
        if device["max_input_channels"] > 0
    )


def _place(device: str) -> int:
    _load()
    import sounddevice

    hosts = sounddevice.query_hostapis()
    for found in sounddevice.query_devices():
        if found["max_input_channels"] > 0 and _id(hosts, found) == device:
            return int(found["index"])
    raise MicrophoneMissing


def _id(hosts: list[dict[str, Any]], device: dict[str, Any]) -> str:
    """Names stay, numbers shift when something is plugged in."""
    return f"{hosts[device['hostapi']]['name']}: {device['name']}"


def _is_default(hosts: list[dict[str, Any]], device: dict[str, Any]) -> bool:
    return bool(hosts[0]["default_input_device"] == device["index"])


def _load() -> None:
    """Load the library, for who listens only: it looks for every device while it loads."""
    try:
        import sounddevice  # noqa: F401 - the others import it once it is known to be there
    except OSError:
        raise SoundSystemMissing from None
