"""What the clinician is told of speech that did not become text, and of why it did not."""

from collections.abc import Iterator
from typing import get_args

from asr.transcript import HeldBack, Language, Transcript
from desktop.clock import clock
from desktop.words import all_words, words


def other_language(transcript: Transcript, language: Language) -> str:
    """That another language is spoken than the one given, where most of it sounds so; else ""."""
    if not transcript.sounds_like:
        return ""
    spoken = _name(transcript.sounds_like, language)
    return words(
        "unheard.other_language",
        language,
        spoken=spoken,
        given=_name(transcript.language, language),
    )


def known_language(transcript: Transcript) -> Language | None:
    """The other language that most of it sounds like, where it can be heard in that one."""
    return next((one for one in get_args(Language) if one == transcript.sounds_like), None)


def held_back(transcript: Transcript, language: Language) -> Iterator[str]:
    """Each piece that was written and not taken over: where, why, and what it said."""
    for one in transcript.held:
        reason = _reason(one, language)
        yield words(
            "unheard.line", language, at=clock(one.start), reason=reason, text=one.text.strip()
        )


def held_seconds(transcript: Transcript) -> float:
    """Seconds of speech that were written out and not taken over."""
    held = transcript.coverage
    return held.looped + held.not_speech + held.other_language


def _reason(one: HeldBack, language: Language) -> str:
    if one.reason == "language":
        return words("unheard.language", language, spoken=_name(one.language, language))
    return words(f"unheard.{one.reason}", language)


def _name(spoken: str, language: Language) -> str:
    """What a language is called; one that is not listed is just another."""
    known = all_words(language)
    return known.get(f"unheard.name.{spoken}", known["unheard.name.other"])
