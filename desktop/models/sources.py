"""Where the files of a model come from: packages that carry it in parts, a folder, the hub."""

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from desktop.models.catalogue import Model, ModelFile
from desktop.models.check import Tick, refuse_other_kinds, untold
from desktop.models.errors import (
    ModelHubClosed,
    ModelSourceMissing,
)

# Repository, revision and file name in; the fetched file, somewhere under the given folder, out.
Download = Callable[[str, str, str, Path, Tick], Path]


class Source(Protocol):
    """Gives the pieces which, one after the other, should be the file.

    `scratch` is a folder for what has to be fetched first, and may hold some of it already. Only of
    what is fetched `tick` is told.
    """

    def parts(self, file: ModelFile, scratch: Path, tick: Tick = untold) -> tuple[Path, ...]: ...


class Packages:
    """Installed Python packages that hold pieces of files and no code that is ever run."""

    def parts(self, file: ModelFile, scratch: Path, tick: Tick = untold) -> tuple[Path, ...]:
        if not file.parts:
            raise ModelSourceMissing(file.name)
        return tuple(_in_package(part, file) for part in file.parts)


class Folder:
    """A folder or a USB stick with the files under their own names."""

    def __init__(self, place: Path) -> None:
        self._place = place

    def parts(self, file: ModelFile, scratch: Path, tick: Tick = untold) -> tuple[Path, ...]:
        if not self._place.is_dir():
            raise ModelSourceMissing(file.name)
        refuse_other_kinds(self._place)
        for candidate in (self._place / file.name, self._only_gguf()):
            if candidate and candidate.suffix == Path(file.name).suffix and candidate.is_file():
                return (candidate,)
        raise ModelSourceMissing(file.name)

    def _only_gguf(self) -> Path | None:
        # Publishers spell the name of the same weights in several ways; the hash tells.
        found = list(self._place.glob("*.gguf"))
        return found[0] if len(found) == 1 else None


class Hub:
    """The public model hub: the only thing in Griffel that uses the network, when asked to."""

    def __init__(self, model: Model, download: Download) -> None:
        self._model = model
        self._download = download

    def parts(self, file: ModelFile, scratch: Path, tick: Tick = untold) -> tuple[Path, ...]:
        if self._model.revision is None:
            raise ModelHubClosed
        repository, revision = self._model.repository, self._model.revision
        return (self._download(repository, revision, file.name, scratch, tick),)


def _in_package(part: str, file: ModelFile) -> Path:
    package, _, inside = part.partition("/")
    spec = find_spec(package)  # looks up a top-level package without importing it
    for place in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(place) / inside
        if path.is_file():
            return path
    raise ModelSourceMissing(file.name)
