"""The sources of the sound server (PulseAudio, or PipeWire in its place), as its own tool tells.

PortAudio sees one device there, "pulse", whatever is behind it; and when a microphone is unplugged
the server goes on with another, and says so to nobody but who asks.
"""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

_PATIENCE = 1.0  # seconds; a server that works answers in 10 to 20 ms
_NOTHING = "auto_null.monitor"  # what the server makes up when it has no device at all


@dataclass(frozen=True)
class Source:
    """A source of the sound server: its name for programs, its name for people."""

    index: int
    name: str
    description: str
    monitor: bool  # hears what the machine plays, not what is said in the room


def sources() -> tuple[Source, ...]:
    """All sources; none where there is no such server, or it does not answer."""
    return tuple(
        Source(
            index=int(entry["index"]),
            name=str(entry["name"]),
            description=str(entry.get("description", entry["name"])),
            monitor=str(entry["name"]).endswith(".monitor"),
        )
        for entry in _listed("sources")
        if entry.get("name") != _NOTHING
    )


def default_source() -> str:
    """The name of the source that is used when none is asked for, or nothing."""
    return _asked("get-default-source").strip()


def source_of(process: int) -> int | None:
    """The index of the source that the stream of this process gets its sound from."""
    for entry in _listed("source-outputs"):
        properties = entry.get("properties", {})
        if str(properties.get("application.process.id")) == str(process):
            return int(entry["source"])
    return None


def _listed(kind: str) -> list[dict[str, Any]]:
    try:
        found = json.loads(_asked("-f", "json", "list", kind))
    except ValueError:
        return []
    return [entry for entry in found if isinstance(entry, dict) and "index" in entry]


def _asked(*order: str) -> str:
    tool = shutil.which("pactl") if sys.platform == "linux" else None
    if tool is None:
        return ""
    # In other languages some versions write decimals with a comma, which is no JSON.
    environment = {**os.environ, "LC_ALL": "C"}
    try:
        answer = subprocess.run(  # noqa: S603 - our own words
            [tool, *order],
            capture_output=True,
            check=True,
            env=environment,
            stdin=subprocess.DEVNULL,
            timeout=_PATIENCE,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return answer.stdout.decode(errors="replace")
