"""Erase the sound and the words of a consultation once its note is approved, and prove it.

Nothing here decides anew: the rules are in `desktop/store/retention.py`, and what is kept, not
what a caller holds, says whether a note is approved. The proof is written down last, so a crash
in between leaves an erasure without proof, which the next time is done again and proven.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from desktop.consultation import Approved, Consultation, ConsultationId
from desktop.desk import Desk, refused, write_down
from desktop.errors import ConsultationUnknown, GriffelError, NotApproved
from desktop.store.retention import Due, due, held, schedule, unfinished


@runtime_checkable
class Keyed(Protocol):
    """Recordings that are sealed: without the key of its consultation, sound is noise."""

    def key(self, consultation: ConsultationId) -> object: ...


@dataclass(frozen=True)
class Outlook:
    """What goes and when, in the order in which it goes, and what a failed step holds on to.

    `unreadable` counts the consultations of which nothing can be told.
    """

    coming: tuple[Due, ...]
    held: frozenset[ConsultationId]
    unreadable: int


def outlook(desk: Desk) -> Outlook:
    """What will be erased and when, without erasing anything."""
    kept, problems = _kept(desk)
    records = desk.audit.records()
    coming = (*unfinished(kept, records, desk.now()), *schedule(kept, desk.policy))
    in_order = tuple(sorted(coming, key=lambda one: (one.at, one.consultation)))
    return Outlook(in_order, held(records), unreadable=len(problems))


def erase_due(desk: Desk, only: ConsultationId | None = None) -> tuple[Due, ...]:
    """Erase all that must be gone by now, or of `only` this one, as right after its approval.

    One that cannot be erased does not keep the others.
    """
    kept, problems = _kept(desk, only)
    # Reading 100,000 acts takes 5 s on a busy machine, finding those on one consultation 0.6 s.
    records = desk.audit.records() if only is None else desk.audit.of(only)
    holding = held(records)
    now = desk.now()
    erased = []
    for one in (*unfinished(kept, records, now), *due(kept, desk.policy, now)):
        if one.consultation in holding and not one.begun:
            continue
        try:
            _erase(desk, one.consultation, one.rule)
            erased.append(one)
        except GriffelError as problem:
            problems.append(problem)
    if problems:
        raise problems[0]
    return tuple(erased)


def erase(desk: Desk, consultation: Consultation) -> None:
    """Erase now, before its day, what one approved note came from."""
    kept = desk.consultations.load(consultation.id)
    if not isinstance(kept, Approved):
        raise refused(desk, NotApproved(), consultation.id)
    _erase(desk, kept.id, "by-hand")


def _erase(desk: Desk, consultation: ConsultationId, rule: str) -> None:
    # The words first: the store refuses if the note is no longer approved, and all is still here.
    desk.consultations.erase_transcript(consultation)
    desk.recordings.erase(consultation)
    if _key_is_destroyed(desk, consultation):
        rule = f"{rule}+key-destroyed"
    kept = desk.consultations.load(consultation)
    sha256 = kept.approval.text_sha256 if isinstance(kept, Approved) else ""
    write_down(desk, "DELETE_AUDIO", consultation, detail=rule, sha256=sha256)
    write_down(desk, "DELETE_TRANSCRIPT", consultation, detail=rule, sha256=sha256)


def _key_is_destroyed(desk: Desk, consultation: ConsultationId) -> bool:
    """Tried, not assumed."""
    if not isinstance(desk.recordings, Keyed):
        return False
    try:
        desk.recordings.key(consultation)
    except ConsultationUnknown:
        return True
    return False


def _kept(
    desk: Desk, only: ConsultationId | None = None
) -> tuple[Collection[Consultation], list[GriffelError]]:
    """Every consultation that can be read, and what was wrong with the others."""
    found: list[Consultation] = []
    problems: list[GriffelError] = []
    for consultation in desk.consultations.ids() if only is None else (only,):
        try:
            found.append(desk.consultations.load(consultation))
        except GriffelError as problem:
            problems.append(problem)
    return found, problems
