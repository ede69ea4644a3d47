"""Every save of a changed note is a version, and any two can be compared."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from asr.transcript import UtteranceId
from desktop.consultation import Approved, Draft, seal
from desktop.errors import ConsultationUnknown, LibraryDamaged, VersionUnknown
from desktop.store.differences import Difference, differences
from desktop.store.library import Library
from desktop.store.versions import distinct
from summarize.note import Finding, StatementId
from tests.desktop.store.libraries import APPROVER, OTHER_ID, Home, approved, visit
from tests.fakes import FIRST_ID


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture
def library(home: Home) -> Iterator[Library]:
    made = home.create()
    yield made
    made.close()


def test_each_changed_save_is_a_version_with_its_kind_and_the_hash_of_its_text(
    library: Library,
) -> None:
    first = visit()
    second = visit(("S", "Hoest 3 wk."))
    ticked = second.model_copy(update={"ticked": frozenset({StatementId("S1")})})
    made = approved(ticked)
    saves: tuple[Draft | Approved, ...] = (first, second, ticked, made, made.reopened())
    for saved in saves:
        library.save(saved)
    library.save(visit(("S", "Hoest 4 wk.")))
    library.save(visit(("S", "Hoest 4 wk."), writer="generate"))
    kept = library.versions(FIRST_ID)
    assert [version.number for version in kept] == [1, 2, 3, 4, 5, 6]
    assert [version.kind for version in kept] == [
        "drafted",
        "corrected",
        "corrected",
        "approved",
        "corrected",
        "drafted",
    ]
    assert [version.by for version in kept] == ["", "", "", APPROVER, "", ""]
    assert kept[2].ticked == {"S1"}
    assert kept[0].text_sha256 == seal(FIRST_ID, first.note)
    assert [version.at for version in kept] == sorted(version.at for version in kept)
    assert library.version(FIRST_ID, 1) == first.note
    assert library.version(FIRST_ID, 4) == ticked.note


def test_saving_the_same_again_makes_no_version(home: Home, library: Library) -> None:
    for _ in range(3):
        library.save(visit())
    heard_better = visit()
    changed = heard_better.transcript.with_speaker(UtteranceId(1), "patient")
    library.save(heard_better.model_copy(update={"transcript": changed}))
    assert len(library.versions(FIRST_ID)) == 1
    library.save(approved(visit()))
    library.save(approved(visit()))
    assert len(library.versions(FIRST_ID)) == 2
    library.close()
    again = home.open()
    again.save(approved(visit()))
    assert len(again.versions(FIRST_ID)) == 2
    again.close()


def test_what_was_only_compared_anew_is_the_same_version_with_what_was_found(
    home: Home, library: Library
) -> None:
    library.save(visit())
    library.save(found(visit()))
    (kept,) = library.versions(FIRST_ID)
    assert kept.kind == "drafted"
    assert library.version(FIRST_ID, 1) == found(visit()).note
    library.close()
    again = home.open()
    read = again.load(FIRST_ID)
    assert isinstance(read, Draft)
    assert read.note == found(visit()).note
    again.save(visit(("S", "Hoest 3 wk.")))
    assert len(again.versions(FIRST_ID)) == 2, "the control: another text is another version"
    again.close()


def test_what_was_approved_stays_as_it_was_approved(library: Library) -> None:
    made = approved(visit())
    library.save(made)
    library.save(found(made.reopened()))
    assert [one.kind for one in library.versions(FIRST_ID)] == ["approved", "corrected"]
    assert library.version(FIRST_ID, 1) == made.note


def test_versions_that_cannot_be_told_apart_are_shown_as_one(library: Library) -> None:
    for text in ("Hoest.", "Hoest 3 wk.", "Hoest 4 wk."):
        library.save(visit(("S", text)))
    first, second, third = library.versions(FIRST_ID)
    again = second.model_copy(update={"number": 3})
    last = third.model_copy(update={"number": 4})
    redrafted = first.model_copy(update={"number": 2, "kind": "corrected"})
    assert distinct((first, second, again, last)) == (first, again, last)
    (shown,) = distinct((first, redrafted))
    assert (shown.number, shown.kind) == (2, "drafted")
    ticked = again.model_copy(update={"ticked": frozenset({StatementId("S1")})})
    assert distinct((second, ticked)) == (second, ticked)
    signed = second.model_copy(update={"kind": "approved", "by": APPROVER})
    assert distinct((signed, again)) == (signed, again)


def found(draft: Draft) -> Draft:
    """The same, with something found in its first line."""
    seen = Finding(kind="number", severity="look", written="2 wk")
    (report,) = draft.note.reports
    first, *rest = report.sections
    (line,) = first.statements
    marked = first.model_copy(
        update={"statements": (line.model_copy(update={"findings": (seen,)}),)}
    )
    reports = (report.model_copy(update={"sections": (marked, *rest)}),)
    return draft.model_copy(update={"note": draft.note.model_copy(update={"reports": reports})})


def test_an_approval_of_the_same_text_again_is_a_version(library: Library) -> None:
    first = approved(visit())
    later = first.approval.model_copy(update={"by": "B. Voorbeeld"})
    library.save(first)
    library.save(first.reopened())
    library.save(first.model_copy(update={"approval": later}))
    assert [version.by for version in library.versions(FIRST_ID)] == [APPROVER, "B. Voorbeeld"]


def test_versions_stay_after_what_was_said_is_erased(library: Library) -> None:
    library.save(visit())
    library.save(approved(visit(("S", "Hoest 3 wk."))))
    library.erase_transcript(FIRST_ID)
    assert [d.after for d in library.differences(FIRST_ID, 1, 2)] == ["Hoest 3 wk."]


def test_there_is_no_version_of_what_is_not_there(library: Library) -> None:
    library.save(visit())
    for number in (0, 2, -1):
        with pytest.raises(VersionUnknown):
            library.version(FIRST_ID, number)
    with pytest.raises(ConsultationUnknown):
        library.versions(OTHER_ID)


def test_a_version_whose_text_is_not_the_one_saved_is_damage(home: Home, library: Library) -> None:
    library.save(visit())
    library.version(FIRST_ID, 1)  # the control
    library.close()
    database = home.database()
    with database.transaction():
        database.run("UPDATE versions SET note = replace(note, '2 wk', '9 wk')")
    database.close()
    again = home.open()
    with pytest.raises(LibraryDamaged):
        again.version(FIRST_ID, 1)
    again.close()


def test_differences_are_told_by_statement() -> None:
    before = visit(("S", "Hoest."), ("S", "Koorts."), ("E", "Verhoging."), ("P", "Rust.")).note
    after = visit(("S", "Hoest 2 wk."), ("S", "Koorts."), ("P", "Rust."), ("P", "Controle.")).note
    assert differences(before, before) == ()
    assert differences(before, after) == (
        Difference(
            kind="changed",
            section="S",
            statement=StatementId("S1"),
            before="Hoest.",
            after="Hoest 2 wk.",
        ),
        Difference(kind="removed", section="E", statement=StatementId("E3"), before="Verhoging."),
        Difference(kind="added", section="P", statement=StatementId("P3"), after="Rust."),
        Difference(
            kind="changed",
            section="P",
            statement=StatementId("P4"),
            before="Rust.",
            after="Controle.",
        ),
    )


def test_a_statement_that_moved_is_removed_and_added() -> None:
    before = visit(("S", "Hoest.")).note
    (report,) = before.reports
    subjective, objective, *rest = report.sections
    moved = (
        subjective.model_copy(update={"statements": ()}),
        objective.model_copy(update={"statements": subjective.statements}),
        *rest,
    )
    after = before.model_copy(update={"reports": (report.model_copy(update={"sections": moved}),)})
    assert [(d.kind, d.section) for d in differences(before, after)] == [
        ("removed", "S"),
        ("added", "O"),
    ]
    renamed = before.model_copy(
        update={"reports": (report.model_copy(update={"problem": "Hoest"}),)}
    )
    assert [d.kind for d in differences(before, renamed)] == ["removed", "added"]
