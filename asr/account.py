"""What was heard so far on each channel, and the utterances and figures it makes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import get_args

from asr.speakers import ROLES, told_apart
from asr.transcript import (
    Coverage,
    HeldBack,
    Language,
    Reason,
    Roles,
    Speaker,
    Utterance,
    UtteranceId,
    Word,
)
from asr.utterances import SNAP, Said
from asr.window import Span, Window

Spoken = tuple[Said, Speaker]

# One set for all utterances: of its own each has 728 bytes, in four hours 6 MB.
_FIELDS = set(Utterance.model_fields)


@dataclass
class Account:
    """What was heard on one channel."""

    said: list[Said] = field(default_factory=list)
    speech: float = 0.0  # seconds
    transcribed: float = 0.0
    held: list[HeldBack] = field(default_factory=list)
    spoken: str = ""  # the language that it seemed to be in last

    def keep(self, said: tuple[Said, ...]) -> None:
        """Add what was said; a sentence that a window cut in two becomes one again."""
        if self.said and said and self.said[-1].runs_on_into(said[0]):
            self.said[-1:] = [self.said[-1].joined(said[0]), *said[1:]]
        else:
            self.said.extend(said)

    def hold(self, held: Iterable[HeldBack], spoken: str) -> None:
        """Add what is held back of a window, and which language seemed to be spoken in it."""
        self.held.extend(held)
        self.spoken = spoken

    def count(self, window: Window, said: tuple[Said, ...]) -> None:
        """Add how much speech there was in a window, and how much of it became text."""
        words = [Span(one.words[0].start - SNAP, one.words[-1].end + SNAP) for one in said]
        self.speech += window.speech_under(window.speech)
        self.transcribed += window.speech_under(words)


def spoken(
    rows: Sequence[Sequence[Said]], language: Language, roles: Roles, *, swapped: bool
) -> list[Spoken]:
    """What was said by whom, in order: by channel, or by voice and words where there is but one."""
    if len(rows) > 1:
        order = ROLES[roles][::-1] if swapped else ROLES[roles]
        told = [(said, role) for row, role in zip(rows, order, strict=True) for said in row]
    else:
        told = told_apart(rows[0], language, roles)
    return sorted(told, key=lambda pair: (pair[0].start, pair[0].end))


def numbered(told: Iterable[Spoken], first: int = 1) -> tuple[Utterance, ...]:
    """The same as utterances with numbers."""
    return tuple(
        Utterance.model_construct(
            _FIELDS,
            id=UtteranceId(number),
            speaker=speaker,
            start=round(said.start, 3),
            end=round(said.end, 3),
            text=said.text,
            words=tuple(_within(word, said) for word in said.words),
        )
        for number, (said, speaker) in enumerate(told, start=first)
    )


def _within(word: Word, said: Said) -> Word:
    """The word without what lies before or after its utterance, where only others speak.

    Whisper places a word up to 0.3 s beside its sound.
    """
    if said.start <= word.start and word.end <= said.end:
        return word
    start = min(max(word.start, said.start), said.end)
    return word.model_copy(update={"start": start, "end": max(start, min(word.end, said.end))})


def held_back(accounts: Sequence[Account]) -> tuple[HeldBack, ...]:
    """What is held back on all channels, in order."""
    return tuple(sorted((one for a in accounts for one in a.held), key=lambda one: one.start))


def coverage(accounts: Sequence[Account], recorded: float) -> Coverage:
    """How much of so many seconds of recording was speech, and what became of it."""
    speech = sum(one.speech for one in accounts)
    transcribed = min(speech, sum(one.transcribed for one in accounts))
    words = [word for one in accounts for said in one.said for word in said.words]
    unsure = sum(word.end - word.start for word in words if word.unsure)
    skipped = round(speech - transcribed, 2)
    looped, not_speech, other_language = (
        round(min(skipped, sum(one.seconds for one in held_back(accounts) if one.reason == why)), 2)
        for why in get_args(Reason)
    )
    return Coverage(
        recorded=round(recorded * len(accounts), 2),
        speech=round(speech, 2),
        transcribed=round(transcribed, 2),
        unsure=round(min(transcribed, unsure), 2),
        skipped=skipped,
        looped=looped,
        not_speech=not_speech,
        other_language=other_language,
    )
