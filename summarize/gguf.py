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
_MOST_ALIGNMENT = 1 << 20

_NUMBERS = {0: "<B", 1: "<b", 2: "<H", 3: "<h", 4: "<I", 5: "<i", 6: "<f", 7: "<?"}
_NUMBERS |= {10: "<Q", 11: "<q", 12: "<d"}
_TEXT, _ARRAY = 8, 9
# Unknown, control and user-defined: the kinds of token that are looked for in any text.
_STEERING = frozenset({2, 3, 4})

# How many numbers stand together in each kind of tensor, and in how many bytes.
_KINDS = {0: (1, 4), 1: (1, 2), 2: (32, 18), 3: (32, 20), 6: (32, 22), 7: (32, 24), 8: (32, 34)}
_KINDS |= {9: (32, 36), 10: (256, 84), 11: (256, 110), 12: (256, 144), 13: (256, 176)}
_KINDS |= {14: (256, 210), 15: (256, 292), 16: (256, 66), 17: (256, 74), 18: (256, 98)}
_KINDS |= {19: (256, 50), 20: (32, 18), 21: (256, 110), 22: (256, 82), 23: (256, 136)}
_KINDS |= {24: (1, 1), 25: (1, 2), 26: (1, 4), 27: (1, 8), 28: (1, 8), 29: (256, 56)}
_KINDS |= {30: (1, 2), 34: (256, 54), 35: (256, 66), 39: (32, 17)}
_HALF_FLOAT = 2  # bytes
_REST = 300_000_000  # bytes of the tokenizer and of buffers
# Most weights lie in memory once more, in an order that suits the processor: a model of 1,117 MB
# with room for 8,192 tokens was seen to take 2,259 MB.
_WEIGHTS = 1.6
_ALIGNMENT = 32  # of the tensors, where the head names no other

_Value = int | float | str | list["_Value"]
Head = dict[str, _Value]


def read_head(file: Path) -> Head:
    """What the file says of its model.

    A file that stops before its last tensor ends is refused here: llama.cpp may wait for ever after
    it could not load a model.
    """
    try:
        with file.open("rb") as opened:
            return _fields(opened, file.stat().st_size)
    except (OSError, struct.error, UnicodeDecodeError):
        raise ModelUnreadable from None


def steering(head: Head) -> dict[str, int]:
    """The tokens of the model that a text could be mistaken for, and their numbers."""
    tokens = head.get("tokenizer.ggml.tokens")
    kinds = head.get("tokenizer.ggml.token_type")
    if not isinstance(tokens, list) or not isinstance(kinds, list) or len(tokens) != len(kinds):
        raise ModelUnreadable
    return {
        token: number
        for number, (token, kind) in enumerate(zip(tokens, kinds, strict=True))
        if kind in _STEERING and isinstance(token, str) and token
    }


def memory_needed(folder: Path, room: int) -> int:
    """The bytes that the model in a folder takes while it has so many tokens in mind, about."""
    return sum(
        int(file.stat().st_size * _WEIGHTS) + _REST + room * _each_token(read_head(file))
        for file in folder.glob("*.gguf")
    )


def _each_token(fields: Head) -> int:
    """The bytes in which a token is kept: a key and a value of each head in each layer."""
    kind = fields.get("general.architecture")

    def count(name: str, otherwise: int) -> int:
        found = fields.get(f"{kind}.{name}", otherwise)
        return found if isinstance(found, int) else otherwise

    heads = count("attention.head_count", 1)
    each = count("embedding_length", 0) // max(heads, 1)
    both = count("attention.key_length", each) + count("attention.value_length", each)
    return count("block_count", 0) * count("attention.head_count_kv", heads) * both * _HALF_FLOAT


def _fields(file: BinaryIO, size: int) -> Head:
    if file.read(4) != b"GGUF" or _number(file, "<I") not in (2, 3):
        raise ModelUnreadable
    tensors = _bounded(file, _MOST_FIELDS)
    count = _bounded(file, _MOST_FIELDS)
    fields = {_text(file): _value(file, int(_number(file, "<I"))) for _ in range(count)}
    ends = [_tensor(file) for _ in range(tensors)]
    aligned = fields.get("general.alignment", _ALIGNMENT)
    if not ends or not isinstance(aligned, int) or not 0 < aligned <= _MOST_ALIGNMENT:
        raise ModelUnreadable
    if -(-file.tell() // aligned) * aligned + max(ends) > size:
        raise ModelUnreadable
    return fields


def _tensor(file: BinaryIO) -> int:
    """Where the numbers of a tensor end, counted from the end of the head."""
    _text(file)
    numbers = 1
    for _ in range(_bounded(file, _MOST_DIMENSIONS, "<I")):
        numbers *= int(_number(file, "<Q"))
    together, taken = _KINDS.get(int(_number(file, "<I")), (0, 0))
    if not together or numbers % together:
        raise ModelUnreadable
    return int(_number(file, "<Q")) + numbers // together * taken


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
