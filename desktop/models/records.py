"""What is remembered about model files: the pins learnt at import, and what was last verified."""

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Self

from pydantic import Field, ValidationError

from asr.value import Value
from desktop import paths
from desktop.errors import FileBroken
from desktop.models.catalogue import Model
from desktop.models.check import Pin


class Pins(Value):
    """The hashes of files that the list does not know, as first imported: model -> file -> pin."""

    models: dict[str, dict[str, Pin]] = Field(default_factory=dict)

    def pin(self, model: Model, name: str) -> Pin:
        """What that file must be: by the list, else by an earlier import, else not known yet."""
        listed = next(file for file in model.files if file.name == name)
        if listed.sha256 is not None:
            return Pin(bytes=listed.bytes, sha256=listed.sha256)
        learnt = self.models.get(model.name, {}).get(name)
        return learnt or Pin(bytes=listed.bytes)

    def unknown(self, model: Model) -> tuple[str, ...]:
        """The files of which neither the list nor an earlier import knows the hash."""
        return tuple(f.name for f in model.files if self.pin(model, f.name).sha256 is None)

    def with_pins(self, model: Model, found: Mapping[str, Pin]) -> Self:
        """The same pins and, for the files that had none, what was found now."""
        new = {name: found[name] for name in self.unknown(model)}
        known = self.models.get(model.name, {})
        return self.model_copy(update={"models": {**self.models, model.name: {**known, **new}}})


class Verified(Value):
    """A file as it was when every byte of it was read."""

    bytes: int
    modified_ns: int
    sha256: str


class Stamp(Value):
    """A folder as it was when every byte of it was read. An empty one is never true."""

    files: dict[str, Verified] = Field(default_factory=dict)

    @classmethod
    def of(cls, folder: Path, found: Mapping[str, Pin]) -> "Stamp":
        """What was found, with the sizes and times of change the files have now."""
        files = {}
        for name, pin in found.items():
            now = (folder / name).stat()
            sha256 = pin.sha256 or ""
            files[name] = Verified(bytes=now.st_size, modified_ns=now.st_mtime_ns, sha256=sha256)
        return cls(files=files)

    def still_true(self, folder: Path) -> bool:
        """Whether the folder holds these files and no others, with the same size and time."""
        if not self.files or {entry.name for entry in folder.iterdir()} != set(self.files):
            return False
        now = {name: (folder / name).stat() for name in self.files}
        return all(
            (now[name].st_size, now[name].st_mtime_ns) == (was.bytes, was.modified_ns)
            for name, was in self.files.items()
        )


def read_pins(path: Path) -> Pins:
    """The pins kept at that place. A file that was damaged is an error, never a fresh start."""
    try:
        return Pins.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return Pins()
    except ValidationError as error:
        raise FileBroken from error


def read_stamp(path: Path) -> Stamp:
    """The stamp kept at that place; an empty one if there is none, so that all is read again."""
    try:
        return Stamp.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return Stamp()


def weights_in(folder: Path) -> str:
    """The SHA-256 of the speech weights in a model folder, as last read; "" if they changed since.

    Nothing is read: it is what `griffel models` or a hash of a user's own folder left behind.
    """
    if not folder.name:
        return ""  # none was chosen
    for kept in (folder.with_name(f"{folder.name}.verified.json"), stamp_of(folder)):
        stamp = read_stamp(kept)
        if "model.bin" in stamp.files and folder.is_dir() and stamp.still_true(folder):
            return stamp.files["model.bin"].sha256
    return ""


def stamp_of(folder: Path) -> Path:
    """Where the stamp lies of a folder that is not ours.

    What is remembered lies in the user's own folder: a stamp that came along on a USB stick
    would be worth nothing.
    """
    place = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()
    return paths.home() / "model-stamps" / f"{place[:32]}.json"


def keep(record: Value, path: Path) -> None:
    """Write a record whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        with fresh.open("wb") as out:
            out.write(record.model_dump_json(indent=1).encode() + b"\n")
            out.flush()
            os.fsync(out.fileno())
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


def keep_if_possible(record: Value, path: Path) -> bool:
    """Write a record, or go on without: a shared models folder may be closed to this user."""
    try:
        keep(record, path)
    except OSError:
        return False
    return True
