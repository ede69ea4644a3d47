"""Run the keeping process with a fault at one of its calls to the system, chosen by number."""

import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from desktop.store.sealing import Key
from tests.fakes import FIRST_ID
from tests.trust.keeping import Acknowledged, Found, Kind, look, prepare

# Everything through which a store changes what is on the disk.
CHANGING = ("openat", "pwrite64", "write", "fdatasync", "fsync", "ftruncate", "unlink", "rename")
_ITEMS = 2
_CALL = re.compile(r"^\d+ +(\w+)\(", re.MULTILINE)


@dataclass(frozen=True)
class Ending:
    """How the process ended, what it had acknowledged, and what was there afterwards."""

    code: int
    told: Acknowledged
    complaint: str
    found: Found


class Bench:
    """A store that is put back as it was before each fault."""

    def __init__(self, folder: Path) -> None:
        self.key = Key.new()
        self._fresh, self.home = folder / "fresh", folder / "home"
        prepare(self._fresh, self.key)

    def run(self, kind: Kind = "real", *fault: str) -> Ending:
        """Keep things, with this fault if one is given."""
        self._put_back()
        ended = self._traced(kind, *fault)
        told = Acknowledged.of(ended.stdout)
        found = look(self.home, self.key, told)
        return Ending(ended.returncode, told, ended.stderr.decode(), found)

    def points(self) -> Iterator[tuple[str, int]]:
        """Each call that changes something, as its name and its number."""
        self._put_back()
        log = self.home.with_suffix(".log")
        self._traced("real", "-o", str(log))
        for name, count in sorted(Counter(_CALL.findall(log.read_text())).items()):
            yield from ((name, number) for number in range(1, count + 1))

    def _put_back(self) -> None:
        shutil.rmtree(self.home, ignore_errors=True)
        shutil.copytree(self._fresh, self.home)

    def _traced(self, kind: Kind, *options: str) -> subprocess.CompletedProcess[bytes]:
        sound = self.home / "recordings" / f"{FIRST_ID}.sound"
        places = (
            *(self.home / name for name in ("library.db", "library.db-wal", "library.lock")),
            *(self.home, self.home / "recordings", sound, sound.with_suffix(".sound.torn")),
        )
        where = [word for place in places for word in ("-P", str(place))]
        if "-o" not in options:
            options = ("-o", "/dev/null", *options)
        calls = ("-e", f"trace={','.join(CHANGING)}")
        ours = (sys.executable, "-m", "tests.trust.keeping")
        secret = self.key.revealed().hex()
        command = ["strace", "-f", "-qq", *where, *calls, *options, *ours]
        command += [str(self.home), secret, kind, str(_ITEMS)]
        return subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - our words
