"""The models folder: what is in it and whole, how a model gets in, and how it leaves."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from desktop.errors import (
    PlaceUnwritable,
)
from desktop.models.catalogue import Catalogue, Model
from desktop.models.check import Pin, Tick, join, refuse_other_kinds, untold, verify
from desktop.models.errors import (
    ModelDamaged,
    ModelForbidden,
    ModelMissing,
    ModelUnknown,
)
from desktop.models.incoming import fetched, forget, incoming, move_in, waiting
from desktop.models.records import (
    Pins,
    Stamp,
    keep,
    keep_if_possible,
    read_pins,
    read_stamp,
    stamp_of,
)
from desktop.models.sources import Source

Progress = Callable[[int, int], None]  # bytes done, bytes in all (of the files of known size)

PINS = "griffel-pins.json"


@dataclass(frozen=True)
class Arrival:
    """What came of asking for a model. `pinned` names the files whose hash was not known before."""

    folder: Path
    was_here: bool
    pinned: tuple[str, ...] = ()


class ModelFolder:
    """One folder with a folder a model, and beside them what is remembered about their files."""

    def __init__(self, place: Path, catalogue: Catalogue) -> None:
        self._place = place
        self._catalogue = catalogue

    def get(self, name: str, source: Source, progress: Progress | None = None) -> Arrival:
        """Bring a model in. It gets its name only when every file proved to be the right one.

        Whatever happens before that (a wrong byte, a full disk, Ctrl-C) leaves nothing behind, but
        what was fetched by then: the next try goes on with it, unless it is wrong.
        """
        model = self._model(name)
        folder = self._place / model.name
        if self.is_whole(name):
            return Arrival(folder, was_here=True)
        with incoming(self._place) as made:
            pins = self._pins()
            with fetched(made, model.name) as scratch:
                found = _bring(model, pins, source, made, scratch, _ticks(model, progress))
            if pins.unknown(model):
                keep(pins.with_pins(model, found), self._place / PINS)
            self._stamp_path(model).unlink(missing_ok=True)
            move_in(made, folder)
            keep(Stamp.of(folder, found), self._stamp_path(model))
        return Arrival(folder, was_here=False, pinned=pins.unknown(model))

    def check(self, name: str, progress: Progress | None = None) -> Path:
        """The folder of a model, every byte of which was read again just now."""
        model = self._model(name)
        folder = self._listed(model)
        pins, tick = self._pins(), _ticks(model, progress)
        found = {
            file.name: verify(folder / file.name, file, pins.pin(model, file.name), tick)
            for file in model.files
        }
        if pins.unknown(model):
            keep_if_possible(pins.with_pins(model, found), self._place / PINS)
        stamp = Stamp.of(folder, found)
        if not keep_if_possible(stamp, self._stamp_path(model)):
            keep_if_possible(stamp, stamp_of(folder))  # of this user alone, who read it just now
        return folder

    def open(self, name: str) -> Path:
        """The folder of a whole model, without reading what was verified and did not change.

        Hashing 3 GB takes seconds; a file of the same size and time of change is not hashed twice.
        """
        model = self._model(name)
        folder = self._listed(model)
        pins = self._pins()
        for kept in (self._stamp_path(model), stamp_of(folder)):
            stamp = read_stamp(kept)
            if stamp.still_true(folder) and all(
                stamp.files[file.name].sha256 == pins.pin(model, file.name).sha256
                for file in model.files
            ):
                return folder
        return self.check(name)

    def weights(self, name: str) -> str:
        """The SHA-256 that the weights of a model must have; empty while it is not known."""
        model = self._model(name)
        return self._pins().pin(model, model.main.name).sha256 or ""

    def is_whole(self, name: str) -> bool:
        """Whether the model is here with every file as it should be."""
        try:
            self.open(name)
        except (ModelMissing, ModelDamaged, ModelForbidden):
            return False
        return True

    def has(self, name: str) -> bool:
        """Whether there is a folder of that model, whole or not."""
        return (self._place / self._model(name).name).is_dir()

    def fetched_of(self, name: str) -> int:
        """How many bytes were fetched of a model, where that was broken off."""
        try:
            return waiting(self._place, self._model(name).name)
        except OSError:  # it is being taken up again, or away
            return 0

    def remove(self, name: str) -> None:
        """Take a model away, or what was fetched of it.

        Its pins stay: when it comes back it must be the same model.
        """
        model = self._model(name)
        try:
            waited = forget(self._place, model.name)
            if self.has(name):
                self._stamp_path(model).unlink(missing_ok=True)
                shutil.rmtree(self._place / model.name)
            elif not waited:
                raise ModelMissing
        except OSError:
            raise PlaceUnwritable from None

    def _model(self, name: str) -> Model:
        model = self._catalogue.find(name)
        if model is None:
            raise ModelUnknown
        return model

    def _listed(self, model: Model) -> Path:
        """The folder of the model, holding the files of the list and no others."""
        folder = self._place / model.name
        if not folder.is_dir():
            raise ModelMissing
        refuse_other_kinds(folder)
        there, listed = {e.name for e in folder.iterdir()}, {f.name for f in model.files}
        for name in sorted(listed - there):
            raise ModelDamaged(name)
        for name in sorted(there - listed):
            raise ModelForbidden(Path(name).suffix)
        return folder

    def _pins(self) -> Pins:
        return read_pins(self._place / PINS)

    def _stamp_path(self, model: Model) -> Path:
        return self._place / f"{model.name}.verified.json"


def _bring(
    model: Model, pins: Pins, source: Source, made: Path, scratch: Path, tick: Tick
) -> dict[str, Pin]:
    """Bring in each file; those that were fetched stay in the scratch until all are there."""
    found, there = {}, []
    for file in model.files:
        pin, parts = pins.pin(model, file.name), source.parts(file, scratch, tick)
        if len(parts) == 1 and parts[0].is_relative_to(scratch):  # no need to copy 3 GB
            found[file.name] = verify(parts[0], file, pin, untold)
            there.append((parts[0], made / file.name))
        else:
            found[file.name] = join(parts, made / file.name, file, pin, tick)
    for path, target in there:
        path.rename(target)
    return found


def _ticks(model: Model, progress: Progress | None) -> Tick:
    done = 0

    def tick(read: int) -> None:
        nonlocal done
        done += read
        if progress is not None:
            progress(done, max(done, model.bytes))

    return tick
