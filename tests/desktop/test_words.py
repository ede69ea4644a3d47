"""Every problem and every mark has words in both languages, plain ones, with the same fields."""

import ast
import importlib
import inspect
import pkgutil
import re
import string
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

import asr
import desktop
import summarize
from asr.errors import HearingError
from asr.transcript import Language, Speaker
from desktop.errors import (
    GriffelError,
)
from desktop.models.catalogue import Kind, catalogue
from desktop.models.errors import (
    ModelDamaged,
)
from desktop.words import Problem, all_words, explain, screen_language, words
from summarize.errors import WritingError
from summarize.note import FindingKind

LANGUAGES: tuple[Language, ...] = get_args(Language)
ROOT = Path(__file__).parents[2]

# Words that promise more than Griffel can know, shout, or belong to the trade and not to the user.
FORBIDDEN = re.compile(
    r"!|\b(geverifieerd|verified|zeker|certain|succes\w*|getranscribeerd|extract)\b", re.IGNORECASE
)


def problems() -> list[type[Problem]]:
    """Every error class in every module of errors in the three packages."""
    modules = [
        importlib.import_module(found.name)
        for package in (asr, summarize, desktop)
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
        if found.name.endswith(".errors")
    ]
    return [
        value
        for module in modules
        for value in vars(module).values()
        if isinstance(value, type)
        and issubclass(value, HearingError | WritingError | GriffelError)
        and value.__module__ == module.__name__
    ]


def example(problem: type[Problem]) -> Problem:
    """An instance, with something in each field."""
    fields = list(inspect.signature(problem.__init__).parameters)[1:]
    made: Problem = problem(*("x" for _ in fields))
    return made


def fields_of(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def test_the_three_packages_are_walked() -> None:
    assert {HearingError, WritingError, GriffelError, ModelDamaged} <= set(problems())
    assert len(problems()) > 30


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("problem", problems(), ids=lambda problem: problem.__name__)
def test_every_problem_says_what_is_safe_what_happened_and_what_to_do(
    problem: type[Problem], language: Language
) -> None:
    explained = explain(example(problem), language)
    assert "{" not in explained
    assert len(re.findall(r"[.?](?= |$)", explained)) >= 3 or ": griffel " in explained


def test_every_problem_has_a_code_of_its_own() -> None:
    codes = [problem.code for problem in problems()]
    assert sorted(codes) == sorted(set(codes))


def test_both_languages_have_the_same_codes_with_the_same_fields() -> None:
    dutch, english = all_words("nl"), all_words("en")
    assert dutch.keys() == english.keys()
    assert [code for code in dutch if fields_of(dutch[code]) != fields_of(english[code])] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_fields_are_plain_names(language: Language) -> None:
    for sentence in all_words(language).values():
        for _, name, form, conversion in string.Formatter().parse(sentence):
            assert name is None or (name.isidentifier() and not form and not conversion)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_promises_or_shouts(language: Language) -> None:
    shown = dict(all_words(language)) | {m.name: m.to_know(language) for m in catalogue().models}
    assert [code for code, sentence in shown.items() if FORBIDDEN.search(sentence)] == []


@pytest.mark.parametrize("sentence", ["Geverifieerd.", "Dit is zeker zo", "Verified", "Klaar!"])
def test_a_promise_would_be_seen(sentence: str) -> None:
    assert FORBIDDEN.search(sentence)
    assert not FORBIDDEN.search("onzeker gehoord")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_thing_has_a_name(language: Language) -> None:
    for table, kinds in (
        ("finding", FindingKind),
        ("speaker", Speaker),
        ("models", Kind),
    ):
        for kind in get_args(kinds):
            assert words(f"{table}.{kind}", language)


def asked_codes(source: str) -> Iterator[tuple[str, set[str] | None]]:
    """The codes a program asks for by name, with the fields it gives (None: not to be seen)."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            code = node.args[0] if node.func.id == "words" and node.args else None
            if isinstance(code, ast.Constant) and isinstance(code.value, str):
                given = {word.arg for word in node.keywords}
                yield code.value, None if None in given else {name for name in given if name}


def test_every_code_that_is_asked_for_exists_and_gets_its_fields() -> None:
    sentences = all_words("nl")
    for path in sorted((ROOT / "desktop").rglob("*.py")):
        for code, given in asked_codes(path.read_text(encoding="utf-8")):
            assert code in sentences, path.name
            assert given is None or given == fields_of(sentences[code]), (path.name, code)


def test_a_code_that_is_asked_for_is_found_in_the_source() -> None:
    assert list(asked_codes("words('a.b', language, n=1)\nwords('c', x, **y)")) == [
        ("a.b", {"n"}),
        ("c", None),
    ]


def test_fields_are_filled_in_and_never_interpreted() -> None:
    hostile = "{0.__class__} {{x}} %s {name}"
    assert hostile in words("models.removed", "nl", name=hostile)
    assert hostile in explain(ModelDamaged(hostile), "en")


@pytest.mark.parametrize(
    ("machine", "spoken"),
    [
        ({"GRIFFEL_LANGUAGE": "en", "LANG": "nl_NL.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LC_ALL": "nl_NL", "LANG": "en_GB"}, "nl"),
        ({"LANG": "C.UTF-8"}, "nl"),
        ({}, "nl"),
    ],
)
def test_speaks_the_language_of_the_machine(
    machine: dict[str, str], spoken: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("GRIFFEL_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in machine.items():
        monkeypatch.setenv(name, value)
    assert screen_language() == spoken
