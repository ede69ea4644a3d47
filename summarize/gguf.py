"""What stands at the head of a GGUF file: which tokens steer the model. The weights are not read.

The form: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md. A file may come from anywhere,
so nothing in it is believed: not a length, not a count.
"""

import struct
from pathlib import Path
from typing import BinaryIO

from summarize.errors import ModelUnreadable

# The largest vocabulary of a model in the list has 262,144 entries; a head has under 100 fields.
_MOST_ENTRIES = 1_000_000
_MOST_FIELDS = 10_000
_LONGEST_TEXT = 1_000_000  # bytes; a chat template has up to 20,000
_DEEPEST = 3
_MOST_DIMENSIONS = 4

_NUMBERS = {0: "<B", 1: "<b", 2: "<H", 3: "<h", 4: "<I", 5: "<i", 6: "<f", 7: "<?"}
_NUMBERS |= {10: "<Q", 11: "<q", 12: "<d"}
_TEXT, _ARRAY = 8, 9
# Unknown, control and user-defined: the kinds of token that are looked for in any text.
_STEERING = frozenset({2, 3, 4})

_Value = int | float | str | list["_Value"]


def control_tokens(file: Path) -> frozenset[str]:
    """The tokens of the model that a text could be mistaken for.

    A file that stops before its last tensor begins is refused here: llama.cpp may wait for ever
    after it could not load a model.
    """
    try:
        with file.open("rb") as opened:
            fields = _fields(opened, file.stat().st_size)
    except (OSError, struct.error, UnicodeDecodeError):
        raise ModelUnreadable from None
    tokens = fields.get("tokenizer.ggml.tokens")
    kinds = fields.get("tokenizer.ggml.token_type")
    if not isinstance(tokens, list) or not isinstance(kinds, list) or len(tokens) != len(kinds):
        raise ModelUnreadable
    return frozenset(
        token
        for token, kind in zip(tokens, kinds, strict=True)
        if kind in _STEERING and isinstance(token, str)
    )


def _fields(file: BinaryIO, size: int) -> dict[str, _Value]:
    if file.read(4) != b"GGUF" or _number(file, "<I") not in (2, 3):
        raise ModelUnreadable
    tensors = _bounded(file, _MOST_FIELDS)
    count = _bounded(file, _MOST_FIELDS)
    fields = {_text(file): _value(file, int(_number(file, "<I"))) for _ in range(count)}
    places = [_tensor(file) for _ in range(tensors)]
    if not places or file.tell() + max(places) >= size:
        raise ModelUnreadable
    return fields


def _tensor(file: BinaryIO) -> int:
    """Where the numbers of a tensor begin, after the head."""
    _text(file)
    for _ in range(_bounded(file, _MOST_DIMENSIONS, "<I")):
        _number(file, "<Q")
    _number(file, "<I")
    return int(_number(file, "<Q"))


def _value(file: BinaryIO, kind: int, depth: int = 0) -> _Value:
    if kind == _TEXT:
        return _text(file)
    if kind == _ARRAY and depth < _DEEPEST:
        inner = int(_number(file, "<I"))
        count = _bounded(file, _MOST_ENTRIES)
        if inner in _NUMBERS:
            return _row(file, _NUMBERS[inner], count)
        return [_value(file, inner, depth + 1) for _ in range(count)]
    if kind not in _NUMBERS:
        raise ModelUnreadable
    return _number(file, _NUMBERS[kind])


def _row(file: BinaryIO, form: str, count: int) -> _Value:
    row = f"<{count}{form[1]}"
    return list(struct.unpack(row, file.read(struct.calcsize(row))))


def _number(file: BinaryIO, form: str) -> int | float:
    found: int | float = struct.unpack(form, file.read(struct.calcsize(form)))[0]
    return found


def _bounded(file: BinaryIO, most: int, form: str = "<Q") -> int:
    count = int(_number(file, form))
    if count > most:
        raise ModelUnreadable
    return count


def _text(file: BinaryIO) -> str:
    raw = file.read(_bounded(file, _LONGEST_TEXT))
    return raw.decode("utf-8")
