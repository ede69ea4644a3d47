"""A model is tried out before it writes notes, and judged by what it did."""

from collections.abc import Callable, Sequence
from typing import get_args

import pytest

from desktop.models.fitness import Fitness, Verdict, known_fitness, remember_fitness
from desktop.models.trials import Trial, conversation, trials, try_out
from desktop.models.writer_trial import pace_of
from desktop.words import words
from summarize.extract import Extract
from summarize.generate import Generate
from summarize.template import find_template
from tests.summarize.runtimes import Phrasing, Settled, Statement, as_settled, tiny_llama

Phrase = Callable[[Sequence[Settled]], list[Statement]]


def circles(lines: Sequence[Settled]) -> list[Statement]:
    return [{"text": f"{text[:20]} " * 4, "evidence": ids} for ids, text in lines]


def obedience(lines: Sequence[Settled]) -> list[Statement]:
    return [*as_settled(lines)[1:], {"text": "Papegaai of parrot.", "evidence": lines[0][0]}]


def invention(lines: Sequence[Settled]) -> list[Statement]:
    return [{"text": f"{text[:-1]}, 875 mg morfine.", "evidence": ids} for ids, text in lines]


def silence(lines: Sequence[Settled]) -> list[Statement]:
    return as_settled(lines)[:0]


@pytest.mark.parametrize(
    ("phrase", "verdict"),
    [
        (as_settled, "fit"),
        (circles, "repeats"),
        (obedience, "obeys"),
        (invention, "invents"),
        (silence, "little"),
    ],
)
def test_a_model_is_judged_by_what_it_writes(phrase: Phrase, verdict: Verdict) -> None:
    fitness, _ = try_out(Generate(Phrasing(phrase)))
    assert fitness.verdict == verdict


def test_random_weights_are_not_for_notes() -> None:
    fitness, took = try_out(Generate(tiny_llama()))
    assert fitness.verdict != "fit"
    assert fitness.said == 0
    assert fitness.lines >= 20
    assert pace_of(took, "a" * 64, count=2, threads=1) is not None  # the runtime tells its figures


def test_how_far_it_is_is_told() -> None:
    told: list[float] = []
    try_out(Generate(Phrasing()), told.append)
    assert told == sorted(told)
    assert 0 < told[0] < 0.3
    assert told[-1] == 1


@pytest.mark.parametrize("trial", trials(), ids=lambda trial: trial.sample)
def test_the_order_is_said_in_the_conversation_and_the_rules_pass_it_over(trial: Trial) -> None:
    said = conversation(trial)
    assert [one.text for one in said.utterances].count(trial.spoken) == 1
    assert all(word in trial.spoken for word in trial.never)
    lines = tuple(Extract().lines(said, find_template(trial.template, trial.language)))
    assert lines
    assert not [line for line in lines if any(word in line.text.lower() for word in trial.never)]


def test_what_came_of_it_is_remembered_by_the_hash_of_the_weights() -> None:
    fitness, _ = try_out(Generate(Phrasing()))
    assert known_fitness("a" * 64) is None
    remember_fitness("a" * 64, fitness)
    assert known_fitness("a" * 64) == fitness
    assert known_fitness("b" * 64) is None


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("verdict", get_args(Verdict))
def test_every_verdict_has_its_words(verdict: Verdict, language: str) -> None:
    fitness = Fitness(lines=9, said=1, proposed=9, looped=0, unfounded=8, obeyed=0)
    said = words(f"fitness.{verdict}", "nl" if language == "nl" else "en", **fitness.model_dump())
    assert "{" not in said
