"""The same conversation in other words: fillers, thanks, "je" for "u", digits, no signs."""

import random
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from asr.transcript import Language, Speaker, Transcript, Utterance, UtteranceId
from asr.value import Value
from desktop.bench.spelling import Spelling, spelled_out, with_digits

_FILLED = 0.3  # of the places where a filler fits
_THANKED = 0.1  # of the turns
_PAUSE = re.compile(r"(?:^|(?<=[,.?!]) )(?=\w)")
# Signs that are written and not heard; those inside 37,8 and 120/80 are.
_SIGN = re.compile(r'(?<!\d)[.,;:?!…"()]|[.,;:?!…"()](?!\d)')

Reworded = Callable[[Transcript, random.Random], Transcript]


class Rewordings(Value):
    """The lists of one language in assets/bench/rewording.toml."""

    fillers: tuple[str, ...]
    polite: tuple[str, ...]
    familiar: tuple[tuple[str, str], ...]
    chat: tuple[tuple[str, str], ...]
    numbers: Spelling


def reworded(transcript: Transcript, name: str, seed: int) -> Transcript:
    """The conversation with one harmless change; the same seed gives the same change."""
    dice = random.Random(f"{name} {seed}")  # noqa: S311 - repeatable, not secret
    return REWORDINGS[name](transcript, dice)


@cache
def rewordings(language: Language) -> Rewordings:
    """What to say instead, in one language."""
    text = (files("assets") / "bench" / "rewording.toml").read_text(encoding="utf-8")
    return Rewordings.model_validate(tomllib.loads(text)[language])


def _fillers(transcript: Transcript, dice: random.Random) -> Transcript:
    words = rewordings(transcript.language).fillers

    def filled(found: re.Match[str]) -> str:
        filler = f"{dice.choice(words)}, " if dice.random() < _FILLED else ""
        return found.group() + filler

    return _each_text(transcript, lambda text: _PAUSE.sub(filled, text))


def _polite(transcript: Transcript, dice: random.Random) -> Transcript:
    words = rewordings(transcript.language).polite
    return _each_text(
        transcript,
        lambda text: f"{text} {dice.choice(words)}" if dice.random() < _THANKED else text,
    )


def _familiar(transcript: Transcript, _: random.Random) -> Transcript:
    pairs = dict(rewordings(transcript.language).familiar)
    either = "|".join(re.escape(old) for old in sorted(pairs, key=len, reverse=True))
    phrase = re.compile(rf"(?<![\w'])(?:{either})(?![\w'])", re.IGNORECASE)

    def other(found: re.Match[str]) -> str:
        new = pairs[found.group().lower()]
        return new[0].upper() + new[1:] if found.group()[0].isupper() else new

    return _each_text(transcript, lambda text: phrase.sub(other, text))


def _digits(transcript: Transcript, _: random.Random) -> Transcript:
    return _each_text(transcript, lambda text: with_digits(text, transcript.language))


def _spelled(transcript: Transcript, _: random.Random) -> Transcript:
    spelling = rewordings(transcript.language).numbers
    return _each_text(transcript, lambda text: spelled_out(text, spelling))


def _lower_case(transcript: Transcript, _: random.Random) -> Transcript:
    return _each_text(transcript, str.lower)


def _no_signs(transcript: Transcript, _: random.Random) -> Transcript:
    return _each_text(transcript, lambda text: " ".join(_SIGN.sub(" ", text).split()))


def _chat_first(transcript: Transcript, dice: random.Random) -> Transcript:
    added = tuple(_chat(transcript, dice))
    return transcript.model_copy(update={"utterances": added + transcript.utterances})


def _chat_last(transcript: Transcript, dice: random.Random) -> Transcript:
    added = tuple(_chat(transcript, dice))
    return transcript.model_copy(update={"utterances": transcript.utterances + added})


def _chat(transcript: Transcript, dice: random.Random) -> Iterator[Utterance]:
    """Two turns about nothing, under ids that nobody has."""
    if transcript.is_empty:
        return
    call = any(one.speaker in ("agent", "customer") for one in transcript.utterances)
    sides: tuple[Speaker, Speaker] = ("agent", "customer") if call else ("clinician", "patient")
    free = max(one.id for one in transcript.utterances) + 1
    for at, text in enumerate(dice.choice(rewordings(transcript.language).chat)):
        yield Utterance(id=UtteranceId(free + at), speaker=sides[at], start=0.0, end=0.0, text=text)


def _each_text(transcript: Transcript, change: Callable[[str], str]) -> Transcript:
    """Every turn changed; its words go, because they are no longer those that were heard."""

    def utterance(one: Utterance) -> Utterance:
        text = change(one.text)
        return one if text == one.text else one.model_copy(update={"text": text, "words": ()})

    return transcript.model_copy(
        update={"utterances": tuple(utterance(one) for one in transcript.utterances)}
    )


REWORDINGS: Mapping[str, Reworded] = MappingProxyType(
    {
        "fillers": _fillers,
        "polite": _polite,
        "familiar": _familiar,
        "digits": _digits,
        "spelled": _spelled,
        "chat_first": _chat_first,
        "chat_last": _chat_last,
        "lower_case": _lower_case,
        "no_signs": _no_signs,
    }
)
