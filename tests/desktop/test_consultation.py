"""Approval: bound to the exact text, refused while something must still be seen."""

import json
from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from desktop.consultation import (
    Approved,
    ConsultationId,
    Draft,
    Transcribed,
    from_bytes,
    seal,
    to_bytes,
)
from desktop.errors import ApproverMissing, FileBroken, FindingsOpen
from summarize.note import Finding, StatementId
from tests.fakes import FIRST_ID, draft, transcript

NOON = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
MUST_SEE = Finding(kind="negation", severity="must_see", written="geen koorts", said="koorts")
LOOK = Finding(kind="unsure", severity="look", written="koorts")


def test_an_approved_note_carries_who_when_and_the_seal_of_its_text() -> None:
    approved = Approved.of(draft(), "A. Voorbeeld", NOON)
    assert approved.approval.by == "A. Voorbeeld"
    assert approved.approval.at == NOON
    assert approved.approval.text_sha256 == seal(FIRST_ID, approved.note)


def test_an_open_finding_that_must_be_seen_refuses_approval_until_it_is_ticked() -> None:
    open_draft = draft(finding=MUST_SEE)
    with pytest.raises(FindingsOpen):
        Approved.of(open_draft, "A. Voorbeeld", NOON)
    ticked = open_draft.model_copy(update={"ticked": frozenset({StatementId("S1")})})
    assert Approved.of(ticked, "A. Voorbeeld", NOON).approval.by == "A. Voorbeeld"


def test_a_lesser_finding_does_not_stand_in_the_way() -> None:
    assert Approved.of(draft(finding=LOOK), "A. Voorbeeld", NOON)


@pytest.mark.parametrize("name", ["", "  "])
def test_approval_needs_a_name(name: str) -> None:
    with pytest.raises(ApproverMissing):
        Approved.of(draft(), name, NOON)


def test_the_seal_changes_with_any_letter_and_with_whose_note_it_is() -> None:
    note, other = draft().note, draft(text="Hoest 2 wk").note
    assert seal(FIRST_ID, note) == seal(FIRST_ID, draft().note)
    assert seal(FIRST_ID, note) != seal(FIRST_ID, other)
    assert seal(FIRST_ID, note) != seal(ConsultationId("another"), note)


def test_an_approved_value_cannot_hold_another_text() -> None:
    approved = Approved.of(draft(), "A. Voorbeeld", NOON)
    fields = approved.model_dump()
    assert Approved.model_validate(fields) == approved
    with pytest.raises(ValidationError):
        Approved.model_validate({**fields, "note": draft(text="Iets anders.").note})


def test_a_file_whose_approved_text_was_changed_comes_back_as_a_draft() -> None:
    data = to_bytes(Approved.of(draft(), "A. Voorbeeld", NOON))
    assert isinstance(from_bytes(data), Approved)
    changed = from_bytes(data.replace(b"Hoest 2 wk.", b"Hoest 3 wk."))
    assert isinstance(changed, Draft)
    assert next(s.text for _, s in changed.note.statements()) == "Hoest 3 wk."


def test_a_file_with_a_forged_seal_field_comes_back_as_a_draft() -> None:
    fields = json.loads(to_bytes(Approved.of(draft(), "A. Voorbeeld", NOON)))
    fields["approval"]["text_sha256"] = "0" * 64
    assert isinstance(from_bytes(json.dumps(fields).encode()), Draft)


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"<html>", b'{"stage": "approved"}', b"\xff"])
def test_what_griffel_did_not_write_is_refused(data: bytes) -> None:
    with pytest.raises(FileBroken):
        from_bytes(data)


def test_every_stage_comes_back_as_it_went() -> None:
    said = transcript(("patient", "Ik hoest."))
    for stage in (
        Transcribed(id=FIRST_ID, transcript=said),
        draft(finding=LOOK),
        Approved.of(draft(), "A. Voorbeeld", NOON),
    ):
        assert from_bytes(to_bytes(stage)) == stage


def test_reopening_gives_the_same_note_as_a_draft() -> None:
    approved = Approved.of(draft(), "A. Voorbeeld", NOON)
    assert approved.reopened() == draft()
