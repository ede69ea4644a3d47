"""Which speech and writing models are here and whole; a model is trusted by its hash alone."""

from dataclasses import dataclass
from pathlib import Path

from desktop import paths
from desktop.errors import ModelNotAllowed
from desktop.models.catalogue import Catalogue, Kind, Model, catalogue
from desktop.models.check import hash_of, refuse_other_kinds
from desktop.models.errors import (
    ModelDamaged,
    ModelMissing,
    ModelOfOtherKind,
    ModelUnknown,
)
from desktop.models.folder import ModelFolder
from desktop.models.records import Stamp, Verified, keep_if_possible, read_stamp, stamp_of
from desktop.policy import Policy

__all__ = ["ModelHere", "allowed_model", "find_model", "look_at", "models_folder"]


@dataclass(frozen=True)
class ModelHere:
    """A model that may be loaded. `verified`: its weights have a hash that came with Griffel."""

    name: str
    folder: Path
    verified: bool
    sha256: str = ""  # of its weights


def find_model(name_or_dir: str | Path, kind: Kind, policy: Policy) -> Path:
    """The folder to load, if the policy allows it: of a model in the list, or the user's own."""
    return allowed_model(name_or_dir, kind, policy).folder


def allowed_model(name_or_dir: str | Path, kind: Kind, policy: Policy) -> ModelHere:
    """The same with what is known of it."""
    found = look_at(name_or_dir, kind)
    if not policy.allows_model(found.sha256, listed=found.verified):
        raise ModelNotAllowed
    return found


def look_at(name_or_dir: str | Path, kind: Kind, known: Catalogue | None = None) -> ModelHere:
    """The model of that name in the models folder, or the one in the folder of that path."""
    known = known or catalogue()
    model = known.find(name_or_dir) if isinstance(name_or_dir, str) else None
    if model is None:
        return _of_user(Path(name_or_dir), kind, known)
    if model.kind != kind:
        raise ModelOfOtherKind
    here = ModelFolder(paths.models(), known)
    folder, sha256 = here.open(model.name), here.weights(model.name)
    return ModelHere(model.name, folder, verified=model.main.sha256 is not None, sha256=sha256)


def models_folder() -> ModelFolder:
    """The models folder of this user, with the list that came with Griffel."""
    return ModelFolder(paths.models(), catalogue())


def _of_user(folder: Path, kind: Kind, known: Catalogue) -> ModelHere:
    if not folder.is_dir():
        raise ModelMissing if len(folder.parts) > 1 else ModelUnknown
    refuse_other_kinds(folder)
    here = _hashed(folder)
    weights = [
        n for n in here.files if (n == "model.bin" if kind == "speech" else n.endswith(".gguf"))
    ]
    if len(weights) != 1:
        raise ModelMissing
    sha256 = here.files[weights[0]].sha256
    model = known.of_main_hash(sha256)
    if model is None:
        return ModelHere(f"unknown-{sha256[:12]}", folder, verified=False, sha256=sha256)
    verified = _is_all(model, here, weights[0])
    return ModelHere(model.name, folder, verified=verified, sha256=sha256)


def _hashed(folder: Path) -> Stamp:
    """The hashes of all files in a folder that is not ours, hashed again only after a change."""
    kept = stamp_of(folder)
    stamp = read_stamp(kept)
    if stamp.still_true(folder):
        return stamp
    files = {}
    for path in sorted(folder.iterdir()):
        now = path.stat()
        files[path.name] = Verified(
            bytes=now.st_size, modified_ns=now.st_mtime_ns, sha256=hash_of(path)
        )
    stamp = Stamp(files=files)
    keep_if_possible(stamp, kept)
    return stamp


def _is_all(model: Model, here: Stamp, weights: str) -> bool:
    """Whether nothing but this model is there; a file of it that is missing or wrong is refused."""
    beside = [file for file in model.files if not file.is_main]
    for file in beside:
        found = here.files.get(file.name)
        if found is None or file.sha256 not in (None, found.sha256):
            raise ModelDamaged(file.name)
    return set(here.files) == {weights, *(file.name for file in beside)}
