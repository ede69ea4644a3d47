"""A visit is begun with consent, is in the list from its first second, and ends with its length."""

import pytest

from desktop.consultation import Recorded
from desktop.errors import ConsentMissing
from desktop.session import Session
from desktop.visit import begin_visit, end_visit
from tests.desktop.store.recordings import noise
from tests.desktop.visits import intake, session  # noqa: F401 - a fixture


def test_nothing_is_recorded_without_consent(session: Session) -> None:  # noqa: F811
    with pytest.raises(ConsentMissing):
        begin_visit(session, intake(consent=False), "nl")
    assert session.library.ids() == ()
    assert [record.act for record in session.desk.audit.records()] == ["REFUSED"]
    assert begin_visit(session, intake(), "nl") in session.library.ids()  # the control


def test_a_visit_is_in_the_list_before_its_first_second(session: Session) -> None:  # noqa: F811
    visit = begin_visit(session, intake(patient="Mw. De Vries"), "nl")
    (listed,) = session.library.page().summaries
    assert (listed.id, listed.stage, listed.seconds) == (visit, "recorded", 0)
    assert listed.intake.patient == "Mw. De Vries"
    assert session.library.summary(visit) == listed
    acts = [(record.act, record.detail) for record in session.desk.audit.records()]
    assert acts == [("CONSENT", "spoken")]


def test_its_length_is_kept_when_it_ends(session: Session) -> None:  # noqa: F811
    visit = begin_visit(session, intake(), "nl")
    with session.recordings.resume(visit) as recording:
        recording.append(noise(8_000, 1))
    ended = end_visit(session, visit)
    assert (
        ended
        == session.library.load(visit)
        == Recorded(id=visit, language="nl", channels=1, seconds=0.5)
    )
    assert session.library.summary(visit).seconds == 0.5
