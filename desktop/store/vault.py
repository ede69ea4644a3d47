"""The vault: from a passphrase or the recovery code to the root key of the library.

The root key is chance and never changes; what changes is what it is wrapped by. So another
passphrase takes a moment and no recording is sealed anew, and it also means that an old copy of
the key file still opens with the old passphrase.
"""

import secrets
import time
import unicodedata
from pathlib import Path

from argon2.low_level import Type, hash_secret_raw

from desktop.errors import LibraryPresent, PassphraseShort, PassphraseWrong, RecoveryCodeWrong
from desktop.store.key_file import SALT_BYTES, Cost, KeyFile, KeyFilePair, Wrapped
from desktop.store.recovery_code import RecoveryCode
from desktop.store.sealing import KEY_BYTES, NONCE_BYTES, Key, SealBroken
from desktop.store.tries import Clock, tries_at

SHORTEST_PASSPHRASE = 8
# 0.4 s a try on two cores; RFC 9106 recommends this much where memory is short.
SHIPPED_COST = Cost(memory_kib=64 * 1024, passes=3, lanes=4)
# Where one of these lies, there is something that only the key of before opens.
_PARTS = ("library.db", "library.db-wal", "keys", "recordings", "backups", "set-aside")


class Vault:
    """The key file of one library. `cost` is for what it wraps from now on."""

    def __init__(
        self, file: Path, cost: Cost = SHIPPED_COST, clock: Clock = time.monotonic
    ) -> None:
        self._folder = file.parent
        self._files = KeyFilePair(file)
        self._cost = cost
        self._clock = clock
        self._tries = tries_at(file.absolute())

    @property
    def exists(self) -> bool:
        """Whether there is a key file, whole or not."""
        return self._files.exists

    @property
    def is_unused(self) -> bool:
        """Whether there is a key file and nothing yet that its key has sealed."""
        return self.exists and not self._has_parts

    def check(self) -> None:
        """Refuse where there is no key file, or none that is whole, before anything is asked."""
        self._files.read()

    @property
    def library(self) -> str:
        """The name of this library among others: chance, and nothing about anybody."""
        return self._files.read().library

    def create(self, passphrase: str) -> tuple[Key, RecoveryCode]:
        """Make the root key of a new library, in a folder that has no part of one."""
        if self.exists or self._has_parts:
            raise LibraryPresent
        secret = _new_secret(passphrase)
        root, code, library = Key.new(), RecoveryCode.new(), secrets.token_hex(8)
        nonce = secrets.token_bytes(NONCE_BYTES)
        self._files.begin(
            KeyFile(
                library=library,
                passphrase=_wrapped(root, secret, "passphrase", self._cost),
                recovery=_wrapped(root, code.revealed(), "recovery", self._cost),
                proof=nonce + _proving(root).seal(nonce, b"", library.encode()),
            )
        )
        return root, code

    def open(self, passphrase: str) -> Key:
        """The root key, for the right passphrase."""
        return self._opened_by_passphrase(passphrase)[1]

    def open_with_recovery(self, code: str) -> Key:
        """The root key, for the recovery code as it was typed over."""
        return self._opened_by_code(code)[1]

    def change(self, old: str, new: str) -> Key:
        """Have another passphrase open the library; the recovery code stays what it is."""
        secret = _new_secret(new)
        content, root = self._opened_by_passphrase(old)
        wrapped = _wrapped(root, secret, "passphrase", self._cost)
        self._files.write(content.model_copy(update={"passphrase": wrapped}))
        return root

    def recover(self, code: str, new: str) -> Key:
        """Have another passphrase open the library, for who has the recovery code."""
        secret = _new_secret(new)
        content, root = self._opened_by_code(code)
        wrapped = _wrapped(root, secret, "passphrase", self._cost)
        self._files.write(content.model_copy(update={"passphrase": wrapped}))
        return root

    def new_recovery_code(self, passphrase: str) -> RecoveryCode:
        """A code in place of the one before, which opens nothing from now on."""
        content, root = self._opened_by_passphrase(passphrase)
        code = RecoveryCode.new()
        wrapped = _wrapped(root, code.revealed(), "recovery", self._cost)
        self._files.write(content.model_copy(update={"recovery": wrapped}))
        return code

    def fits(self, root: Key) -> bool:
        """Whether a key that was kept elsewhere is the root key of this library."""
        content = self._files.read()
        nonce, sealed = content.proof[:NONCE_BYTES], content.proof[NONCE_BYTES:]
        try:
            return _proving(root).open(nonce, sealed, content.library.encode()) == b""
        except SealBroken:
            return False

    @property
    def _has_parts(self) -> bool:
        return any((self._folder / part).exists() for part in _PARTS)

    def _opened_by_passphrase(self, passphrase: str) -> tuple[KeyFile, Key]:
        content = self._files.read()
        try:
            root = self._tried(content.passphrase, _secret(passphrase), "passphrase")
        except SealBroken:
            raise PassphraseWrong from None
        self._files.mend(content)
        return content, root

    def _opened_by_code(self, typed: str) -> tuple[KeyFile, Key]:
        code, content = RecoveryCode.typed(typed), self._files.read()
        try:
            root = self._tried(content.recovery, code.revealed(), "recovery")
        except SealBroken:
            raise RecoveryCodeWrong from None
        self._files.mend(content)
        return content, root

    def _tried(self, wrapped: Wrapped, secret: bytes, purpose: str) -> Key:
        self._tries.begin(self._clock)
        bound = _bound(purpose, wrapped.cost, wrapped.salt)
        root = _stretched(secret, wrapped.salt, wrapped.cost).unwrap(wrapped.key, bound)
        self._tries.was_right()
        return root


def _secret(passphrase: str) -> bytes:
    """The bytes of a passphrase: an é is the same whether a keyboard gives one sign or two."""
    # `surrogatepass`: what is no text either must not end in an error that quotes it.
    return unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")


def _new_secret(passphrase: str) -> bytes:
    if len(unicodedata.normalize("NFC", passphrase)) < SHORTEST_PASSPHRASE:
        raise PassphraseShort
    return _secret(passphrase)


def _stretched(secret: bytes, salt: bytes, cost: Cost) -> Key:
    return Key(
        hash_secret_raw(
            secret,
            salt,
            time_cost=cost.passes,
            memory_cost=cost.memory_kib,
            parallelism=cost.lanes,
            hash_len=KEY_BYTES,
            type=Type.ID,
        )
    )


def _wrapped(root: Key, secret: bytes, purpose: str, cost: Cost) -> Wrapped:
    salt = secrets.token_bytes(SALT_BYTES)
    key = _stretched(secret, salt, cost).wrap(root, _bound(purpose, cost, salt))
    return Wrapped(cost=cost, salt=salt, key=key)


def _bound(purpose: str, cost: Cost, salt: bytes) -> bytes:
    """What a wrapped key is tied to, so that no part of it serves elsewhere."""
    numbers = f"{cost.memory_kib} {cost.passes} {cost.lanes}"
    return f"griffel vault 1 {purpose} {numbers} ".encode() + salt


def _proving(root: Key) -> Key:
    return root.derived("proof")
