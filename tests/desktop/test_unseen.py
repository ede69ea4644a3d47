"""What is still to be looked at is decided once, for the list, Review and approval alike."""

import pytest

from desktop.approval import points
from desktop.consultation import Draft
from desktop.unseen import shown_findings, unseen_lines, unseen_omissions
from summarize.note import Finding, Note, Omission, Origin, Statement, StatementId
from tests.desktop.hearts import S2, hearts
from tests.fakes import draft

NO_SOURCE = Finding(kind="no_evidence", severity="look", written="Rookt niet.")


def line(origin: Origin, *findings: Finding) -> Statement:
    return Statement(id=S2, text="Rookt niet.", origin=origin, findings=findings)


def left_out(note: Note, *ticked: StatementId) -> list[str]:
    return [one.kind for one in unseen_omissions(note, ticked, ())]


def changed(finding: dict[str, object], text: str = "") -> Note:
    """The note about palpitations with another finding on its wrong dose, or another text."""
    note = hearts()
    (report,) = note.reports
    sections = []
    for section in report.sections:
        lines = []
        for one in section.statements:
            if one.id == S2:
                found = tuple(f.model_copy(update=finding) for f in one.findings)
                one = one.model_copy(update={"findings": found, "text": text or one.text})
            lines.append(one)
        sections.append(section.model_copy(update={"statements": tuple(lines)}))
    report = report.model_copy(update={"sections": tuple(sections)})
    return note.model_copy(update={"reports": (report,)})


def test_only_a_line_that_the_clinician_typed_may_be_without_a_source() -> None:
    assert shown_findings(line("clinician", NO_SOURCE)) == ()
    assert shown_findings(line("writer", NO_SOURCE)) == (NO_SOURCE,)  # the control
    dose = Finding(kind="dose", severity="must_see", written="500 mg")
    assert shown_findings(line("clinician", NO_SOURCE, dose)) == (dose,)


def test_a_wrong_dose_is_told_once_until_its_finding_is_ticked() -> None:
    assert left_out(hearts()) == ["allergy"]
    assert left_out(hearts(), S2) == ["allergy", "dose"]


@pytest.mark.parametrize(
    ("finding", "text"),
    [
        ({"severity": "look"}, ""),  # it does not stand in the way, what is left out does
        ({"kind": "side"}, ""),  # it tells something else
        ({"said_in": (1,)}, ""),  # of another utterance
        ({}, "Med: bisoprolol 500 mg 1dd."),  # of another drug
    ],
)
def test_what_no_finding_tells_is_told_as_left_out(finding: dict[str, object], text: str) -> None:
    assert left_out(changed(finding, text)) == ["allergy", "dose"]
    assert left_out(changed({})) == ["allergy"]  # the control


def test_the_list_review_and_approval_count_the_same() -> None:
    made = draft()
    told = Draft(id=made.id, transcript=made.transcript, note=hearts())
    lines, omissions = unseen_lines(hearts(), ()), unseen_omissions(hearts(), (), ())
    assert told.open_statements == tuple(one.id for one in lines)
    assert told.open_omissions == omissions
    assert [p.key for p in points(told)] == [S2, *(one.key for one in omissions)]


def test_nothing_that_must_be_seen_stops_blocking_because_it_is_told_elsewhere() -> None:
    made = draft()
    told = Draft(id=made.id, transcript=made.transcript, note=hearts())
    keys: list[Omission] = [one for one in hearts().omissions if one.severity == "must_see"]
    assert list(told.blocking_omissions) == keys
