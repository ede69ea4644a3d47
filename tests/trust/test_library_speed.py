"""Ten thousand consultations of 1,700 words: still open at once, and found at once."""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from itertools import islice

import pytest

from asr.transcript import Speaker
from desktop.consultation import Approved, ConsultationId
from tests.desktop.store.libraries import Home, approved, visit
from tests.trust.scale import FULL, full

CONSULTATIONS = full(10_000, 300)
WORDS, TURN = 1_700, 17
OPEN_SECONDS, LIST_SECONDS, SEARCH_SECONDS = 1.0, 0.05, 0.2
SEARCHES = 100
COMMON = ["de", "het", "en", "ik", "een", "dat", "niet", "is", "van", "wel", "maar", "dan", "nog"]


def vocabulary() -> list[str]:
    """Common words and 20,000 made-up ones, which are rarer the further on they stand."""
    chance = random.Random(1)  # noqa: S311 - the same each time
    syllables = [
        c + v + e for c in "bdfghklmnprstvwz" for v in "aeiou" for e in ("", "n", "r", "s")
    ]
    made = {"".join(chance.choices(syllables, k=chance.choice((2, 3, 4)))) for _ in range(20_000)}
    return [*COMMON, *sorted(made, key=lambda _: chance.random())]


def visits() -> Iterator[Approved]:
    """Approved visits with their transcript, words spread as in a language (Zipf)."""
    words, chance = vocabulary(), random.Random(2)  # noqa: S311 - the same each time
    weights = [0.0]
    for number in range(len(words)):
        weights.append(weights[-1] + 1 / (number + 1))
    for number in range(CONSULTATIONS):
        said = chance.choices(words, cum_weights=weights[1:], k=WORDS)
        turns: tuple[tuple[Speaker, str], ...] = tuple(
            ("patient", " ".join(said[start : start + TURN])) for start in range(0, WORDS, TURN)
        )
        lines = [("SOEP"[n % 4], " ".join(chance.choices(said, k=8))) for n in range(12)]
        yield approved(visit(*lines, identity=ConsultationId(f"c{number:05d}"), turns=turns))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    made = Home(tmp_path_factory.mktemp("many") / "home")
    with closing(made.create()) as library:
        left = visits()
        while batch := list(islice(left, 100)):  # as one transaction: ten times as quick
            with library._database.transaction():
                for consultation in batch:
                    library._put(consultation)
    return made


def seconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def test_a_large_library_opens_lists_and_finds_in_time(home: Home) -> None:
    began = time.perf_counter()
    library = home.open()
    assert library.page().total == CONSULTATIONS
    opened = time.perf_counter() - began
    listed = seconds(lambda: library.page(CONSULTATIONS // 2, 50))
    words, chance = vocabulary(), random.Random(3)  # noqa: S311 - the same each time
    asked = [
        *COMMON[:10],
        *chance.choices(words[:200], k=SEARCHES // 2),
        *(" ".join(chance.choices(words[:2_000], k=2)) for _ in range(SEARCHES // 2 - 10)),
    ]
    times = sorted(seconds(partial(library.search, text)) for text in asked)
    library.close()
    if FULL:  # else other tests share the machine
        assert opened <= OPEN_SECONDS
        assert listed <= LIST_SECONDS
        assert times[int(len(times) * 0.95)] <= SEARCH_SECONDS
