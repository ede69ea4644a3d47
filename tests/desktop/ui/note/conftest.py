"""What the tests of a note on the screen share."""

import pytest

from desktop.ui.practice import Practice
from tests.desktop.ui.note_engines import NoteEngines


@pytest.fixture
def engines(practice: Practice) -> NoteEngines:
    """Engines in this process."""
    made = NoteEngines()
    practice.engines = made
    return made
