"""The sealed library: one encrypted file, one writer, nothing replaced by less."""

import os
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlite

from asr.transcript import UtteranceId
from desktop.consultation import (
    Approved,
    Consultation,
    ConsultationId,
    Draft,
    Recorded,
    Transcribed,
)
from desktop.errors import (
    ConsultationUnknown,
    DiskFull,
    GriffelError,
    LibraryDamaged,
    LibraryInUse,
    LibraryMissing,
    LibraryNewer,
    LibraryPresent,
    NotApproved,
    PlaceUnwritable,
    RecordingDamaged,
    Unexpected,
    WouldOverwrite,
)
from desktop.store.database import OLDEST_SQLITE
from desktop.store.library import Library
from desktop.store.sealing import Key
from summarize.note import Finding, Omission
from tests.conftest import SENTINEL
from tests.desktop.store.libraries import OTHER_ID, ROOT, Home, approved, plain_copy, visit
from tests.fakes import FIRST_ID, Clock, transcript

RECORDED = Recorded(id=FIRST_ID, language="nl", channels=1, seconds=60)
QUOTE = "nachts geen slaap"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture
def library(home: Home) -> Iterator[Library]:
    made = home.create()
    yield made
    made.close()


def quoting() -> Draft:
    """A draft whose findings and omissions quote what was said."""
    draft = visit()
    (statement,) = [s for _, s in draft.note.statements()]
    finding = Finding(
        kind="negation", severity="look", written="slaapt", said=QUOTE, suggestion=QUOTE
    )
    omission = Omission(
        kind="symptom",
        severity="hint",
        said=QUOTE,
        said_in=(UtteranceId(2),),
        section="S",
        sentence=QUOTE,
    )
    section = (
        draft.note.reports[0]
        .sections[0]
        .model_copy(update={"statements": (statement.model_copy(update={"findings": (finding,)}),)})
    )
    report = draft.note.reports[0].model_copy(
        update={"sections": (section, *draft.note.reports[0].sections[1:])}
    )
    note = draft.note.model_copy(update={"reports": (report,), "omissions": (omission,)})
    return draft.model_copy(update={"note": note})


# --- kept


def test_every_stage_comes_back_as_it_was_also_after_closing(home: Home) -> None:
    draft = quoting()
    stages: list[Consultation] = [
        RECORDED,
        Transcribed(id=FIRST_ID, transcript=draft.transcript),
        draft,
        approved(draft),
        approved(draft).reopened(),
    ]
    home.create().close()
    for stage in stages:
        library = home.open()
        library.save(stage)
        assert library.load(FIRST_ID) == stage
        library.close()
        library = home.open()
        assert library.load(FIRST_ID) == stage
        library.close()


def test_nothing_is_replaced_by_less(library: Library) -> None:
    library.save(approved(visit()))
    said = Transcribed(id=FIRST_ID, transcript=visit().transcript)
    lesser: tuple[Consultation, ...] = (RECORDED, said, visit(turns=()))
    for less in lesser:
        with pytest.raises(WouldOverwrite):
            library.save(less)
        assert library.load(FIRST_ID) == approved(visit())
    library.save(visit(("S", "Hoest 3 wk.")))  # the control: a corrected note may follow
    assert library.load(FIRST_ID) == visit(("S", "Hoest 3 wk."))


def test_a_transcript_may_be_better_or_silent_from_the_start(library: Library) -> None:
    silent = Transcribed(id=FIRST_ID, transcript=transcript())
    library.save(silent)
    library.save(silent)
    library.save(Transcribed(id=FIRST_ID, transcript=visit().transcript))
    better = transcript(("clinician", "Hoe lang hoest u nu al?"))
    library.save(Transcribed(id=FIRST_ID, transcript=better))
    assert library.load(FIRST_ID) == Transcribed(id=FIRST_ID, transcript=better)


@pytest.mark.parametrize("name", ["", "..", "a/b", "A", "x" * 65, "é", "' OR 1=1 --"])
def test_an_id_is_never_more_than_an_id(library: Library, name: str) -> None:
    library.save(visit())
    wrong = ConsultationId(name)
    acts: tuple[Callable[[ConsultationId], object], ...] = (
        library.load,
        library.delete,
        library.erase_transcript,
        library.versions,
        lambda identity: library.version(identity, 1),
        lambda identity: library.save(visit(identity=identity)),
    )
    for act in acts:
        with pytest.raises(ConsultationUnknown):
            act(wrong)
    assert library.ids() == (FIRST_ID,)


def test_the_list_shows_the_latest_first_a_page_at_a_time(library: Library) -> None:
    names = [ConsultationId(f"c{number:02d}") for number in range(7)]
    for name in names:
        library.save(visit(identity=name))
    library.save(approved(visit(identity=names[2])))
    first, rest = library.page(0, 4), library.page(4, 4)
    assert first.total == rest.total == 7
    assert [s.id for s in (*first.summaries, *rest.summaries)] == list(reversed(names))
    (only,) = library.page(stages=["approved"]).summaries
    assert (only.id, only.approved_by, only.template) == (names[2], "A. Voorbeeld", "soep")
    assert library.page(stages=[]).total == 0
    assert library.page(-3, -1).summaries == ()


def test_settings_are_remembered(home: Home, library: Library) -> None:
    assert library.recall("head") is None
    library.remember("head", "1")
    library.remember("head", "2")
    library.close()
    again = home.open()
    assert again.recall("head") == "2"
    again.close()


# --- erased


def test_what_was_said_can_be_erased_and_the_approved_note_stays(
    home: Home, library: Library
) -> None:
    made = approved(quoting())
    library.save(made)
    home.keys().destroy(FIRST_ID)
    for _ in range(2):
        library.erase_transcript(FIRST_ID)
    kept = library.load(FIRST_ID)
    assert isinstance(kept, Approved)
    assert kept.approval == made.approval
    assert kept.transcript == made.transcript.without_words()
    assert kept.note == made.note.without_quotes()
    assert QUOTE in made.model_dump_json()  # the control
    assert QUOTE not in kept.model_dump_json()
    library.close()
    database = home.database()
    tables = [
        name for (name,) in database.rows("SELECT name FROM sqlite_schema WHERE rootpage > 0")
    ]
    held = [
        cell
        for name in tables
        if not name.startswith(("sqlite_", "consultations_", "passages_of"))
        for row in database.rows(f"SELECT * FROM {name}")  # noqa: S608 - names of ours
        for cell in row
    ]
    database.close()
    texts = [cell.encode() if isinstance(cell, str) else cell for cell in held]
    assert any(b"slecht" in text for text in texts if isinstance(text, bytes))  # the control
    assert not any(b"nachts" in text for text in texts if isinstance(text, bytes))


def test_what_was_said_stays_until_the_note_is_approved(library: Library) -> None:
    said = Transcribed(id=FIRST_ID, transcript=visit().transcript)
    stages: tuple[Consultation, ...] = (RECORDED, said, visit())
    for stage in stages:
        library.save(stage)
        with pytest.raises(NotApproved):
            library.erase_transcript(FIRST_ID)
        assert library.load(FIRST_ID) == stage


def test_an_erased_one_can_be_kept_as_it_comes_and_be_corrected(library: Library) -> None:
    made = approved(quoting()).without_conversation()
    library.save(made)
    assert library.load(FIRST_ID) == made
    library.save(made.reopened())
    library.erase_transcript(FIRST_ID)
    assert library.load(FIRST_ID) == made.reopened()


def test_without_its_key_a_transcript_counts_as_erased_and_never_comes_back(
    home: Home, library: Library
) -> None:
    library.save(approved(quoting()))
    home.keys().destroy(FIRST_ID)
    kept = library.load(FIRST_ID)
    assert isinstance(kept, Approved)
    assert kept.transcript.is_empty
    library.save(quoting())  # a screen still had all of it
    again = library.load(FIRST_ID)
    assert isinstance(again, Draft)
    assert again.transcript.is_empty
    assert QUOTE not in again.model_dump_json()
    assert home.keys().ids() == ()


def test_a_deleted_consultation_takes_its_key_with_it(home: Home, library: Library) -> None:
    library.save(visit())
    library.save(visit(identity=OTHER_ID))
    library.delete(FIRST_ID)
    assert home.keys().ids() == (OTHER_ID,)
    assert library.ids() == (OTHER_ID,)
    assert [hit.consultation for hit in library.search("hoest")] == [OTHER_ID, OTHER_ID]


def test_a_damaged_key_file_hides_no_note(home: Home, library: Library) -> None:
    library.save(approved(visit()))
    (file,) = (home.folder / "keys").iterdir()
    file.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(RecordingDamaged):
        library.load(FIRST_ID)
    assert library.page().summaries[0].stage == "approved"


# --- changed by hand


def test_an_approved_note_that_was_changed_in_the_file_is_a_draft_again(
    home: Home, library: Library
) -> None:
    library.save(approved(visit()))
    assert isinstance(library.load(FIRST_ID), Approved)  # the control
    library.close()
    database = home.database()
    with database.transaction():
        database.run("UPDATE versions SET note = replace(note, '2 wk', '9 wk')")
    database.close()
    again = home.open()
    found = again.load(FIRST_ID)
    again.close()
    assert isinstance(found, Draft)
    assert "9 wk" in found.model_dump_json()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE transcripts SET sealed = zeroblob(80)",
        "UPDATE transcripts SET frame = '{}', sealed = NULL",
        "UPDATE versions SET note = 'x'",
        "UPDATE versions SET sealed = zeroblob(80)",
        "UPDATE consultations SET state = '{}'",
        "UPDATE consultations SET state = 'x'",
        "UPDATE consultations SET state = '[]'",
        "DELETE FROM versions",
        "DELETE FROM transcripts",
    ],
)
def test_rows_that_griffel_did_not_write_are_damage(
    home: Home, library: Library, change: str
) -> None:
    library.save(visit())
    library.close()
    database = home.database()
    with database.transaction():
        database.run(change)
    database.close()
    again = home.open()
    with pytest.raises(LibraryDamaged):
        again.load(FIRST_ID)
    again.close()


# --- opened and closed


def test_a_library_is_made_once_and_never_beside_traces_of_one(home: Home) -> None:
    home.create().close()
    with pytest.raises(LibraryPresent):
        home.create()
    home.file.unlink()
    home.keys().new(FIRST_ID)
    with pytest.raises(LibraryPresent):
        home.create()


def test_one_that_was_cut_short_in_the_making_is_no_hindrance(home: Home) -> None:
    home.folder.mkdir()
    for name in (".new-library.db", ".new-library.db-journal", ".new-library.db-wal"):
        (home.folder / name).write_bytes(b"x" * 8192)
    library = home.create()
    library.save(visit())
    assert library.load(FIRST_ID) == visit()
    library.close()


def test_a_missing_library_is_said_to_be_missing_and_nothing_is_made(home: Home) -> None:
    home.folder.mkdir()
    with pytest.raises(LibraryMissing):
        home.open()
    assert list(home.folder.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"x", b"SQLite format 3\0" + bytes(4080), bytes(4096)])
def test_a_file_that_is_no_library_is_damage_and_stays_as_it_is(home: Home, content: bytes) -> None:
    home.folder.mkdir()
    home.file.write_bytes(content)
    with pytest.raises(LibraryDamaged):
        home.open()
    assert home.file.read_bytes() == content


def test_a_plain_library_is_not_opened(home: Home) -> None:
    home.folder.mkdir()
    plain_copy(home.file, ("hoest",))
    with pytest.raises(LibraryDamaged):
        home.open()


def test_another_key_opens_nothing_and_changes_nothing(home: Home, library: Library) -> None:
    library.save(visit())
    library.close()
    before = home.file.read_bytes()
    with pytest.raises(LibraryDamaged):
        Library(home.folder, Key.new(), home.keys(), Clock())
    assert home.file.read_bytes() == before
    home.open().close()  # the control


def test_a_library_of_a_later_version_is_left_alone(home: Home, library: Library) -> None:
    library.close()
    database = home.database()
    with database.transaction():
        database.set_format(99)
    database.close()
    before = home.file.read_bytes()
    with pytest.raises(LibraryNewer):
        home.open()
    assert home.file.read_bytes() == before
    assert not (home.folder / "backups").exists()


def test_after_closing_there_is_one_file_and_nobody_can_use_it_from_here(
    home: Home, library: Library
) -> None:
    library.save(visit())
    library.close()
    library.close()
    assert sorted(file.name for file in home.folder.iterdir()) == [
        "keys",
        "library.db",
        "library.lock",
    ]
    with pytest.raises(Unexpected):
        library.load(FIRST_ID)


def test_the_engine_is_new_enough_and_set_as_decided(home: Home, library: Library) -> None:
    assert sqlite.sqlite_version_info >= OLDEST_SQLITE
    library.close()
    database = home.database()
    settings = {
        name: database.row(f"PRAGMA {name}")[0]
        for name in ("journal_mode", "synchronous", "temp_store", "secure_delete", "foreign_keys")
    }
    database.close()
    assert settings == {
        "journal_mode": "wal",
        "synchronous": 2,
        "temp_store": 2,
        "secure_delete": 1,
        "foreign_keys": 1,
    }
    assert not home.file.read_bytes().startswith(b"SQLite format 3")
    assert home.file.stat().st_mode & 0o077 == 0


# --- one writer


def test_a_second_one_is_refused_at_once_and_let_in_after_closing(
    home: Home, library: Library
) -> None:
    with pytest.raises(LibraryInUse):
        home.open()
    library.close()
    home.open().close()


_HOLDER = """
import sys
from pathlib import Path
from tests.desktop.store.libraries import Home, visit

library = Home(Path(sys.argv[1])).open()
library.save(visit())
print("open", flush=True)
sys.stdin.read()
"""


def test_one_in_another_process_holds_it_until_it_is_killed(home: Home, library: Library) -> None:
    library.close()
    holder = subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", _HOLDER, str(home.folder)],
        cwd=Path(__file__).parents[3],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        assert holder.stdout is not None
        assert select.select([holder.stdout], [], [], 60)[0]
        assert holder.stdout.readline() == b"open\n"
        with pytest.raises(LibraryInUse):
            home.open()
    finally:
        os.kill(holder.pid, signal.SIGKILL)
        holder.communicate()
    again = home.open()
    assert again.load(FIRST_ID) == visit()
    again.close()


def test_threads_wait_their_turn(library: Library) -> None:
    names = [ConsultationId(f"c{number:02d}") for number in range(24)]

    def kept(name: ConsultationId) -> bool:
        draft = visit(identity=name)
        library.save(draft)
        return library.load(name) == draft and len(library.search("hoest")) > 0

    with ThreadPoolExecutor(4) as threads:
        assert all(threads.map(kept, names))
    assert library.ids() == tuple(names)


# --- what cannot be written


@pytest.mark.parametrize(("number", "problem"), [(28, DiskFull), (5, PlaceUnwritable)])
def test_a_folder_that_cannot_be_written_is_said_so(
    library: Library,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    problem: type[GriffelError],
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(number, "refused")

    library.save(visit())
    monkeypatch.setattr("os.fsync", refuse)
    with pytest.raises(problem):  # the key of a new consultation does not fit
        library.save(visit(identity=OTHER_ID))
    monkeypatch.undo()
    assert library.ids() == (FIRST_ID,)
    library.save(visit(identity=OTHER_ID))
    assert library.ids() == (FIRST_ID, OTHER_ID)


def test_a_full_library_loses_nothing_and_goes_on_when_there_is_room(
    home: Home, library: Library
) -> None:
    library.save(visit())
    library.close()
    again = home.open()
    database = again._database
    pages = database.row("PRAGMA page_count")[0]
    database.run(f"PRAGMA max_page_count = {pages}")
    long = visit(*[("S", f"Regel {number} " + "hoest " * 50) for number in range(200)])
    with pytest.raises(DiskFull):
        again.save(long)
    assert again.load(FIRST_ID) == visit()
    database.run("PRAGMA max_page_count = 1000000")
    again.save(long)
    assert again.load(FIRST_ID) == long
    again.close()


# --- nothing readable


def test_no_file_holds_a_word_of_it(home: Home, library: Library, tmp_path: Path) -> None:
    said = visit(("S", f"Hoest {SENTINEL}."), turns=(("patient", f"Ik hoest {SENTINEL} op."),))
    library.save(said)
    library.search("hoest")
    library.backup()
    canaries = [word.encode(code) for word in SENTINEL.split() for code in ("utf-8", "utf-16-le")]
    canaries += [ROOT.revealed(), ROOT.derived("library").revealed()]
    canaries += [ROOT.derived("library").revealed().hex().encode()]

    def found(folder: Path) -> list[str]:
        files = [file for file in folder.rglob("*") if file.is_file()]
        return [f.name for f in files if any(word in f.read_bytes() for word in canaries)]

    assert found(home.folder) == []
    library.close()
    assert found(home.folder) == []
    (tmp_path / "control").mkdir()
    plain_copy(tmp_path / "control" / "plain.db", (f"Hoest {SENTINEL}.",))
    assert found(tmp_path / "control") == ["plain.db"]


def test_errors_carry_nothing_of_what_was_asked(library: Library) -> None:
    with pytest.raises(Unexpected) as caught:
        library._database.rows(f"SELECT {SENTINEL}")
    assert SENTINEL not in f"{caught.value!r} {caught.value}"
    assert caught.value.__suppress_context__
