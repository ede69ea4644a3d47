"""Guessing opens nothing and changes nothing; damage is called damage; no secret lies about."""

import base64
import hashlib
import random
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.errors import PassphraseWrong, RecoveryCodeWrong, VaultDamaged
from desktop.store.data_keys import DataKeys
from desktop.store.recovery_code import RecoveryCode
from desktop.store.sealing import Key
from tests.desktop.store.vaults import (
    OTHER_PASSPHRASE,
    PASSPHRASE,
    HurryingClock,
    bytes_in,
    vault_in,
)
from tests.fakes import FIRST_ID
from tests.trust.scale import FULL, full

COPIES = ("vault.json", "vault.copy.json")


def fingerprint(folder: Path) -> str:
    """One hash over the names and bytes of everything in a folder."""
    whole = hashlib.sha256()
    for name, data in bytes_in(folder).items():
        whole.update(f"{name} {len(data)}\n".encode() + data)
    return whole.hexdigest()


def wrong_passphrases(count: int) -> Iterator[str]:
    """Near misses of the right one first, and then chance."""
    chance = random.Random(7)  # noqa: S311 - the same each time
    yield from (PASSPHRASE[:-1], PASSPHRASE + "\n", f" {PASSPHRASE}", PASSPHRASE.title(), "")
    for _ in range(count - 5):
        yield "".join(chr(chance.randrange(32, 0x2000)) for _ in range(chance.randrange(1, 40)))


def test_no_wrong_passphrase_opens_or_changes_anything(tmp_path: Path) -> None:
    count = full(1000, 50)
    vault = vault_in(tmp_path, HurryingClock())
    root, _ = vault.create(PASSPHRASE)
    DataKeys(tmp_path / "keys", root).new(FIRST_ID)
    before, refused = fingerprint(tmp_path), 0
    for passphrase in wrong_passphrases(count):
        with pytest.raises(PassphraseWrong):
            vault.open(passphrase)
        refused += 1
    assert refused == count
    assert fingerprint(tmp_path) == before
    assert vault.open(PASSPHRASE).revealed() == root.revealed()  # the control
    assert fingerprint(tmp_path) == before


def test_no_wrong_code_or_key_opens_or_changes_anything(tmp_path: Path) -> None:
    vault = vault_in(tmp_path, HurryingClock())
    root, code = vault.create(PASSPHRASE)
    before = fingerprint(tmp_path)
    for _ in range(full(1000, 50)):
        with pytest.raises(RecoveryCodeWrong):
            vault.open_with_recovery(RecoveryCode.new().printed())
        assert not vault.fits(Key.new())
    assert fingerprint(tmp_path) == before
    assert vault.open_with_recovery(code.printed()).revealed() == root.revealed()  # the control
    assert vault.fits(root)


def test_control_a_changed_byte_changes_the_fingerprint(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"one")
    before = fingerprint(tmp_path)
    (tmp_path / "a").write_bytes(b"onf")
    assert fingerprint(tmp_path) != before


def damaged(whole: bytes) -> Iterator[bytes]:
    """The file with one byte changed, cut off anywhere, or with a byte too many."""
    chance = random.Random(11)  # noqa: S311 - the same each time
    for place in range(len(whole)):
        others = [byte for byte in range(256) if byte != whole[place]]
        # Among the sampled ones is always the flip of a single bit.
        for byte in others if FULL else (whole[place] ^ 1 << chance.randrange(8),):
            yield whole[:place] + bytes([byte]) + whole[place + 1 :]
        yield whole[:place]
    yield from (whole + b"\n", whole + whole, b" " + whole, whole.replace(b"\n", b"\r\n"))


def overwrite(file: Path, data: bytes) -> None:
    """Write where the old bytes lie: ext4 flushes a file that was emptied, 11 times as slow."""
    with file.open("r+b") as opened:
        opened.write(data)
        opened.truncate()


def test_every_damage_to_both_copies_is_damage_and_never_a_wrong_passphrase(
    tmp_path: Path,
) -> None:
    vault = vault_in(tmp_path, HurryingClock())
    root, code = vault.create(PASSPHRASE)
    whole, tried = (tmp_path / "vault.json").read_bytes(), 0
    for data in damaged(whole):
        for name in COPIES:
            overwrite(tmp_path / name, data)
        with pytest.raises(VaultDamaged):
            vault.open(PASSPHRASE if tried % 2 else OTHER_PASSPHRASE)
        tried += 1
    with pytest.raises(VaultDamaged):
        vault.open_with_recovery(code.printed())
    assert tried > 2 * len(whole)
    for name in COPIES:  # the control
        (tmp_path / name).write_bytes(whole)
    assert vault.open(PASSPHRASE).revealed() == root.revealed()


@pytest.mark.parametrize("name", COPIES)
def test_every_damage_to_one_copy_is_healed_from_the_other(name: str, tmp_path: Path) -> None:
    vault = vault_in(tmp_path, HurryingClock())
    root, _ = vault.create(PASSPHRASE)
    whole = (tmp_path / name).read_bytes()
    every = list(damaged(whole))
    chance = random.Random(13)  # noqa: S311 - the same each time
    for data in chance.sample(every, full(2000, 60)):
        overwrite(tmp_path / name, data)
        with pytest.raises(PassphraseWrong):
            vault.open(OTHER_PASSPHRASE)
        assert (tmp_path / name).read_bytes() == data  # a wrong passphrase mends nothing
        assert vault.open(PASSPHRASE).revealed() == root.revealed()
        assert (tmp_path / name).read_bytes() == whole


def spellings(secret: bytes) -> set[bytes]:
    """The ways in which bytes turn up in files."""
    found = {secret, secret.hex().encode(), secret.hex().upper().encode()}
    for shift in range(3):  # base 64 looks different at each of three places
        coded = base64.b64encode(bytes(shift) + secret)
        inner = coded[4 if shift else 0 :].rstrip(b"=")[:-1]
        found |= {inner, inner.replace(b"+", b"-").replace(b"/", b"_")}
    return found


def spellings_of_text(secret: str) -> set[bytes]:
    codes = ("utf-8", "utf-16-le", "utf-16-be")
    return {form for code in codes for form in spellings(secret.encode(code))}


def leaks(folder: Path, forms: set[bytes]) -> list[str]:
    return [name for name, data in bytes_in(folder).items() if any(form in data for form in forms)]


def test_no_passphrase_code_or_key_lies_in_any_file(tmp_path: Path) -> None:
    vault = vault_in(tmp_path, HurryingClock())
    root, first = vault.create(PASSPHRASE)
    keys = DataKeys(tmp_path / "keys", root.derived("recordings"))
    data_key = keys.new(FIRST_ID)
    vault.change(PASSPHRASE, OTHER_PASSPHRASE)
    second = vault.new_recovery_code(OTHER_PASSPHRASE)
    vault.recover(second.printed(), PASSPHRASE)
    forms: set[bytes] = set()
    for text in (PASSPHRASE, OTHER_PASSPHRASE):
        forms |= spellings_of_text(text)
    for code in (first, second):
        forms |= spellings_of_text(code.printed()) | spellings(code.revealed())
        forms |= spellings_of_text(code.printed().replace("-", ""))
    for key in (root, data_key, root.derived("library"), root.derived("recordings")):
        forms |= spellings(key.revealed())
    assert len(bytes_in(tmp_path)) == 3
    assert leaks(tmp_path, forms) == []


@pytest.mark.parametrize("shift", [0, 1, 2])
def test_control_a_planted_secret_is_found(shift: int, tmp_path: Path) -> None:
    key, before = secrets.token_bytes(32), secrets.token_bytes(shift)
    planted = {
        "bytes": before + key + b"after",
        "hex": key.hex().encode(),
        "base64": base64.b64encode(before + key + b"after"),
        "url": base64.urlsafe_b64encode(before + key),
        "text": b"x" + PASSPHRASE.encode(),
        "wide": PASSPHRASE.encode("utf-16"),
        "coded": base64.b64encode(before + PASSPHRASE.encode()),
        "clean": secrets.token_bytes(500),
    }
    for name, data in planted.items():
        (tmp_path / name).write_bytes(data)
    forms = spellings(key) | spellings_of_text(PASSPHRASE)
    assert leaks(tmp_path, forms) == sorted(set(planted) - {"clean"})
