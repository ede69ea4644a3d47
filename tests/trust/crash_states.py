"""Every state a disk can be in after a crash, rebuilt from what a process asked of the system.

At each call the machine may stop. Of what a file was given since its last sync anything may be on
the disk: all of it, nothing, or some of it, with the last piece torn at a sector.
"""

import random
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from desktop.store.sealing import Key
from tests.trust.keeping import Acknowledged, Kind

_SECTOR = 512
_CALLS = "openat,write,pwrite64,lseek,ftruncate,fsync,fdatasync,unlink,rename"
_LINE = re.compile(r"^\d+ +(?P<name>\w+)\((?P<rest>.*)\) += (?P<result>\d+)")
_HANDLE = re.compile(r"^(\d+)<((?:\\x\w\w)+)>")
_TEXT = re.compile(r'"((?:\\x\w\w)*)"')


@dataclass(frozen=True)
class Change:
    """Bytes put at an offset; or, without bytes, the length a file was cut or grown to."""

    at: int
    data: bytes | None


@dataclass
class _File:
    synced: bytearray
    waiting: list[Change] = field(default_factory=list)


@dataclass(frozen=True)
class State:
    """Files as a crash may leave them, and what had been acknowledged by then."""

    call: int
    how: str
    files: dict[Path, bytes]
    told: Acknowledged


def trace(home: Path, key: Key, kind: Kind, items: int, log: Path) -> list[str]:
    """Keep things under strace and give the lines of its log."""
    command = ["strace", "-f", "-qq", "-y", "-xx", "-s", "1000000", "-o", str(log)]
    command += ["-e", f"trace={_CALLS}", "-e", "signal=none"]
    command += [sys.executable, "-m", "tests.trust.keeping", str(home), key.revealed().hex()]
    subprocess.run([*command, kind, str(items)], check=True, capture_output=True)  # noqa: S603
    return log.read_text(encoding="ascii").splitlines()


def states(home: Path, before: dict[Path, bytes], lines: list[str], seed: int) -> Iterator[State]:
    """The states after each call that changes something in that folder."""
    disk = _Disk(home, before)
    chance = random.Random(seed)  # noqa: S311 - which of the waiting pieces got through
    for number, line in enumerate(lines):
        if not disk.follow(line):
            continue
        yield State(number, "all", disk.files("all", chance), disk.told)
        yield State(number, "none", disk.files("none", chance), disk.told)
        for _ in range(2):
            yield State(number, "some", disk.files("some", chance), disk.told)


class _Disk:
    def __init__(self, home: Path, before: dict[Path, bytes]) -> None:
        self._home = home
        self._files = {place: _File(bytearray(data)) for place, data in before.items()}
        self._spots: dict[int, int] = {}  # where the next `write` of a handle goes
        self._said = b""

    @property
    def told(self) -> Acknowledged:
        return Acknowledged.of(self._said)

    def follow(self, line: str) -> bool:
        """Do what the line says; was that a change?"""
        read = _LINE.match(line)
        if read is None:
            return False
        name, rest, result = read["name"], read["rest"], int(read["result"])
        if name in ("openat", "unlink", "rename"):
            return self._names(name, rest, result)
        handle = _HANDLE.match(rest)
        if handle is None:
            return False
        number, place = int(handle[1]), Path(_bytes(handle[2]).decode())
        if number == 1 and name == "write":
            self._said += _bytes(_TEXT.findall(rest)[0])
        if place not in self._files:
            return False
        return self._content(name, rest, result, number, self._files[place])

    def _content(self, name: str, rest: str, result: int, number: int, file: _File) -> bool:
        if name == "lseek":
            self._spots[number] = result
            return False
        if name in ("fsync", "fdatasync"):
            file.synced, file.waiting = _applied(file.synced, file.waiting), []
        elif name == "ftruncate":
            file.waiting.append(Change(int(rest.rsplit(", ", 1)[1]), None))
        else:
            data = _bytes(_TEXT.findall(rest)[0])[:result]
            at = int(rest.rsplit(", ", 1)[1]) if name == "pwrite64" else self._spots[number]
            self._spots[number] = at + len(data)
            file.waiting.append(Change(at, data))
        return True

    def _names(self, name: str, rest: str, result: int) -> bool:
        """Names of files take effect at once; an open handle starts at the beginning."""
        places = [Path(_bytes(text).decode()) for text in _TEXT.findall(rest)]
        if not places or not places[0].is_relative_to(self._home):
            return False
        if name == "openat":
            self._spots[result] = 0
            new = "O_CREAT" in rest and places[0] not in self._files
            if new:
                self._files[places[0]] = _File(bytearray())
            return new
        gone = self._files.pop(places[0], None)
        if name == "rename" and gone is not None:
            self._files[places[1]] = gone
        return gone is not None

    def files(self, how: str, chance: random.Random) -> dict[Path, bytes]:
        """What is in each file if of the waiting changes all, none or some got through."""
        return {
            place: bytes(_applied(file.synced, _through(file.waiting, how, chance)))
            for place, file in self._files.items()
        }


def _through(waiting: list[Change], how: str, chance: random.Random) -> list[Change]:
    if how == "all":
        return waiting
    if how == "none" or not waiting:
        return []
    some = [change for change in waiting if chance.random() < 0.5]
    last = waiting[-1]
    if last.data and len(last.data) > _SECTOR and last not in some:
        sectors = chance.randrange(1, len(last.data) // _SECTOR + 1)
        some.append(Change(last.at, last.data[: sectors * _SECTOR]))
    return some


def _applied(data: bytearray, changes: list[Change]) -> bytearray:
    result = bytearray(data)
    for change in changes:
        end = change.at + len(change.data or b"")
        if end > len(result):
            result.extend(bytes(end - len(result)))
        if change.data is None:
            del result[change.at :]
        else:
            result[change.at : end] = change.data
    return result


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))
