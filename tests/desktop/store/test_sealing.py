"""What a key seals only that key opens, and it tells nobody its secret."""

import pickle

import pytest

from desktop.store.sealing import KEY_BYTES, WRAPPED_BYTES, Key, SealBroken

NONCE = b"n" * 12


def test_what_was_sealed_comes_back() -> None:
    key = Key.new()
    assert key.open(NONCE, key.seal(NONCE, b"hoest", b"here"), b"here") == b"hoest"


def test_another_key_nonce_place_or_byte_opens_nothing() -> None:
    key = Key.new()
    sealed = key.seal(NONCE, b"hoest", b"here")
    assert key.open(NONCE, sealed, b"here") == b"hoest"  # the control
    changed = [bytes([*sealed[:n], sealed[n] ^ 1, *sealed[n + 1 :]]) for n in range(len(sealed))]
    tries = [
        (Key.new(), NONCE, sealed, b"here"),
        (key, b"m" * 12, sealed, b"here"),
        (key, NONCE, sealed, b"there"),
        (key, NONCE, sealed[:-1], b"here"),
        (key, NONCE, b"", b"here"),
        *((key, NONCE, other, b"here") for other in changed),
    ]
    for who, nonce, data, bound in tries:
        with pytest.raises(SealBroken):
            who.open(nonce, data, bound)


def test_a_wrapped_key_comes_back_to_the_one_who_wrapped_it() -> None:
    root, data = Key.new(), Key.new()
    wrapped = root.wrap(data, b"d01")
    assert len(wrapped) == WRAPPED_BYTES
    assert root.unwrap(wrapped, b"d01").revealed() == data.revealed()
    for who, bound in ((Key.new(), b"d01"), (root, b"d02")):
        with pytest.raises(SealBroken):
            who.unwrap(wrapped, bound)
    assert root.wrap(data, b"d01") != wrapped


def test_each_purpose_has_a_key_of_its_own() -> None:
    root = Key(b"k" * KEY_BYTES)
    assert root.derived("library").revealed() == root.derived("library").revealed()
    kept = {root.revealed(), root.derived("library").revealed(), root.derived("audit").revealed()}
    assert len(kept) == 3


def test_a_key_shows_nothing_and_is_never_pickled() -> None:
    key = Key(b"geheim-geheim-geheim-geheim-1234")
    assert "geheim" not in f"{key!r} {key}"
    with pytest.raises(TypeError):
        pickle.dumps(key)


@pytest.mark.parametrize("size", [0, 31, 33])
def test_a_secret_of_another_size_is_no_key(size: int) -> None:
    with pytest.raises(SealBroken):
        Key(b"k" * size)
