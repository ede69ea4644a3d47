"""A folder with a language model in plain data: weights that nothing in it can make more of."""

import hashlib
import json
import stat
from collections.abc import Mapping
from pathlib import Path

from summarize.errors import ModelUnreadable

_WEIGHTS = ".safetensors"
_KINDS = frozenset({_WEIGHTS, ".json", ".txt", ".jinja"})
_NEEDED = frozenset({"config.json", "tokenizer.json"})
_INDEX = "model.safetensors.index.json"
_OF_ANOTHER = "adapter_config.json"  # names the model that it changes
# Names in a configuration that lead to code, or to other weights.
_LEADING = frozenset({"auto_map", "quantization_config", "transformers_weights"})
_SIZE, _COUNT = "_size", "num_"  # in the names of what must be a whole number there
_PIECE = 1 << 20  # bytes read at a time


def refuse_what_is_not_data(folder: Path) -> None:
    """Refuse a folder with more in it than a model in plain data, or that leads out of itself."""
    here = {entry.name: entry for entry in folder.glob("*")}
    plain = all(stat.S_ISREG(entry.lstat().st_mode) for entry in here.values())
    kinds = {entry.suffix for entry in here.values()}
    whole = here.keys() >= _NEEDED and _WEIGHTS in kinds
    if not (plain and whole and kinds <= _KINDS) or _OF_ANOTHER in here or _leads_out(here):
        raise ModelUnreadable


def weights_of(folder: Path) -> str:
    """The SHA-256 of all weights in a folder, one file after the other by name."""
    refuse_what_is_not_data(folder)
    whole = hashlib.sha256()
    for part in sorted(folder.glob(f"*{_WEIGHTS}")):
        with part.open("rb") as file:
            while piece := file.read(_PIECE):
                whole.update(piece)
    return whole.hexdigest()


def _leads_out(here: Mapping[str, Path]) -> bool:
    """Whether a file sends its reader to code, or to weights that are not in the folder."""
    try:
        config = json.loads(here["config.json"].read_bytes())
        index = json.loads(here[_INDEX].read_bytes()) if _INDEX in here else {"weight_map": {}}
        parts = set(index["weight_map"].values())
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return True
    if not isinstance(config, dict) or config.keys() & _LEADING or not parts <= {*here}:
        return True
    sizes = (config[name] for name in config if name.endswith(_SIZE) or name.startswith(_COUNT))
    return not all(one is None or isinstance(one, int) for one in sizes)
