"""The invented day is the same in both languages, and shows what the guides explain."""

from dataclasses import replace
from typing import get_args

import pytest

from asr.transcript import Language
from desktop.consultation import Draft
from desktop.session import Session
from tests.desktop.visits import session  # noqa: F401 - a fixture
from tests.pictures.day import Visit, clock_of_the_day, live, read_day

LANGUAGES: tuple[Language, ...] = get_args(Language)


def test_both_languages_have_the_same_day() -> None:
    days = [read_day(language) for language in LANGUAGES]
    shapes = [[(v.at, v.until, v.sample, len(v.turns)) for v in day.visits] for day in days]
    assert shapes[0] == shapes[1]
    assert {v.until for v in days[0].visits} == {"recorded", "draft", "approved", "exported"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_followed_visit_shows_each_mark_of_the_guide(
    language: Language,
    session: Session,  # noqa: F811
) -> None:
    day = read_day(language)
    with clock_of_the_day() as clock:
        timed = replace(session, desk=replace(session.desk, now=clock))
        visits = live(timed, clock, day, language)
    draft = session.library.load(visits[next(v for v in day.visits if v.sample).patient])
    assert isinstance(draft, Draft)
    lines = [line for _, line in draft.note.statements()]
    assert "dose" in [found.kind for line in lines for found in line.findings]
    assert draft.open_omissions
    assert [line.text for line in lines if not line.evidence] == [_added(day.visits)]
    assert any(said.unsure_words for said in draft.transcript.utterances)


def _added(visits: tuple[Visit, ...]) -> str:
    return next(visit.added.text for visit in visits if visit.added is not None)
