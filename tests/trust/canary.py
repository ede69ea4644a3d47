"""Words and a sound that must leave no trace, and the search for them in every guise."""

import os
from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt

# Made up, so that they stand nowhere by chance; plain letters, so that nothing spells them anew.
WORDS = (
    "zwaluwtij",
    "kwartelgrond",
    "moerbeispoor",
    "lampionkruid",
    "wijngaardmist",
    "klaproosvlies",
    "duinroosvezel",
    "hommelkoraal",
    "bramenzilver",
    "korenbloemtoon",
    "ganzenvlier",
    "waterpestwolk",
    "heideparelmoer",
    "spechtenkalk",
    "lijsterwaas",
    "vlinderschors",
    "egelantierzout",
    "rietzangerbrons",
    "oeverzegge",
    "mosterdvaren",
)
_PIECE = 16  # samples that stand together; speech does not repeat that exactly
_PIECES = 20

Traces = dict[str, bytes]
Samples = npt.NDArray[np.int16]


def word_traces(words: Iterable[str] = WORDS) -> Traces:
    """Each word as bytes in every guise, by name. The first letter may be a capital: left out."""
    found: Traces = {}
    for word in words:
        rest = word[1:]
        for encoding in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"):
            found[f"{word} {encoding}"] = rest.encode(encoding)
        found |= byte_traces(word, rest.encode())
    return found


def byte_traces(name: str, data: bytes) -> Traces:
    """Data as it is, as hex digits, and as base64 wherever it stands in what was encoded."""
    guises = {f"{name} bytes": data, f"{name} hex": data.hex().encode()}
    return guises | {f"{name} base64 +{before}": _base64(data, before) for before in range(3)}


def sound_traces(sound: Samples) -> Traces:
    """Pieces of a sound, as 16-bit samples and as floats."""
    found: Traces = {}
    step = len(sound) // (_PIECES + 1)
    for number in range(1, _PIECES + 1):
        piece = sound[number * step : number * step + _PIECE]
        found[f"sound {number} int16"] = piece.astype("<i2").tobytes()
        found[f"sound {number} float32"] = (piece.astype("<f4") / 32768).tobytes()
    return found


def search(places: Iterable[bytes], traces: Traces) -> Counter[str]:
    """How often each trace was found; one that was not found is not in it."""
    hits: Counter[str] = Counter()
    for place in places:
        for name, trace in traces.items():
            if count := place.count(trace):
                hits[name] += count
    return hits


def in_folder(folder: Path) -> Iterator[bytes]:
    """What a program can read of a folder: the names and the content of its files."""
    for file in sorted(folder.rglob("*")):
        yield os.fsencode(file.relative_to(folder))
        if file.is_file() and not file.is_symlink():
            yield file.read_bytes()


def in_image(image: Path) -> Iterator[bytes]:
    """All that was ever written to a disk image: files, what was freed, the journal."""
    with image.open("rb", buffering=0) as disk:
        end, at = disk.seek(0, os.SEEK_END), 0
        while at < end:
            try:
                start = disk.seek(at, os.SEEK_DATA)
            except OSError:  # nothing but holes from here on
                return
            at = disk.seek(start, os.SEEK_HOLE)
            yield os.pread(disk.fileno(), at - start, start)


def _base64(data: bytes, before: int) -> bytes:
    """The letters that depend on nothing but the data, when so many bytes stand before it."""
    letters = b64encode(bytes(before) + data)
    unsure_before = (0, 2, 3)[before]
    unsure_after = (0, 3, 2)[(before + len(data)) % 3]
    return letters[unsure_before : len(letters) - unsure_after]
