"""How much memory a model that listens takes."""

from pathlib import Path

# Of the file with the weights, which is read whole while the weights are made of it: whisper-base
# (145 MB) took 276 MB to load, and 318 MB with a window that it heard.
_WEIGHTS = 1.6
_REST = 100_000_000  # bytes
BESIDE = 200_000_000  # bytes more to guess while a window is heard; whisper-base took 194 MB


def memory_for(weights: int) -> int:
    """The bytes for a model with so many bytes of weights, about."""
    return int(weights * _WEIGHTS) + _REST


def memory_needed(folder: Path) -> int:
    """The same for the model in a folder."""
    weights = folder / "model.bin"
    return memory_for(weights.stat().st_size) if weights.is_file() else 0
