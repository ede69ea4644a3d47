"""The recovery code: 128 bits of chance on paper, which open the library without the passphrase.

Twenty-eight signs in groups of four. The signs are Crockford's base 32: no I, L, O or U, so a
typed one has a single reading. The last two are a check, so that a slip is told from a code of
another library before anything is tried.
"""

import re
import secrets
from typing import NoReturn

from desktop.errors import RecoveryCodeWrong

SECRET_BYTES = 16
_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_BITS = 5  # a sign
_DATA_SIGNS = 26
_CHECK_SIGNS = 2
_GROUP = 4
# The largest prime below 32 * 32: one wrong sign or two signs swapped always change the rest of
# a division by it, and of other slips one in a thousand passes.
_PRIME = 1021
# How people read a sign on paper that a code never has.
_READINGS = str.maketrans("OILU", "011V")
_BETWEEN = re.compile(r"[\s.\-_\u00ad\u2010-\u2015\u2212]+")


class RecoveryCode:
    """The code itself, which shows itself only when it is to be printed."""

    __slots__ = ("_secret",)

    def __init__(self, secret: bytes) -> None:
        if len(secret) != SECRET_BYTES:
            raise RecoveryCodeWrong
        self._secret = secret

    @classmethod
    def new(cls) -> "RecoveryCode":
        """A code nobody has ever had."""
        return cls(secrets.token_bytes(SECRET_BYTES))

    @classmethod
    def typed(cls, text: str) -> "RecoveryCode":
        """The code as somebody typed it over: in lower case, with O for 0, without dashes."""
        signs = _BETWEEN.sub("", text).upper().translate(_READINGS)
        if len(signs) != _DATA_SIGNS + _CHECK_SIGNS or not set(signs) <= set(_SIGNS):
            raise RecoveryCodeWrong
        number = _number(signs[:_DATA_SIGNS])
        if number % _PRIME != _number(signs[_DATA_SIGNS:]) or number >> SECRET_BYTES * 8:
            raise RecoveryCodeWrong
        return cls(number.to_bytes(SECRET_BYTES, "big"))

    def printed(self) -> str:
        """The code in groups, for paper."""
        number = int.from_bytes(self._secret, "big")
        signs = _signs(number, _DATA_SIGNS) + _signs(number % _PRIME, _CHECK_SIGNS)
        return "-".join(signs[n : n + _GROUP] for n in range(0, len(signs), _GROUP))

    def revealed(self) -> bytes:
        """The secret itself: only for the vault."""
        return self._secret

    def __repr__(self) -> str:
        return "RecoveryCode(...)"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a recovery code does not travel by pickle")


def _number(signs: str) -> int:
    number = 0
    for sign in signs:
        number = number << _BITS | _SIGNS.index(sign)
    return number


def _signs(number: int, count: int) -> str:
    places = range((count - 1) * _BITS, -1, -_BITS)
    return "".join(_SIGNS[number >> place & 31] for place in places)
