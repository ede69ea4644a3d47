"""The order of the rooms: from the first start to the lock, as a clinician comes through them."""

from pathlib import Path

from asr.transcript import Language
from tests.pictures.day import live
from tests.pictures.door import first_start, locked, sheets, turn
from tests.pictures.steps import (
    approving,
    new_visit,
    not_approved,
    recording,
    review,
    rewritten,
    taking_over,
    versions,
    working_out,
)
from tests.pictures.tour import Tour, tour_of


def photograph(folder: Path, language: Language) -> tuple[Path, ...]:
    """Every screen in that language, in that folder."""
    with tour_of(folder, language) as tour:
        first_start(tour)
        _open_the_day(tour)
        new_visit(tour, "07-new-visit")
        recording(tour, "08-recording", lost="09-microphone-gone")
        working_out(tour, "10-working-out")
        review(tour, "11-review")
        rewritten(tour, "12-rewritten")
        versions(tour, "13-versions")
        sheets(tour)
        turn(tour, "dark")
        new_visit(tour, "23-new-visit-dark")
        recording(tour, "24-recording-dark")
        review(tour, "25-review-dark")
        turn(tour, "light")
        not_approved(tour, "16-not-approved")
        approving(tour, "14-approve-open", "15-approve-ready")
        taking_over(tour, "17-take-over", "18-copied")
        locked(tour)
        return tuple(sorted(tour.camera.taken))


def _open_the_day(tour: Tour) -> None:
    practice = tour.inside.practice
    tour.visits = live(practice.session, tour.clock, tour.day, tour.language)
    for visit in tour.visits.values():
        practice.visit_changed.emit(visit)
    practice.set(approver=tour.day.approver)
