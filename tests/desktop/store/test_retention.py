"""When things must go: never before approval, never early, and never past a failed step."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.consultation import Approved, Consultation, ConsultationId, Recorded, Transcribed
from desktop.policy import Policy, RetentionRules
from desktop.store.acts import Act
from desktop.store.audit import AuditRecord
from desktop.store.retention import Due, due, held, schedule, unfinished
from tests.fakes import FIRST_ID, Clock, draft

NOON = Clock()()
OTHER = ConsultationId("20260105-090000-000002")


def keeping(days: int) -> Policy:
    return Policy(retention=RetentionRules(days=days))


def approved(at: datetime = NOON, name: ConsultationId = FIRST_ID) -> Approved:
    return Approved.of(draft().model_copy(update={"id": name}), "A. Voorbeeld", at)


def stages(at: datetime = NOON) -> list[Consultation]:
    """One of each, and what erasing and correcting make of an approved one."""
    note = approved(at)
    return [
        Recorded(id=FIRST_ID, language="nl", channels=1, seconds=1.0),
        Transcribed(id=FIRST_ID, transcript=draft().transcript),
        draft(),
        note,
        note.reopened(),
        note.without_conversation(),
        note.without_conversation().reopened(),
    ]


def record(act: Act, consultation: ConsultationId = FIRST_ID) -> AuditRecord:
    code = "desktop.place_unwritable" if act in ("FAILED", "REFUSED") else ""
    return AuditRecord(act=act, at=NOON, user="tester", consultation=consultation, detail=code)


@given(
    st.lists(st.integers(0, 6)),
    st.integers(0, 90),
    st.timedeltas(timedelta(days=-100), timedelta(days=100)),
)
def test_only_what_is_approved_and_old_enough_is_ever_due(
    chosen: list[int], days: int, passed: timedelta
) -> None:
    kept = [stages()[one] for one in chosen]
    found = due(kept, keeping(days), NOON + passed)
    waiting = [one for one in kept if isinstance(one, Approved) and not one.transcript.erased]
    assert len(found) == (len(waiting) if passed >= timedelta(days=days) else 0)
    assert {one.at for one in found} <= {NOON + timedelta(days=days)}


@pytest.mark.parametrize("days", [0, 1, 90])
def test_the_moment_itself_is_the_moment(days: int) -> None:
    at = NOON + timedelta(days=days)
    rule = f"after-{days}-days" if days else "at-approval"
    expected = Due(consultation=FIRST_ID, at=at, rule=rule)
    assert due([approved()], keeping(days), at) == (expected,)
    assert due([approved()], keeping(days), at - timedelta(microseconds=1)) == ()
    assert schedule([approved()], keeping(days)) == (expected,)


@pytest.mark.parametrize(
    ("acts", "holds"),
    [
        (["APPROVE"], False),
        (["APPROVE", "EXPORT"], False),
        (["APPROVE", "EXPORT", "FAILED"], True),
        (["APPROVE", "FAILED", "EXPORT"], False),
        (["APPROVE", "FAILED", "VIEW", "REFUSED", "COPY"], True),
        (["APPROVE", "REVOKE_APPROVAL"], True),
        (["APPROVE", "REVOKE_APPROVAL", "EDIT", "APPROVE"], False),
        (["FAILED", "TRANSCRIBE", "DRAFT"], False),
        ([], False),
    ],
)
def test_a_failed_step_holds_until_a_step_is_done(acts: list[Act], holds: bool) -> None:
    records = [record("FAILED", OTHER), *(record(act) for act in acts)]
    assert held(records) == ({FIRST_ID, OTHER} if holds else {OTHER})


@pytest.mark.parametrize(
    ("acts", "proven"),
    [
        ([], False),
        (["DELETE_AUDIO"], False),
        (["DELETE_TRANSCRIPT"], False),
        (["DELETE_AUDIO", "DELETE_TRANSCRIPT"], True),
    ],
)
def test_what_was_erased_without_proof_is_unfinished(acts: list[Act], proven: bool) -> None:
    records = [record(act) for act in acts]
    for consultation in stages():
        erased = not isinstance(consultation, Recorded) and consultation.transcript.erased
        found = unfinished([consultation], records, NOON)
        assert [one.begun for one in found] == ([True] if erased and not proven else [])
