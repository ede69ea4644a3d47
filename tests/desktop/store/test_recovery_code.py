"""A code is read as people type it over, and a slip is seen."""

import pickle

import pytest

from desktop.errors import RecoveryCodeWrong
from desktop.store.recovery_code import SECRET_BYTES, RecoveryCode

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
# Holds a 0 and a 1, so that how people read those is tried.
CODE = RecoveryCode(bytes(range(SECRET_BYTES)))


def test_the_printed_code_is_seven_groups_of_four_signs_that_have_one_reading() -> None:
    groups = CODE.printed().split("-")
    assert [len(group) for group in groups] == [4] * 7
    assert set("".join(groups)) <= set(SIGNS)
    assert {"0", "1"} <= set("".join(groups))


@pytest.mark.parametrize("fill", [b"\x00", b"\xff", b"\x5a"])
def test_every_secret_comes_back(fill: bytes) -> None:
    secret = fill * SECRET_BYTES
    assert RecoveryCode.typed(RecoveryCode(secret).printed()).revealed() == secret
    for _ in range(100):
        code = RecoveryCode.new()
        assert RecoveryCode.typed(code.printed()).revealed() == code.revealed()


@pytest.mark.parametrize(
    ("this", "that"),
    [
        ("-", ""),
        ("-", " "),
        ("-", " - "),
        ("-", "\u2013"),
        ("-", "\n"),
        ("-", "\u00a0"),
        ("0", "O"),
        ("0", "o"),
        ("1", "I"),
        ("1", "l"),
    ],
)
def test_is_read_as_people_type(this: str, that: str) -> None:
    printed = CODE.printed()
    assert printed.replace(this, that) != printed
    for typed in (printed.replace(this, that), f"  {printed.lower().replace(this, that)}\t"):
        assert RecoveryCode.typed(typed).revealed() == CODE.revealed()


def test_every_wrong_sign_and_every_swap_is_seen() -> None:
    signs = CODE.printed().replace("-", "")
    slips = {
        signs[:n] + other + signs[n + 1 :]
        for n in range(len(signs))
        for other in SIGNS
        if other != signs[n]
    }
    for one in range(len(signs)):
        for two in range(one):
            swapped = list(signs)
            swapped[one], swapped[two] = swapped[two], swapped[one]
            slips.add("".join(swapped))
    slips.discard(signs)  # two equal signs swapped
    assert len(slips) > 28 * 31
    passed = []
    for slip in slips:
        try:
            RecoveryCode.typed(slip)
        except RecoveryCodeWrong:
            continue
        passed.append(slip)
    assert passed == []


@pytest.mark.parametrize("typed", ["", "-", "é", "A" * 27, "A" * 29, "*" * 28, "０" * 28, "Z" * 28])
def test_what_is_no_code_is_refused(typed: str) -> None:
    with pytest.raises(RecoveryCodeWrong):
        RecoveryCode.typed(typed)


def test_a_code_shows_nothing_and_is_never_pickled() -> None:
    assert CODE.printed() not in f"{CODE!r} {CODE}"
    with pytest.raises(TypeError):
        pickle.dumps(CODE)
