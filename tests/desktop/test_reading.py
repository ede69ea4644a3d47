"""To read, compare and search are acts: written down with a version or a count, never words."""

import pytest

from desktop.consultation import ConsultationId
from desktop.errors import ConsultationUnknown, VersionUnknown
from desktop.reading import compare, search, view, view_version, view_versions
from desktop.session import Session
from tests.desktop.store.libraries import visit
from tests.desktop.visits import session  # noqa: F401 - a fixture
from tests.fakes import FIRST_ID

OTHER = ConsultationId("20260105-090000-000009")


def told(session: Session) -> list[tuple[str, str, str]]:  # noqa: F811
    records = session.desk.audit.records()
    return [(record.act, record.consultation, record.detail) for record in records]


@pytest.fixture
def kept(session: Session) -> Session:  # noqa: F811
    """A note in two versions."""
    for text in ("Hoest 2 wk.", "Hoest 3 wk."):
        session.library.save(visit(("S", text)))
    return session


def test_to_open_a_consultation_is_an_act(kept: Session) -> None:
    assert view(kept, FIRST_ID) == visit(("S", "Hoest 3 wk."))
    assert told(kept) == [("VIEW", FIRST_ID, "")]


def test_what_is_not_there_is_seen_by_nobody(kept: Session) -> None:
    with pytest.raises(ConsultationUnknown):
        view(kept, OTHER)
    with pytest.raises(VersionUnknown):
        view_version(kept, FIRST_ID, 9)
    assert told(kept) == []


def test_a_version_and_what_changed_are_acts(kept: Session) -> None:
    assert [version.number for version in view_versions(kept, FIRST_ID)] == [1, 2]
    assert told(kept) == []  # numbers and times: nothing was read
    assert view_version(kept, FIRST_ID, 1) == visit(("S", "Hoest 2 wk.")).note
    (change,) = compare(kept, FIRST_ID, 1, 2)
    assert (change.before, change.after) == ("Hoest 2 wk.", "Hoest 3 wk.")
    assert told(kept) == [("VIEW", FIRST_ID, "version-1"), ("VIEW", FIRST_ID, "version-1-2")]


def test_of_a_search_only_the_count_is_kept(kept: Session) -> None:
    hits = search(kept, "hoest")
    assert hits
    assert search(kept, "kanariegeel") == ()
    assert told(kept) == [("SEARCH", "", str(len(hits))), ("SEARCH", "", "0")]
    log = (kept.folder / "audit.log").read_bytes()
    assert b"hoest" not in log
    assert b"kanariegeel" not in log
