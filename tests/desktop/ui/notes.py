"""Visits with a note in the library of a practice, and what is told of them."""

from dataclasses import replace

from asr.transcript import Transcript
from desktop.consultation import Approved, Draft
from desktop.ui.practice import Practice
from desktop.visit import begin_visit
from desktop.workflow import approve, keep_drafted, keep_transcribed
from summarize.note import Note
from tests.desktop.visits import intake
from tests.fakes import draft, transcript

ALLERGIC = transcript(
    ("clinician", "Hoe lang hoest u al?"),
    ("patient", "Twee weken."),
    ("patient", "Ik ben allergisch voor penicilline."),
)


def drafted(
    practice: Practice, *, note: Note | None = None, said: Transcript | None = None
) -> Draft:
    """A kept visit with a draft; the note says a cough of two weeks, as was said."""
    desk = practice.session.desk
    visit = begin_visit(practice.session, intake(patient="Mw. De Vries"), "nl")
    heard = keep_transcribed(desk, visit, said or draft().transcript)
    return keep_drafted(desk, heard, note or draft().note)


def approved(practice: Practice) -> Approved:
    """A kept visit with an approved note."""
    return approve(practice.session.desk, drafted(practice), "A. Voorbeeld")


def told(practice: Practice, *acts: str) -> list[tuple[str, str]]:
    """What the audit says of these acts."""
    records = practice.session.desk.audit.records()
    return [(r.act, r.detail) for r in records if r.act in acts]


def ruled(practice: Practice, **rules: object) -> None:
    """Have the practice work under a policy with other rules."""
    desk = practice.session.desk
    changed = replace(desk, policy=desk.policy.model_copy(update=rules))
    practice.session = replace(practice.session, desk=changed)
