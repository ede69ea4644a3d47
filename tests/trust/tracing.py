"""What a program asks of the network, as strace sees it."""

import re
from dataclasses import dataclass
from pathlib import Path

_SOCKET = re.compile(r"^socket\((\w+).*= (-?\d+)", re.MULTILINE)
# One that is under way, or done.
_CONNECT = re.compile(r"^connect\(\d+, \{sa_family=(\w+).*= (?:0|-1 EINPROGRESS .*)$", re.MULTILINE)
# A local socket, and the question of asr/silence.py whether it has been heard.
_LOCAL = ("AF_UNIX", "AF_UNSPEC")


def traced(logs: Path, *command: str) -> list[str]:
    """The command that runs this one and logs every such call, a file a process, in that folder."""
    logs.mkdir()
    options = ("-ff", "-qq", "-e", "trace=network", "-e", "signal=none", "-o", str(logs / "of"))
    return ["strace", *options, *command]


@dataclass(frozen=True)
class Traced:
    """Sockets asked for and made, and connections begun, none of them local ones."""

    processes: int
    asked: int
    made: int
    connects: int


def read(logs: Path) -> Traced:
    """Count what is in the logs."""
    texts = [log.read_text(encoding="utf-8", errors="replace") for log in logs.iterdir()]
    sockets = [
        int(answer)
        for text in texts
        for family, answer in _SOCKET.findall(text)
        if family not in _LOCAL
    ]
    connects = [
        family for text in texts for family in _CONNECT.findall(text) if family not in _LOCAL
    ]
    made = sum(answer >= 0 for answer in sockets)
    return Traced(len(texts), len(sockets), made, len(connects))
