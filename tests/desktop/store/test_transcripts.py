"""What was read once is not read again, unless what lies on the disk is something else."""

from pathlib import Path

import pytest

from desktop.consultation import Approved, Transcribed
from tests.desktop.store.libraries import APPROVER, TURNS, Home
from tests.fakes import FIRST_ID, Clock, draft, transcript

SAID = transcript(*TURNS)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "library")


def test_the_same_words_are_read_once_and_other_words_anew(home: Home) -> None:
    home.create().close()
    library = home.open()
    library.save(Transcribed(id=FIRST_ID, transcript=SAID))
    library.close()
    library = home.open()
    first, second = library.load(FIRST_ID), library.load(FIRST_ID)
    assert isinstance(first, Transcribed)
    assert isinstance(second, Transcribed)
    assert first.transcript == SAID
    assert second.transcript is first.transcript
    other = transcript(*TURNS[:2])
    library.save(Transcribed(id=FIRST_ID, transcript=other))
    changed = library.load(FIRST_ID)
    assert isinstance(changed, Transcribed)
    assert changed.transcript == other
    library.close()


def test_what_is_kept_again_with_other_words_replaces_them_also_if_it_was_just_read(
    home: Home,
) -> None:
    library = home.create()
    library.save(Transcribed(id=FIRST_ID, transcript=SAID))
    read = library.load(FIRST_ID)
    assert isinstance(read, Transcribed)
    library.save(read)
    library.save(Transcribed(id=FIRST_ID, transcript=transcript(*TURNS[:2])))
    library.save(read)
    library.close()
    again = home.open()
    assert again.load(FIRST_ID) == read
    again.close()


def test_erased_words_are_gone_however_often_they_were_read(home: Home) -> None:
    library = home.create()
    library.save(Approved.of(draft(), APPROVER, Clock()()))
    before = library.load(FIRST_ID)
    assert isinstance(before, Approved)
    assert before.transcript.utterances
    library.erase_transcript(FIRST_ID)
    after = library.load(FIRST_ID)
    assert isinstance(after, Approved)
    assert after.transcript.erased
    library.close()
