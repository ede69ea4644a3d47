"""Whoever touches a line of the chain is found, and a check without the chain would not do."""

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.store.chain import START, Breach, Head, head_after, holds_lately, judge, linked

LINES = 8


def chain(count: int = LINES, salt: str = "") -> list[bytes]:
    """Lines that fit each other, each with its line end."""
    head, lines = Head(), []
    for number in range(count):
        line, head = linked({"act": f"ACT{number}", "salt": salt}, head)
        lines.append(line)
    return lines


def rewritten(line: bytes) -> bytes:
    """The line with another content and a hash of its own that fits."""
    fields = {**json.loads(line), "act": "OTHER"}
    del fields["hash"]
    digest = hashlib.sha256(canonical(fields)).hexdigest()
    return canonical({**fields, "hash": digest}) + b"\n"


def canonical(fields: dict[str, object]) -> bytes:
    return json.dumps(fields, sort_keys=True, separators=(",", ":")).encode()


def unchained(data: bytes) -> bool:
    """The control: a check that each line fits its own hash, and nothing more."""
    return all(head_after(line) for line in data.splitlines())


def breach(lines: list[bytes], known: Head | None = None) -> Breach | None:
    return judge(b"".join(lines), known).breach


def head(lines: list[bytes]) -> Head:
    return judge(b"".join(lines)).head


def test_what_nobody_touched_holds() -> None:
    lines = chain()
    verdict = judge(b"".join(lines))
    assert verdict.whole
    assert verdict.head.count == LINES
    assert judge(b"", Head()).whole
    for count in range(LINES + 1):  # it goes through every head it ever had
        assert judge(b"".join(lines), head(lines[:count])).whole


places = st.integers(0, LINES - 1)


@given(places, st.data())
def test_a_changed_byte_is_found_where_it_is(place: int, data: st.DataObject) -> None:
    lines = chain()
    line = bytearray(lines[place][:-1])
    at = data.draw(st.integers(0, len(line) - 1))
    line[at] ^= 1 << data.draw(st.integers(0, 7))
    lines[place] = bytes(line) + b"\n"
    found = breach(lines)
    assert found is not None
    assert found.line == place + 1


@given(st.integers(0, LINES - 2))
def test_a_line_written_anew_with_a_hash_that_fits_is_found(place: int) -> None:
    lines = chain()
    lines[place] = rewritten(lines[place])
    assert unchained(b"".join(lines))
    assert breach(lines) == Breach(line=place + 1, damage="changed")


@given(st.sets(places, min_size=1))
def test_removed_lines_are_found(gone: set[int]) -> None:
    whole = chain()
    lines = [line for place, line in enumerate(whole) if place not in gone]
    assert unchained(b"".join(lines))
    found = breach(lines, head(whole))
    assert found is not None
    last_kept = max((place for place in range(LINES) if place not in gone), default=-1)
    inside = any(place < last_kept for place in gone)
    assert found.damage == ("removed" if inside else "cut")
    assert found.line == min(gone) + 1


@given(st.permutations(range(LINES)))
def test_lines_in_another_order_are_found(order: list[int]) -> None:
    whole = chain()
    lines = [whole[place] for place in order]
    if lines == whole:
        return
    assert unchained(b"".join(lines))
    found = breach(lines)
    assert found is not None
    assert found.damage == "reordered"
    assert found.line == next(n for n, place in enumerate(order) if n != place) + 1


@given(places, places)
def test_a_line_that_comes_twice_is_found(which: int, where: int) -> None:
    lines = chain()
    lines.insert(where, lines[which])
    assert unchained(b"".join(lines))
    assert breach(lines) is not None


@given(st.integers(0, LINES - 1), st.booleans())
def test_a_line_of_somebody_else_is_found(where: int, linked_on: bool) -> None:
    whole = chain()
    foreign = chain(salt="other")[where]
    if linked_on:  # made to fit the line before it, number and all
        foreign, _ = linked({"act": "FORGED"}, head(whole[:where]))
    lines = [*whole[:where], foreign, *whole[where:]]
    assert unchained(b"".join(lines))
    assert breach(lines) is not None


@given(st.integers(0, LINES - 1))
def test_a_cut_end_is_found_against_a_head_kept_elsewhere(left: int) -> None:
    whole = chain()
    lines = whole[:left]
    assert breach(lines) is None  # control: from the chain alone nobody can see it
    assert breach(lines, head(whole)) == Breach(line=left + 1, damage="cut")


def test_a_chain_written_anew_is_found_against_a_head_kept_elsewhere() -> None:
    forged = chain(salt="forged")
    assert breach(forged) is None
    assert breach(forged, head(chain()[:3])) == Breach(line=3, damage="changed")


@given(st.integers(0, LINES - 1), st.data())
def test_a_line_cut_short_is_torn(place: int, data: st.DataObject) -> None:
    lines = chain(place + 1)
    lines[place] = lines[place][: data.draw(st.integers(1, len(lines[place]) - 1))]
    assert breach(lines) == Breach(line=place + 1, damage="torn")


@pytest.mark.parametrize(
    "junk",
    [b"{}", b"[]", b"null", b"1", b"", b"\xff", b"[" * 5000, b'{"n":1,"previous":"","hash":""}'],
)
def test_what_is_no_line_at_all_is_found(junk: bytes) -> None:
    assert breach([*chain(2), junk + b"\n"]) == Breach(line=3, damage="changed")


def test_spaces_keys_in_another_order_and_double_keys_are_changes() -> None:
    line = chain(1)[0]
    fields = json.loads(line)
    loose = json.dumps(fields, sort_keys=True).encode() + b"\n"
    backwards = dict(sorted(fields.items(), reverse=True))
    other = json.dumps(backwards, separators=(",", ":")).encode() + b"\n"
    double = line.replace(b"{", b'{"act":"HIDDEN",', 1)
    for changed in (loose, other, double):
        assert breach([changed]) == Breach(line=1, damage="changed")


def test_a_head_can_be_written_down_and_read_again() -> None:
    made = head(chain())
    assert Head.read(f" {made}\n") == made
    assert Head.read(str(Head())) == Head(count=0, hash=START)
    for text in ("", "8", "8:", f"8:{'g' * 64}", f"-1:{START}", f"{made}0"):
        assert Head.read(text) is None


# --- the last lines alone


def lately(lines: list[bytes], known: Head | None = None, most: int = 4) -> bool:
    return holds_lately(b"".join(lines), known or head(chain()), most)


@pytest.mark.parametrize("most", [1, 4, LINES - 1, LINES, LINES + 1])
def test_what_nobody_touched_holds_lately(most: int) -> None:
    assert lately(chain(), most=most)
    assert not lately([])
    assert holds_lately(b"", None)


@pytest.mark.parametrize("place", range(LINES - 4, LINES))
def test_a_change_among_the_last_lines_is_seen(place: int) -> None:
    changed = chain()
    changed[place] = rewritten(changed[place])
    assert not lately(changed)
    assert not lately([line for n, line in enumerate(chain()) if n != place])


def test_a_cut_end_and_one_written_anew_are_seen() -> None:
    assert not lately(chain()[:-1])
    assert not lately([*chain()[:-1], *chain(salt="other")[-1:]])
    assert not lately(chain(salt="other"))


def test_one_line_more_or_less_is_seen_wherever_it_is() -> None:
    assert not lately(chain()[1:])
    assert not lately([chain()[0], *chain()])


def test_control_a_change_before_the_last_lines_is_seen_by_judging_all_of_them() -> None:
    changed = [chain()[0].replace(b"0", b"1", 1), *chain()[1:]]
    assert lately(changed)
    assert breach(changed) is not None


def test_a_head_from_before_the_last_lines_leaves_it_to_judging_all_of_them() -> None:
    early = head(chain()[:1])
    assert not lately(chain(), early)
    assert breach(chain(), early) is None
