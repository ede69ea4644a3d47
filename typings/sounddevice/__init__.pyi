# What Griffel uses of sounddevice 0.5, which ships without types.
from collections.abc import Callable
from typing import Any

class PortAudioError(Exception): ...

class CallbackFlags:
    input_overflow: bool

class RawInputStream:
    def __init__(
        self,
        *,
        samplerate: float,
        blocksize: int,
        device: int | str | None,
        channels: int,
        dtype: str,
        latency: float | str,
        callback: Callable[[Any, int, Any, CallbackFlags], None],
        finished_callback: Callable[[], None],
    ) -> None: ...
    def start(self) -> None: ...

class RawOutputStream:
    def __init__(
        self,
        *,
        samplerate: float,
        blocksize: int,
        channels: int,
        dtype: str,
        latency: float | str,
        callback: Callable[[Any, int, Any, CallbackFlags], None],
    ) -> None: ...
    def start(self) -> None: ...

def query_devices() -> list[dict[str, Any]]: ...
def query_hostapis() -> list[dict[str, Any]]: ...
def _initialize() -> None: ...
def _terminate() -> None: ...
