"""What was heard so far on each channel, and the utterances and figures it makes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from asr.speakers import ROLES, speakers
from asr.transcript import Coverage, Language, Roles, Speaker, Utterance, UtteranceId
from asr.utterances import SNAP, Said
from asr.window import Span, Window

Spoken = tuple[Said, Speaker]


@dataclass
class Account:
    """What was heard on one channel."""

    said: list[Said] = field(default_factory=list)
    speech: float = 0.0  # seconds
    transcribed: float = 0.0

    def keep(self, said: tuple[Said, ...]) -> None:
        """Add what was said; a sentence that a window cut in two becomes one again."""
        if self.said and said and self.said[-1].runs_on_into(said[0]):
            self.said[-1:] = [self.said[-1].joined(said[0]), *said[1:]]
        else:
            self.said.extend(said)

    def count(self, window: Window, said: tuple[Said, ...]) -> None:
        """Add how much speech there was in a window, and how much of it became text."""
        self.speech += sum(span.end - span.start for span in window.speech)
        self.transcribed += _overlap(window, said)


def spoken(
    rows: Sequence[Sequence[Said]], language: Language, roles: Roles, *, swapped: bool
) -> list[Spoken]:
    """What was said by whom, in order: by channel, or by what is said where there is but one."""
    if len(rows) > 1:
        order = ROLES[roles][::-1] if swapped else ROLES[roles]
        told = [(said, role) for row, role in zip(rows, order, strict=True) for said in row]
    else:
        told = list(zip(rows[0], speakers(rows[0], language, roles), strict=True))
    return sorted(told, key=lambda pair: (pair[0].start, pair[0].end))


def numbered(told: Iterable[Spoken], first: int = 1) -> tuple[Utterance, ...]:
    """The same as utterances with numbers."""
    return tuple(
        Utterance(
            id=UtteranceId(number),
            speaker=speaker,
            start=round(said.start, 3),
            end=round(said.end, 3),
            text=said.text,
            words=said.words,
        )
        for number, (said, speaker) in enumerate(told, start=first)
    )


def coverage(accounts: Sequence[Account], recorded: float) -> Coverage:
    """How much of so many seconds of recording was speech, and what became of it."""
    speech = sum(one.speech for one in accounts)
    transcribed = min(speech, sum(one.transcribed for one in accounts))
    words = [word for one in accounts for said in one.said for word in said.words]
    unsure = sum(word.end - word.start for word in words if word.unsure)
    return Coverage(
        recorded=round(recorded * len(accounts), 2),
        speech=round(speech, 2),
        transcribed=round(transcribed, 2),
        unsure=round(min(transcribed, unsure), 2),
        skipped=round(speech - transcribed, 2),
    )


def _overlap(window: Window, said: tuple[Said, ...]) -> float:
    """Seconds of speech in a window that lie under the words of an utterance."""
    words = [Span(one.words[0].start - SNAP, one.words[-1].end + SNAP) for one in said]
    total = 0.0
    for span in window.speech:
        at = span.start
        for told in sorted(words, key=lambda one: one.start):
            low, high = max(at, told.start), min(span.end, told.end)
            if high > low:
                total, at = total + high - low, high
    return total
