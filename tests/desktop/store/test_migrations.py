"""A library of an earlier version opens with all that was in it, or stays as it is."""

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from desktop.errors import PlaceUnwritable
from desktop.store import migrations
from desktop.store.database import Database
from desktop.store.library import Library
from desktop.store.migrations import NEWEST, STEPS, migrate
from desktop.store.sealing import Key
from tests.desktop.store.libraries import OTHER_ID, ROOT, Home
from tests.fakes import FIRST_ID
from tests.golden.library import FORMATS
from tests.golden.library.make import golden


@pytest.fixture(params=sorted(FORMATS))
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Home:
    shutil.copytree(FORMATS[request.param], tmp_path / "home")
    return Home(tmp_path / "home")


def assert_whole(library: Library) -> None:
    assert library.ids() == (FIRST_ID, OTHER_ID)
    assert tuple(map(library.load, library.ids())) == golden()
    assert [v.kind for v in library.versions(FIRST_ID)] == ["drafted", "approved"]
    assert library.recall("head") == "7"
    assert len(library.search("hoest")) == 4


def test_there_is_a_golden_library_of_every_earlier_format() -> None:
    assert sorted(FORMATS) == list(range(1, NEWEST))


def test_an_earlier_library_opens_with_all_that_was_in_it(old: Home) -> None:
    for _ in range(2):
        library = old.open()
        assert_whole(library)
        library.close()
    database = old.database()
    assert database.format == NEWEST
    database.close()


def test_a_copy_is_made_before_and_can_be_restored(old: Home) -> None:
    library = old.open()
    (backup,) = library.backups()
    assert backup.before_migration
    library.delete(FIRST_ID)
    library.close()
    copy = Database.open(backup.file, ROOT.derived("library"))
    assert copy.format < NEWEST
    copy.close()
    restored = old.restore(backup.file)
    assert restored.ids() == (FIRST_ID, OTHER_ID)
    restored.close()


def test_without_room_for_the_copy_the_library_stays_as_it_is(old: Home) -> None:
    (old.folder / "backups").write_bytes(b"")  # a file where the folder should come
    before = old.file.read_bytes()
    with pytest.raises(PlaceUnwritable):
        old.open()
    assert old.file.read_bytes() == before
    (old.folder / "backups").unlink()
    library = old.open()
    assert_whole(library)
    library.close()


def statements() -> Iterator[tuple[int, int, int]]:
    """Every statement of every step that each earlier library meets, and the end of each step."""
    for before in sorted(FORMATS):
        for number in range(before + 1, NEWEST + 1):
            yield from ((before, number, place) for place in range(len(STEPS[number - 1]) + 1))


class Interrupted(BaseException):
    """Stands for the end of the process."""


@pytest.mark.parametrize(("old", "number", "place"), list(statements()), indirect=["old"])
def test_cut_short_anywhere_there_is_the_old_library_or_the_new(
    old: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, place: int
) -> None:
    """What lies on the disk at that moment is kept and opened, as after a kill."""
    left = tmp_path / "left"

    def cut(database: Database, statement: str, values: Sequence[object] = ()) -> int:
        is_here = place < len(STEPS[number - 1]) and statement == STEPS[number - 1][place]
        is_end = place == len(STEPS[number - 1]) and statement == f"PRAGMA user_version = {number}"
        if is_here or is_end:
            shutil.copytree(old.folder, left)
            raise Interrupted
        return whole(database, statement, values)

    whole = Database.run
    with monkeypatch.context() as context:
        context.setattr(Database, "run", cut)
        with pytest.raises(Interrupted):
            old.open()
    for home in (Home(left), old):
        database = home.database()
        assert database.format < number
        database.close()
        library = home.open()
        assert_whole(library)
        library.close()


def test_a_new_library_takes_the_same_steps(tmp_path: Path) -> None:
    def schema(upto: list[int]) -> list[tuple[str, ...]]:
        database = Database.create(tmp_path / f"{len(upto)}.db", Key.new())
        for number in upto:
            migrate(database, to=number)
        assert database.format == NEWEST
        found = database.rows("SELECT type, name, sql FROM sqlite_schema ORDER BY name")
        database.close()
        return found

    assert schema([NEWEST]) == schema(list(range(1, NEWEST + 1)))


def test_steps_are_numbered_without_a_gap() -> None:
    folder = Path(migrations.__file__).parent
    names = sorted(file.stem for file in folder.glob("m[0-9]*.py"))
    assert [int(name[1:4]) for name in names] == list(range(1, NEWEST + 1))
