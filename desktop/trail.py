"""The steps in which a note was written, to go back and forth over them, also after a restart.

Every step that was kept is a version in the library. What lies beside it, sealed as well, is which
versions follow each other as steps, and at which one the note is now.
"""

from dataclasses import dataclass

from pydantic import ValidationError

from asr.value import Value
from desktop.consultation import Approved, ConsultationId, Draft, seal
from desktop.store.library import Library
from summarize.note import Note, StatementId

MOST = 300  # steps to go back over; a visit takes about thirty


class Step(Value):
    """The note as it was after one step, with what was left as it is."""

    note: Note
    ticked: frozenset[StatementId] = frozenset()
    waived: frozenset[str] = frozenset()


class _Kept(Value):
    version: int
    waived: frozenset[str] = frozenset()


class _Kepts(Value):
    """What is remembered between two openings: nothing that quotes the note."""

    at: int
    steps: tuple[_Kept, ...]
    unchecked: frozenset[StatementId] = frozenset()


@dataclass
class _Place:
    """One step: its version once it was kept, and the note itself once it was asked for."""

    version: int | None
    waived: frozenset[str]
    step: Step | None


class Trail:
    """The steps of one note and where it is among them."""

    def __init__(self, library: Library, found: Draft | Approved) -> None:
        self._library, self._id = library, found.id
        self.unchecked: frozenset[StatementId] = frozenset()
        now = Step(note=found.note, ticked=found.ticked, waived=found.waived)
        self._places, self._at = self._remembered(now)

    @property
    def now(self) -> Step:
        """The step the note is at."""
        return self._step(self._places[self._at])

    @property
    def may_go_back(self) -> bool:
        """Whether there is a step before this one."""
        return self._at > 0

    @property
    def may_go_on(self) -> bool:
        """Whether there is a step that was undone."""
        return self._at + 1 < len(self._places)

    def back(self) -> Step:
        """Go one step back."""
        self._at -= 1
        return self.now

    def on(self) -> Step:
        """Go one step on."""
        self._at += 1
        return self.now

    def add(self, step: Step) -> None:
        """A new step after this one; what was undone is no more."""
        self._places = [*self._places[: self._at + 1], _Place(None, step.waived, step)][-MOST:]
        self._at = len(self._places) - 1

    def change(self, step: Step) -> None:
        """The step the note is at became another; it is not kept yet."""
        self._places[self._at] = _Place(None, step.waived, step)

    def keep(self, unchecked: frozenset[StatementId]) -> None:
        """The step the note is at was just saved: remember its version, and the way to it."""
        self._places[self._at].version = self._library.versions(self._id)[-1].number
        kept = [place for place in self._places if place.version is not None]
        at = sum(place.version is not None for place in self._places[: self._at])
        steps = tuple(_Kept(version=p.version, waived=p.waived) for p in kept if p.version)
        self._library.remember(
            _name(self._id), _Kepts(at=at, steps=steps, unchecked=unchecked).model_dump_json()
        )

    def _remembered(self, now: Step) -> tuple[list[_Place], int]:
        """The way as it was left, if the note still is where it led; else by the versions."""
        versions = {v.number: v.text_sha256 for v in self._library.versions(self._id)}
        last, text = max(versions, default=0), seal(self._id, now.note)
        here = _Place(last or None, now.waived, now)
        kepts = self._recalled()
        known = [step for step in kepts.steps if step.version in versions]
        if kepts.steps and len(known) == len(kepts.steps) and 0 <= kepts.at < len(known):
            places = [_Place(step.version, step.waived, None) for step in known]
            if versions[known[kepts.at].version] == text:
                self.unchecked = kepts.unchecked
                places[kepts.at] = here
                return places, kepts.at
            places = [*places[: kepts.at + 1], here]
            return places, len(places) - 1
        earlier: list[_Place] = []
        for number, sha256 in sorted(versions.items()):
            if sha256 != text and (not earlier or versions[earlier[-1].version or 0] != sha256):
                earlier.append(_Place(number, frozenset(), None))
        return [*earlier, here][-MOST:], min(len(earlier), MOST - 1)

    def _recalled(self) -> _Kepts:
        try:
            return _Kepts.model_validate_json(self._library.recall(_name(self._id)) or "")
        except ValidationError:
            return _Kepts(at=0, steps=())

    def _step(self, place: _Place) -> Step:
        if place.step is None:
            number = place.version or 0
            ticked = next(v.ticked for v in self._library.versions(self._id) if v.number == number)
            note = self._library.version(self._id, number)
            place.step = Step(note=note, ticked=ticked, waived=place.waived)
        return place.step


def _name(consultation: ConsultationId) -> str:
    return f"editing {consultation}"
