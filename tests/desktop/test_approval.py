"""What stands in the way of an approval, and that nothing is approved unchecked."""

from pathlib import Path

import pytest

from asr.transcript import Transcript
from desktop.approval import Compared, checked_anew, coming_mark, hindrance, points
from desktop.consultation import Approved, Draft
from desktop.correction import Reworded
from desktop.desk import Desk
from desktop.errors import FindingsOpen, StatementUnknown
from desktop.export.page import AI_MARK
from desktop.workflow import approve, correct, reopen, restore, tick, untick, unwaive, waive
from summarize.note import Finding, Note, Omission, StatementId
from summarize.summarize import recheck
from tests.fakes import FIRST_ID, desk_in, draft, transcript

S1 = StatementId("S1")
MUST = Finding(kind="dose", severity="must_see", written="500 mg", said="vijftig")
LOOK = Finding(kind="no_evidence", severity="look", written="Hoest")
HINT = Finding(kind="unsure", severity="hint", written="Hoest")
TOLD = transcript(("clinician", "Hoe lang hoest u al?"), ("patient", "Twee weken."))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return desk_in(tmp_path / "library")


def omission(kind: str = "allergy", severity: str = "must_see") -> Omission:
    return Omission.model_validate(
        {
            "kind": kind,
            "severity": severity,
            "said": "penicilline",
            "said_in": (2,),
            "section": "S",
            "sentence": "Allergie: penicilline.",
        }
    )


def lacking(*omissions: Omission) -> Draft:
    made = draft()
    return made.model_copy(update={"note": made.note.model_copy(update={"omissions": omissions})})


def allergic() -> Draft:
    """A draft that really leaves out an allergy, and was never checked for it."""
    said = transcript(
        ("clinician", "Hoe lang hoest u al?"),
        ("patient", "Twee weken."),
        ("patient", "Ik ben allergisch voor penicilline."),
    )
    return draft().model_copy(update={"transcript": said})


def acts(desk: Desk) -> list[tuple[str, str]]:
    return [(record.act, record.detail) for record in desk.audit.records()]


# --- the points


def test_what_must_be_seen_comes_first_and_hints_do_not_come() -> None:
    made = draft(finding=LOOK)
    note = made.note.model_copy(update={"omissions": (omission("commitment", "look"), omission())})
    found = points(made.model_copy(update={"note": note}))
    assert [(p.about, p.must) for p in found] == [
        ("omission", True),
        ("line", False),
        ("omission", False),
    ]
    assert points(draft(finding=HINT)) == ()


def test_a_point_says_what_stands_what_was_said_and_when() -> None:
    finding = MUST.model_copy(update={"said_in": (2,)})
    (point,) = points(draft(finding=finding))
    assert (point.key, point.section, point.text) == ("S1", "S", "Hoest 2 wk.")
    (remark,) = point.remarks
    assert (remark.kind, remark.said, remark.at) == ("dose", "vijftig", 4.0)
    (left_out,) = points(lacking(omission()))
    assert (left_out.key, left_out.text) == ("allergy-2", "Allergie: penicilline.")


def test_what_was_seen_stays_among_the_points() -> None:
    ticked = draft(finding=MUST).model_copy(update={"ticked": frozenset({S1})})
    assert [point.seen for point in points(ticked)] == [True]
    assert [point.seen for point in points(draft(finding=MUST))] == [False]


@pytest.mark.parametrize(
    ("open_draft", "by", "why"),
    [
        (draft(finding=MUST), "A. Voorbeeld", "open"),
        (lacking(omission()), "A. Voorbeeld", "open"),
        (draft(finding=LOOK), "A. Voorbeeld", ""),
        (lacking(omission("commitment", "look")), "A. Voorbeeld", ""),
        (draft(), " ", "name"),
        (draft(), "A. Voorbeeld", ""),
    ],
)
def test_what_is_in_the_way(open_draft: Draft, by: str, why: str) -> None:
    assert hindrance(open_draft, by) == why


def test_the_mark_to_come_carries_the_name_and_no_time() -> None:
    assert coming_mark(draft().note, "A. Voorbeeld").startswith(f"{AI_MARK} ")
    assert "A. Voorbeeld" in coming_mark(draft().note, "A. Voorbeeld")
    assert "…" in coming_mark(draft().note, "")


# --- checking anew


def test_a_tick_goes_where_something_new_must_be_seen() -> None:
    """A line was ticked, then changed by hand in a way that the check finds fault with."""
    ticked = draft(text="Hoest 3 wk.").model_copy(update={"ticked": frozenset({S1})})
    assert checked_anew(ticked).ticked == frozenset()
    assert checked_anew(ticked).open_findings == (S1,)
    fine = draft().model_copy(update={"ticked": frozenset({S1})})
    assert checked_anew(fine).ticked == {S1}  # control: nothing new, the tick stays


def test_a_tick_stays_for_what_was_seen_already() -> None:
    known = checked_anew(draft(text="Hoest 3 wk."))
    seen = known.model_copy(update={"ticked": frozenset({S1})})
    assert checked_anew(seen) == seen


def test_an_erased_conversation_leaves_the_draft_as_it_is() -> None:
    said = draft().transcript.without_words()
    bare = draft(text="Hoest 3 wk.").model_copy(update={"transcript": said})
    assert checked_anew(bare) is bare


# --- approving


def test_a_note_that_was_saved_unchecked_is_not_approved(desk: Desk) -> None:
    unchecked = draft(text="Hoest 3 wk.")
    assert unchecked.note.findings == ()
    with pytest.raises(FindingsOpen):
        approve(desk, unchecked, "A. Voorbeeld")
    kept = desk.consultations.load(FIRST_ID)
    assert isinstance(kept, Draft)
    assert kept.open_findings == (S1,)
    assert acts(desk) == [("REFUSED", "desktop.findings_open")]
    assert isinstance(approve(desk, tick(desk, kept, S1), "A. Voorbeeld"), Approved)  # control


def test_an_omission_that_nobody_looked_for_is_not_approved(desk: Desk) -> None:
    with pytest.raises(FindingsOpen):
        approve(desk, allergic(), "A. Voorbeeld")
    kept = desk.consultations.load(FIRST_ID)
    assert isinstance(kept, Draft)
    (left_out,) = kept.blocking_omissions
    waived = waive(desk, kept, left_out.key)
    assert isinstance(approve(desk, waived, "A. Voorbeeld"), Approved)
    added = correct(desk, kept, Reworded(S1, "Hoest 2 wk. Allergie: penicilline."))
    assert added.blocking_omissions == ()


def test_an_omission_that_must_be_seen_is_waived_one_by_one(desk: Desk) -> None:
    two = lacking(omission(), omission("drug"))
    with pytest.raises(FindingsOpen):
        approve(desk, two, "A. Voorbeeld")
    one = waive(desk, two, "allergy-2")
    with pytest.raises(FindingsOpen):
        approve(desk, one, "A. Voorbeeld")
    assert isinstance(approve(desk, waive(desk, one, "drug-2"), "A. Voorbeeld"), Approved)
    assert ("FLAG_RESOLVE", "allergy-2") in acts(desk)


def test_a_tick_and_a_waiver_can_be_taken_back(desk: Desk) -> None:
    made = draft(finding=MUST)
    assert untick(desk, tick(desk, made, S1), S1).open_findings == (S1,)
    left_out = lacking(omission())
    assert unwaive(desk, waive(desk, left_out, "allergy-2"), "allergy-2").blocking_omissions
    told = [act for act, _ in acts(desk)]
    assert told == ["FLAG_RESOLVE", "EDIT", "FLAG_RESOLVE", "EDIT"]
    assert acts(desk)[1] == ("EDIT", "unticked.S1")


def test_what_the_note_does_not_lack_cannot_be_waived(desk: Desk) -> None:
    with pytest.raises(StatementUnknown):
        waive(desk, draft(), "kanariegeel")
    assert acts(desk) == []


def test_an_approval_is_undone_on_request_and_that_is_written_down(desk: Desk) -> None:
    desk.consultations.save(draft())
    approved = approve(desk, draft(), "A. Voorbeeld")
    again = reopen(desk, approved)
    assert desk.consultations.load(FIRST_ID) == again == draft()
    assert acts(desk) == [("APPROVE", ""), ("REVOKE_APPROVAL", ""), ("EDIT", "reopened")]


def test_an_earlier_version_is_gone_on_with_as_a_draft_and_checked(desk: Desk) -> None:
    desk.consultations.save(draft())
    approved = approve(desk, draft(), "A. Voorbeeld")
    earlier = draft(text="Hoest 3 wk.").note
    back = restore(desk, approved, earlier)
    assert [line.text for _, line in back.note.statements()] == ["Hoest 3 wk."]
    assert back.open_findings == (S1,)
    assert [act for act, _ in acts(desk)] == ["APPROVE", "REVOKE_APPROVAL", "EDIT"]


def test_what_was_compared_counts_for_that_text_beside_that_conversation_only(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    fine, wrong = draft(), draft(text="Hoest 3 wk.")
    held = Compared(fine)
    looks: list[Note] = []

    def looked(note: Note, said: Transcript) -> Note:
        looks.append(note)
        return recheck(note, said)

    monkeypatch.setattr("desktop.approval.recheck", looked)
    with pytest.raises(FindingsOpen):
        approve(desk, wrong, "A. Voorbeeld", held)
    with pytest.raises(FindingsOpen):
        approve(desk, allergic(), "A. Voorbeeld", held)
    assert len(looks) == 2
    approve(desk, fine, "A. Voorbeeld", held)  # control: what it is of needs no second look
    assert len(looks) == 2


def test_what_was_compared_and_is_wrong_stands_in_the_way(desk: Desk) -> None:
    wrong = draft(text="Hoest 3 wk.")
    held = Compared(wrong)
    with pytest.raises(FindingsOpen):
        approve(desk, wrong, "A. Voorbeeld", held)
    seen = checked_anew(wrong, held).model_copy(update={"ticked": frozenset({S1})})
    assert approve(desk, seen, "A. Voorbeeld", held)  # control: seen and left


def test_going_on_from_a_version_takes_what_was_compared_of_it_only(desk: Desk) -> None:
    now, old = draft(), draft(text="Hoest 3 wk.")
    assert restore(desk, now, old.note, Compared(old)).open_findings == (S1,)
    assert restore(desk, now, old.note, Compared(now)).open_findings == (S1,)
    assert restore(desk, now, now.note, Compared(now)).open_findings == ()
