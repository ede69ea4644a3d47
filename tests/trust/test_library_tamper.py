"""A changed library is found out: bits, pages, ends and logs; no wrong word is taken for right."""

import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from desktop.consultation import Consultation, ConsultationId
from desktop.errors import LibraryDamaged
from desktop.store.database import Database
from desktop.store.library import Library
from tests.desktop.store.libraries import Home, approved, plain_copy, visit
from tests.trust.scale import full

PAGE = 4096
VISITS = 30
Kept = dict[ConsultationId, Consultation]


def kept() -> Kept:
    """Drafts and approved notes with enough in them for every kind of page."""
    made: Kept = {}
    for number in range(VISITS):
        lines = [
            ("SOEP"[n % 4], f"Regel {n} van bezoek {number}: hoest {n} wk.") for n in range(12)
        ]
        identity = ConsultationId(f"c{number:02d}")
        draft = visit(*lines, identity=identity)
        made[identity] = approved(draft) if number % 2 else draft
    return made


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home(tmp_path / "home")
    with closing(made.create()) as library:
        for consultation in kept().values():
            library.save(consultation)
    return made


def found(home: Home, right: Kept) -> bool:
    """Whether damage is told at opening, reading or checking; what is read must be right."""
    try:
        with closing(home.open()) as library:
            told = [_told(library, identity, value) for identity, value in right.items()]
            with suppress(LibraryDamaged):
                library.search("hoest")
            return _check_fails(library) or any(told)
    except LibraryDamaged:
        return True


def _told(library: Library, identity: ConsultationId, right: Consultation) -> bool:
    try:
        assert library.load(identity) == right, "a wrong value was taken for right"
    except LibraryDamaged:
        return True
    return False


def _check_fails(library: Library) -> bool:
    try:
        library.backup()
    except LibraryDamaged:
        return True
    return False


def bits(whole: bytes, count: int, seed: int) -> Iterator[bytes]:
    """The same file with one bit changed, spread over all of its pages."""
    chance = random.Random(seed)  # noqa: S311 - the same each time
    for number in range(count):
        start = number % max(1, len(whole) // PAGE) * PAGE
        place = min(start + chance.randrange(PAGE), len(whole) - 1)
        changed = whole[place] ^ 1 << chance.randrange(8)
        yield whole[:place] + bytes([changed]) + whole[place + 1 :]


def swaps(whole: bytes, count: int) -> Iterator[bytes]:
    """The same file with two pages changed over, or one in the place of another."""
    chance = random.Random(2)  # noqa: S311 - the same each time
    pages = [whole[start : start + PAGE] for start in range(0, len(whole), PAGE)]
    for number in range(count):
        one, other = chance.sample(range(len(pages)), 2)
        changed = list(pages)
        changed[one] = pages[other]
        changed[other] = pages[one] if number % 2 else pages[other]
        yield b"".join(changed)


def ends(whole: bytes, count: int) -> Iterator[bytes]:
    """The same file cut off, at the end of a page and within one."""
    chance = random.Random(3)  # noqa: S311 - the same each time
    lengths = {chance.randrange(len(whole) // PAGE) * PAGE for _ in range(count // 2)}
    lengths |= {chance.randrange(len(whole)) for _ in range(count // 2)}
    for length in sorted(lengths | {0, 1, 16, PAGE, len(whole) - 1}):
        yield whole[:length]


def blanks(whole: bytes, count: int) -> Iterator[bytes]:
    """The same file with one page empty."""
    pages = len(whole) // PAGE
    for number in random.Random(4).sample(range(pages), min(count, pages)):  # noqa: S311 - the same each time
        yield whole[: number * PAGE] + bytes(PAGE) + whole[(number + 1) * PAGE :]


@pytest.mark.parametrize(
    ("damaged", "count"),
    [
        (lambda whole, count: bits(whole, count, 1), full(400, 60)),
        (swaps, full(100, 15)),
        (ends, full(100, 15)),
        (blanks, full(100, 15)),
    ],
    ids=["bits", "swaps", "ends", "blanks"],
)
def test_every_change_in_the_library_is_found(
    home: Home, damaged: Callable[[bytes, int], Iterator[bytes]], count: int
) -> None:
    whole, right = home.file.read_bytes(), kept()
    missed = 0
    for content in damaged(whole, count):
        home.file.write_bytes(content)
        missed += not found(home, right)
        shutil.rmtree(home.folder / "backups", ignore_errors=True)
        (home.folder / "library.db-wal").unlink(missing_ok=True)
    assert missed == 0
    home.file.write_bytes(whole)
    assert not found(home, right)  # the control: an unchanged one is not called damaged


def test_every_change_in_the_log_is_found_or_shows_in_the_remembered_head(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a crash the last saves are in the log alone.

    SQLite takes a log up to the first frame that is not right, as it must after a power cut. A
    changed bit there can therefore cost the saves after it, and the head of the audit, which is
    remembered after each of them, then is not the one in the audit itself.
    """
    crashed = Home(tmp_path / "crashed")
    before = kept()
    after = {identity: approved(visit(identity=identity)) for identity in list(before)[:3]}
    monkeypatch.setattr(Database, "_empty_log", lambda _: None)
    library = home.open()
    for number, consultation in enumerate(after.values(), start=1):
        library.save(consultation)
        library.remember("head", str(number))
    shutil.copytree(home.folder, crashed.folder)
    library.close()
    monkeypatch.undo()
    log = crashed.folder / "library.db-wal"
    main, whole = crashed.file.read_bytes(), log.read_bytes()
    assert len(whole) > 10 * PAGE

    def head() -> str | None:
        """The remembered head, once every visit turned out to be as before or as after."""
        with closing(crashed.open()) as opened:
            for identity, value in before.items():
                assert opened.load(identity) in (value, after.get(identity))
            opened.backup()
            return opened.recall("head")

    assert head() == "3"  # the control
    for content in [*bits(whole, full(200, 30), 6), *ends(whole, full(50, 10))]:
        crashed.file.write_bytes(main)
        log.write_bytes(content)
        shutil.rmtree(crashed.folder / "backups", ignore_errors=True)
        try:
            assert head() != "3"
        except LibraryDamaged:
            continue


def test_control_in_a_plain_file_a_changed_bit_goes_unnoticed(tmp_path: Path) -> None:
    texts = tuple(value.model_dump_json() for value in kept().values())
    file = tmp_path / "plain.db"
    plain_copy(file, texts)
    unnoticed = 0
    for content in bits(file.read_bytes(), full(400, 60), 1):
        file.write_bytes(content)
        with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(file)) as connection:
            whole = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            connection.text_factory = bytes
            read = tuple(text for (text,) in connection.execute("SELECT text FROM notes"))
            unnoticed += whole and read != tuple(text.encode() for text in texts)
    assert unnoticed > 0
