"""Visits to work out."""

from collections.abc import Callable

import pytest

from desktop.consultation import ConsultationId
from desktop.ui.practice import Practice
from desktop.visit import begin_visit, end_visit
from tests.desktop.store.recordings import noise
from tests.desktop.visits import intake


@pytest.fixture
def recorded(practice: Practice) -> Callable[[], ConsultationId]:
    """Makes a visit with one second of sound."""

    def record() -> ConsultationId:
        visit = begin_visit(practice.session, intake("Mw. De Vries"), "nl")
        with practice.session.recordings.resume(visit) as sound:
            sound.append(noise(16_000, 1))
        end_visit(practice.session, visit)
        return visit

    return record
