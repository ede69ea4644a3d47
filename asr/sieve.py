"""Hold back what Whisper writes where nobody speaks, in another language, or in a loop.

Nothing is thrown away: what is held back is kept beside the transcript with its reason, and the
speech in it is counted. The language is never guessed; it is only told that another is spoken.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from asr.hearing import HeardSegment, Hearing
from asr.transcript import HeldBack, Language, Reason
from asr.window import Span, Window

# Nobody speaks where Whisper itself doubts that anybody does, and cannot tell in which language or
# finds its own words unlikely. In noise, music and babble of 16 kinds (whisper-base) the doubt is
# mostly 0.67-0.96, and the language given has 0.60 at most; in 131 windows of 15 conversations the
# doubt is 0.78 at most, and where it is above 0.6 the language has 0.63 or more.
NO_SPEECH_ABOVE = 0.6
LANGUAGE_BELOW = 0.6
UNLIKELY = -1.0
# Singing is doubted less (0.36), but is in no language. Of 63 single turns of 0.5 to 4 seconds, in
# which Whisper often knows no language either, those with words as unlikely have 0.21 at most.
NO_WORDS_ABOVE = 0.3
# Another language is spoken where the one given is as good as ruled out and another is likely. The
# one given never has less than 0.46 in those conversations, and at most 0.05 in the other sample.
RULED_OUT = 0.1
LIKELY = 0.5
# In less speech than this Whisper guesses: it takes "dank u" for German, with 0.89. There goes what
# held for the window before.
ENOUGH_SPEECH = 8.0


@dataclass(frozen=True)
class Sifted:
    """What is taken for said in a window, and what is held back of it.

    `spoken` is the language that it seems to be in, "" where that cannot be told.
    """

    hearing: Hearing
    held: tuple[HeldBack, ...]
    spoken: str


def loops(hearing: Hearing) -> bool:
    """Whether Whisper went round in a loop."""
    return any(segment.loops for segment in hearing.segments)


def sift(window: Window, hearing: Hearing, language: Language, before: str = "") -> Sifted:
    """Part what was heard in a window; `before` is what the window before was spoken in."""
    chances = hearing.languages() if hearing.languages and hearing.segments else {}
    spoken = _spoken(window, chances, language, before)
    kept: list[HeardSegment] = []
    held: dict[Reason, list[HeardSegment]] = {}
    for segment in hearing.segments:
        reason = _reason(segment, chances, language, spoken)
        (held.setdefault(reason, []) if reason else kept).append(segment)
    if "no_speech" in held:
        spoken = before
    whole = not kept and len(held) == 1
    told = tuple(
        _held(window, segments, reason, spoken if reason == "language" else "", whole=whole)
        for reason, segments in held.items()
    )
    return Sifted(replace(hearing, segments=kept), told, spoken)


def sift_guess(window: Window, hearing: Hearing, language: Language, before: str) -> Sifted:
    """The same for what is guessed, several times in each window.

    Where the window before was in the language given and Whisper doubts nothing, it is not asked
    again what is spoken: that costs 0.05 s of processor a guess.
    """
    doubted = any(segment.no_speech > NO_WORDS_ABOVE for segment in hearing.segments)
    known = before == language and not doubted
    return sift(window, replace(hearing, languages=None) if known else hearing, language, before)


def _reason(
    segment: HeardSegment, chances: Mapping[str, float], given: Language, spoken: str
) -> Reason | None:
    if segment.loops:
        return "loop"
    chance, foreign = chances.get(given, 1.0), spoken not in ("", given)
    unlikely = segment.log_probability < UNLIKELY
    if (
        segment.no_speech > NO_SPEECH_ABOVE
        and not foreign
        and (chance < LANGUAGE_BELOW or unlikely)
    ):
        return "no_speech"
    if segment.no_speech > NO_WORDS_ABOVE and chance < RULED_OUT and unlikely:
        return "no_speech"
    return "language" if foreign else None


def _spoken(window: Window, chances: Mapping[str, float], given: Language, before: str) -> str:
    """The language that a window is in: the one given, unless it is surely another."""
    if not chances:
        return before
    if window.speech_under(window.speech) < ENOUGH_SPEECH:
        return given if chances[given] >= LIKELY else before
    likeliest = max(chances, key=lambda name: chances[name])
    return likeliest if chances[given] < RULED_OUT and chances[likeliest] >= LIKELY else given


def _held(
    window: Window, segments: Sequence[HeardSegment], reason: Reason, spoken: str, *, whole: bool
) -> HeldBack:
    """These segments as one piece; `whole`: there is nothing else in the window."""
    spans = [window.place(one.words[0].start, one.words[-1].end) for one in segments if one.words]
    if whole or not spans:
        spans = [Span(window.speech[0].start, window.speech[-1].end)]
    return HeldBack(
        start=round(spans[0].start, 3),
        end=round(max(span.end for span in spans), 3),
        seconds=round(window.speech_under(spans), 3),
        reason=reason,
        text="".join(word.text for one in segments for word in one.words).strip(),
        language=spoken,
    )
