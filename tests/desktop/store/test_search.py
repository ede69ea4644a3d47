"""Words are found again in notes and in what was said; what is typed is never an instruction."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.consultation import ConsultationId, Transcribed
from desktop.store.library import Library
from desktop.store.search import MOST_HITS, Hit
from tests.desktop.store.libraries import OTHER_ID, Home, approved, visit
from tests.fakes import FIRST_ID, transcript


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture
def library(home: Home) -> Iterator[Library]:
    made = home.create()
    yield made
    made.close()


def places(hits: tuple[Hit, ...]) -> list[tuple[str, str | int | None]]:
    return [(hit.consultation, hit.section or hit.utterance) for hit in hits]


def test_a_hit_says_in_which_section_or_utterance(library: Library) -> None:
    library.save(visit(("S", "Hoest 2 wk."), ("E", "Bronchitis."), ("P", "Codeïne, rust.")))
    assert places(library.search("bronchitis")) == [(FIRST_ID, "E")]
    assert places(library.search("benauwd traplopen")) == [(FIRST_ID, 3)]
    assert places(library.search("rust codeine")) == [(FIRST_ID, "P")]
    assert library.search("longontsteking") == ()


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("Crème", "creme"),
        ("creme", "Crème"),
        ("CRÈME", "cre\u0300me"),
        ("cre\u0300me", "crème"),
        ("hoestklachten", "hoest"),
        ("naïef", "NAIEF"),
        ("ß-blokker", "blokker"),
        ("Ég", "ég"),
    ],
)
def test_case_marks_and_endings_do_not_matter(library: Library, written: str, asked: str) -> None:
    library.save(visit(("S", f"Iets met {written}."), turns=()))
    assert places(library.search(asked)) == [(FIRST_ID, "S")]


def test_short_words_are_whole_words(library: Library) -> None:
    library.save(visit(("S", "Reumatische klachten.")))
    library.save(visit(("S", "RE gezwollen."), identity=OTHER_ID))
    assert places(library.search("re")) == [(OTHER_ID, "S")]
    assert places(library.search("reu")) == [(FIRST_ID, "S")]


def test_only_the_note_as_it_is_now_is_found(library: Library) -> None:
    library.save(visit(("S", "Hoofdpijn.")))
    library.save(visit(("S", "Rugpijn.")))
    assert library.search("hoofdpijn") == ()
    assert places(library.search("rugpijn")) == [(FIRST_ID, "S")]


def test_what_was_heard_anew_takes_the_place_of_what_was_heard(library: Library) -> None:
    for word in ("keelpijn", "oorpijn"):
        said = transcript(("patient", f"Ik heb {word}."))
        library.save(Transcribed(id=FIRST_ID, transcript=said))
    assert library.search("keelpijn") == ()
    assert places(library.search("oorpijn")) == [(FIRST_ID, 1)]


def test_what_was_erased_or_deleted_is_not_found(library: Library) -> None:
    library.save(approved(visit()))
    assert len(library.search("hoest")) == 2
    library.erase_transcript(FIRST_ID)
    assert places(library.search("hoest")) == [(FIRST_ID, "S")]
    library.delete(FIRST_ID)
    assert library.search("hoest") == ()


def test_erased_words_are_gone_from_the_index_itself(home: Home, library: Library) -> None:
    library.save(approved(visit(turns=(("patient", "Kanariegeel slijm."),))))
    library.close()

    def held() -> bytes:
        database = home.database()
        blocks = [block for (block,) in database.rows("SELECT block FROM search_data")]
        texts = [text.encode() for (text,) in database.rows("SELECT text FROM passages")]
        database.close()
        return b"\n".join(blocks + texts)

    assert b"anariegeel" in held()  # the control
    again = home.open()
    again.erase_transcript(FIRST_ID)
    again.close()
    assert b"anariegeel" not in held()
    assert b"hoest" in held()


def test_the_best_hits_come_first_and_there_are_not_too_many(library: Library) -> None:
    for number in range(MOST_HITS + 5):
        identity = ConsultationId(f"c{number:02d}")
        library.save(visit(("S", "Jeuk, en verder van alles."), identity=identity, turns=()))
    library.save(visit(("S", "Jeuk, veel jeuk."), turns=()))
    hits = library.search("jeuk")
    assert [hit.rank for hit in hits] == list(range(1, MOST_HITS + 1))
    assert hits[0].consultation == FIRST_ID


HOSTILE = [
    '"',
    '""',
    "'",
    "*",
    "^",
    "hoest*",
    "hoest OR koorts",
    "NEAR(hoest koorts)",
    "text:hoest",
    "-hoest",
    "hoest AND NOT",
    "{text} : hoest",
    "(",
    ")",
    "'; DROP TABLE consultations; --",
    "\0hoest",
    "hoest\x02\x03",
    "\ud800",
    "%",
    "_",
    " ",
    "",
    "hoest " * 5000,
    "x" * 100_000,
]


@pytest.mark.parametrize("asked", HOSTILE, ids=range(len(HOSTILE)))
def test_whatever_is_typed_is_only_words(library: Library, asked: str) -> None:
    library.save(visit())
    library.search(asked)
    assert places(library.search("slecht")) == [(FIRST_ID, "S")]
    assert library.ids() == (FIRST_ID,)


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.text(max_size=60))
def test_any_text_can_be_asked_for_and_written(library: Library, text: str) -> None:
    library.search(text)


@pytest.mark.parametrize("word", ["AND", "OR", "NOT", "NEAR"])
def test_words_that_mean_something_to_the_index_are_words_as_well(
    library: Library, word: str
) -> None:
    library.save(visit(("S", f"Iets {word} iets.")))
    assert places(library.search(word)) == [(FIRST_ID, "S")]


def test_signs_that_mark_a_hit_do_not_move_it(library: Library) -> None:
    library.save(visit(("S", "Hoest\n\x02 en \x02 rust.\u2028Ook"), ("P", "Rust en thee.")))
    assert places(library.search("thee")) == [(FIRST_ID, "P")]
    assert places(library.search("ook")) == [(FIRST_ID, "S")]


def test_what_is_not_indexed_yet_is_so_in_small_steps(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else nobody else has a turn at the library before all of it is done."""
    for number in range(12):
        identity = ConsultationId(f"20260105-090000-{number:06d}")
        library.save(Transcribed(id=identity, transcript=transcript(("patient", "Jeuk."))))
    library._database.run("DELETE FROM passages")
    library._database.run("UPDATE consultations SET indexed = 0")
    steps: list[int] = []
    index = library._index

    def stepped(consultation: ConsultationId) -> None:
        steps[-1] += 1
        index(consultation)

    begin = library._database.transaction

    def begun() -> AbstractContextManager[None]:
        steps.append(0)
        return begin()

    monkeypatch.setattr(library, "_index", stepped)
    monkeypatch.setattr(library._database, "transaction", begun)
    assert len(library.search("jeuk")) == 12
    assert sum(steps) == 12
    assert max(steps) <= 5
