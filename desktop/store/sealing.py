"""Seal and open bytes with a secret key: the only cryptography, AES-256-GCM and HKDF."""

import secrets
from typing import NoReturn

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
NONCE_BYTES = 12
TAG_BYTES = 16  # a sealed text is this much longer than what is in it
WRAPPED_BYTES = NONCE_BYTES + KEY_BYTES + TAG_BYTES


class SealBroken(Exception):
    """Sealed with another key, bound to something else, or changed since."""


class Key:
    """A secret of 256 bits, which never shows itself and does not travel by pickle."""

    __slots__ = ("_secret",)

    def __init__(self, secret: bytes) -> None:
        if len(secret) != KEY_BYTES:
            raise SealBroken
        self._secret = secret

    @classmethod
    def new(cls) -> "Key":
        """A key nobody has ever had."""
        return cls(secrets.token_bytes(KEY_BYTES))

    def derived(self, purpose: str) -> "Key":
        """The key for one purpose; from it neither this key nor any other can be found."""
        return Key(HKDF(SHA256(), KEY_BYTES, None, purpose.encode()).derive(self._secret))

    def seal(self, nonce: bytes, data: bytes, bound: bytes) -> bytes:
        """Data that only this key opens, with this nonce and this `bound`.

        One nonce may never serve twice under one key: the caller counts, or uses `wrap`.
        """
        return AESGCM(self._secret).encrypt(nonce, data, bound)

    def open(self, nonce: bytes, sealed: bytes, bound: bytes) -> bytes:
        """What was sealed, byte for byte, or SealBroken."""
        try:
            return AESGCM(self._secret).decrypt(nonce, sealed, bound)
        except (InvalidTag, ValueError):  # ValueError: shorter than a tag
            raise SealBroken from None

    def wrap(self, key: "Key", bound: bytes) -> bytes:
        """Another key, sealed by this one under a random nonce (60 bytes)."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + self.seal(nonce, key.revealed(), bound)

    def unwrap(self, wrapped: bytes, bound: bytes) -> "Key":
        """The key that was wrapped, or SealBroken."""
        return Key(self.open(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], bound))

    def revealed(self) -> bytes:
        """The secret itself: only for the library's engine and for a process of our own."""
        return self._secret

    def __repr__(self) -> str:
        return "Key(...)"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a key does not travel by pickle")
