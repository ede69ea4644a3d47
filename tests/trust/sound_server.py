"""A PulseAudio of the test's own, with a microphone that hears what the test plays."""

import os
import shutil
import subprocess
from pathlib import Path

import numpy as np

from asr.audio import SAMPLE_RATE, Samples
from tests.desktop.capture.visits import until

TOOLS = ("pulseaudio", "pactl", "pacat")
_PATIENCE = 15.0


def missing_tools() -> list[str]:
    """The programs that are not on this machine."""
    return [tool for tool in TOOLS if shutil.which(tool) is None]


def counting(seconds: float, first: int = 1) -> Samples:
    """Samples that count up, so that one that is lost is seen."""
    return np.arange(first, first + round(seconds * SAMPLE_RATE)).astype(np.int16)


def breaks(heard: Samples) -> int:
    """How often the count is not one more than before, from the first sound to the last."""
    sounding = np.flatnonzero(heard)
    if not sounding.size:
        return -1
    return int((np.diff(heard[sounding[0] : sounding[-1] + 1]) != 1).sum())


class SoundServer:
    """The server in a folder; its environment is that of whoever is to hear it."""

    def __init__(self, folder: Path) -> None:
        folder.chmod(0o700)
        self._folder = folder
        self._socket = folder / "native"
        self._server: subprocess.Popen[bytes] | None = None
        self._players: list[subprocess.Popen[bytes]] = []
        self._modules: dict[str, str] = {}
        self.environment = {
            "XDG_RUNTIME_DIR": str(folder),
            "PULSE_SERVER": f"unix:{self._socket}",
            "PULSE_COOKIE": str(folder / "cookie"),
        }

    def start(self) -> None:
        """Start it, with the microphone "testmic.monitor"."""
        self._socket.unlink(missing_ok=True)
        environment = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "PULSE_SERVER")}
        environment |= {"XDG_RUNTIME_DIR": str(self._folder), "HOME": str(self._folder)}
        native = f"module-native-protocol-unix auth-anonymous=1 socket={self._socket}"
        options = ["-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no"]
        options += ["--disable-shm=yes", "--realtime=no", "--high-priority=no", "--log-level=error"]
        self._server = subprocess.Popen(  # noqa: S603 - our own words
            ["pulseaudio", *options, "-L", native, "-L", "module-always-sink"],  # noqa: S607
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        until(lambda: self._ask("info", check=False))
        self.plug_in("testmic")
        self.order("set-default-sink", "testmic")
        self.order("set-default-source", "testmic.monitor")

    def plug_in(self, name: str) -> None:
        """A microphone appears: NAME.monitor, which hears what is played to NAME."""
        form = f"sink_name={name} rate={SAMPLE_RATE} channels=1 format=s16le"
        self._modules[name] = self._ask("load-module", "module-null-sink", *form.split()).strip()

    def unplug(self, name: str) -> None:
        """It disappears."""
        self.order("unload-module", self._modules.pop(name))

    def order(self, *words: str) -> None:
        """Have the server do something."""
        self._ask(*words)

    def play(self, samples: Samples, name: str = "testmic") -> "subprocess.Popen[bytes]":
        """Let a microphone hear a second of nothing and then these samples, in time.

        Of what a null sink plays, its monitor misses the first 0.08 s: it had been handed out as
        silence already.
        """
        place = self._folder / f"played-{len(self._players)}"
        place.write_bytes(bytes(2 * SAMPLE_RATE) + samples.tobytes())
        form = ["--raw", "--rate=16000", "--format=s16le", "--channels=1"]
        player = subprocess.Popen(  # noqa: S603 - our own words
            ["pacat", "--playback", f"--device={name}", *form, str(place)],  # noqa: S607
            env={**os.environ, **self.environment},
            stderr=subprocess.DEVNULL,
        )
        self._players.append(player)
        return player

    def kill(self) -> None:
        """The server dies."""
        if self._server is not None:
            self._server.kill()
            self._server.wait()
            self._server = None

    def end(self) -> None:
        """Leave nothing behind."""
        for player in self._players:
            player.kill()
            player.wait()
        self.kill()

    def _ask(self, *words: str, check: bool = True) -> str:
        answer = subprocess.run(  # noqa: S603 - our own words
            ["pactl", *words],  # noqa: S607
            env={**os.environ, **self.environment},
            capture_output=True,
            check=check,
            text=True,
            timeout=_PATIENCE,
        )
        return answer.stdout
