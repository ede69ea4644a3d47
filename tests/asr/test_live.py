"""Hearing while it grows: guesses change nothing, and another hearer goes on as if nothing was."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise
from typing import TypeVar

import numpy as np
import pytest
from pydantic import TypeAdapter

from asr.audio import SAMPLE_RATE, Block
from asr.halt import Halt
from asr.hear import Heard, Hearer, Listening, needed_from
from asr.hearing import Hearing
from asr.live import MOST_AGAIN, NEW_SPEECH, Live
from asr.speech import Floats
from asr.transcript import Language, Transcript
from tests.asr.echo import Echo
from tests.asr.test_hear import heard as heard_whole
from tests.fakes import blocks, silence, voice

_HEARD: TypeAdapter[tuple[Heard, ...]] = TypeAdapter(tuple[Heard, ...])
CALL = Listening("nl", roles="call", telephone=True)
T = TypeVar("T")


def talk(seconds: float, seed: int = 1) -> Floats:
    """Speech with pauses of all lengths."""
    rows: list[Floats] = []
    pauses = (0.3, 2.0, 0.7, 5.0, 1.1)
    while sum(len(row) for row in rows) < seconds * SAMPLE_RATE:
        number = len(rows) // 2
        rows += [voice(3 + 4 * (number % 3), seed + number), silence(pauses[number % 5])]
    return np.concatenate(rows)[: int(seconds * SAMPLE_RATE)]


@pytest.fixture(scope="module")
def mono() -> list[Block]:
    return list(blocks(talk(130)))


@pytest.fixture(scope="module")
def stereo() -> list[Block]:
    return list(blocks(talk(75), np.concatenate([silence(4), talk(66, seed=2)])))


def live(sound: Sequence[Block], channels: int, how: Listening) -> tuple[Transcript, int]:
    """The transcript of somebody who guesses after each second, and how many guesses there were."""
    hearer = Hearer(channels, Echo(), how)
    guessing, guesses = Live(hearer, Echo()), 0
    for block in sound:
        for one in hearer.take(block):
            guessing.heard(one)
        guesses += guessing.guess()
        hearer.guessed(guessing.said)
    list(hearer.finish())
    return hearer.transcript(), guesses


def test_guessing_changes_nothing_of_what_is_heard_in_the_end(
    mono: list[Block], stereo: list[Block]
) -> None:
    transcript, guesses = live(mono, 1, Listening("nl"))
    assert transcript == heard_whole(mono, 1, Echo(), Listening("nl"))
    assert guesses > 20
    transcript, guesses = live(stereo, 2, CALL)
    assert transcript == heard_whole(stereo, 2, Echo(), CALL)
    assert guesses > 20


def test_control_a_sample_more_would_be_noticed(mono: list[Block]) -> None:
    shifted = list(blocks(np.concatenate([silence(1 / SAMPLE_RATE), talk(129)])))
    how = Listening("nl")
    assert heard_whole(shifted, 1, Echo(), how) != heard_whole(mono, 1, Echo(), how)


def gone_on(sound: list[Block], at: int, channels: int, how: Listening) -> Transcript:
    """The transcript of two, the second of whom takes over after so many blocks."""
    first = Hearer(channels, Echo(), how)
    told = [one for block in sound[:at] for one in first.take(block)]
    halt = Halt.model_validate_json(first.halt().model_dump_json())
    known = _HEARD.validate_json(_HEARD.dump_json(tuple(told)))
    second = Hearer(channels, Echo(), how)
    whole = np.concatenate([block.samples for block in sound[:at]], axis=1)
    second.go_on(halt, known, [Block(whole[:, needed_from(halt) :])])
    for block in sound[at:]:
        list(second.take(block))
    list(second.finish())
    return second.transcript()


@pytest.mark.parametrize("at", [1, 7, 29, 30, 31, 64, 100, 130])
def test_another_goes_on_and_nothing_is_otherwise(mono: list[Block], at: int) -> None:
    how = Listening("nl")
    assert gone_on(mono, at, 1, how) == heard_whole(mono, 1, Echo(), how)


@pytest.mark.parametrize("at", [3, 33, 40, 75])
def test_another_goes_on_with_a_call(stereo: list[Block], at: int) -> None:
    assert gone_on(stereo, at, 2, CALL) == heard_whole(stereo, 2, Echo(), CALL)


def test_control_who_goes_on_without_what_was_known_hears_something_else(
    mono: list[Block],
) -> None:
    how, at = Listening("nl"), 100
    first, second = Hearer(1, Echo(), how), Hearer(1, Echo(), how)
    told = [one for block in mono[:at] for one in first.take(block)]
    for one in told:
        second._accounts[one.channel].keep(one.said)
    for block in mono[at:]:
        list(second.take(block))
    list(second.finish())
    assert second.transcript().utterances != heard_whole(mono, 1, Echo(), how).utterances


@dataclass
class Noting(Echo):
    """Notes how long the sound is that it has to guess at."""

    lengths: list[float] = field(default_factory=list)

    def guess(self, sound: Floats, language: Language, hotwords: str = "") -> Hearing:
        self.lengths.append(len(sound) / SAMPLE_RATE)
        return super().guess(sound, language, hotwords)


def test_a_guess_comes_after_new_speech_or_a_pause_and_in_silence_there_is_none() -> None:
    noting = Noting()
    hearer = Hearer(1, noting, Listening("nl"))
    guessing = Live(hearer, noting)
    at = []
    sound = np.concatenate([silence(3), voice(8), silence(6)])
    for second, block in enumerate(blocks(sound), start=1):
        list(hearer.take(block))
        if guessing.guess():
            at.append(second)
        assert not guessing.guess()  # nothing new since
    assert at[0] in (5, 6)
    assert all(b - a <= NEW_SPEECH + 1 for a, b in pairwise(at))
    assert at[-1] <= 13
    assert guessing.said[0]


def test_what_was_guessed_stays_until_its_window_is_final_and_what_follows_stays_longer() -> None:
    hearer = Hearer(1, Echo(), Listening("nl"))
    guessing = Live(hearer, Echo())
    for block in blocks(np.concatenate([voice(27.5), silence(0.6), voice(6, seed=3)])):
        before = guessing.said[0]
        for one in hearer.take(block):
            guessing.heard(one)
            assert before
            assert all(said.start >= one.until for said in guessing.said[0])
            assert [said for said in before if said.start >= one.until] == list(guessing.said[0])
            return
        guessing.guess()
    pytest.fail("no window was full")


def test_of_a_long_stretch_only_the_end_is_guessed_again() -> None:
    noting = Noting()
    hearer = Hearer(1, noting, Listening("nl"))
    guessing = Live(hearer, noting)
    for block in islice(blocks(voice(28)), 27):
        list(hearer.take(block))
        guessing.guess()
    assert max(noting.lengths) < MOST_AGAIN + NEW_SPEECH + 2
    said = guessing.said[0]
    assert said[0].start < 1.5
    assert said[-1].end > 24
    assert all(a.start < b.start for a, b in pairwise(said))


def test_a_guess_tells_who_speaks_and_has_numbers_of_its_own(stereo: list[Block]) -> None:
    hearer = Hearer(2, Echo(), CALL)
    guessing = Live(hearer, Echo())
    for block in stereo[:40]:
        for one in hearer.take(block):
            guessing.heard(one)
        while guessing.guess():
            pass
    final, guessed = hearer.final(), hearer.guessed(guessing.said)
    assert final
    assert guessed
    assert {u.speaker for u in guessed} <= {"agent", "customer"}
    ids = [u.id for u in (*final, *guessed)]
    assert len(set(ids)) == len(ids)
    assert final == hearer.final()


class Ahead:
    """Guesses on at the next seconds while a window is heard."""

    def __init__(self, sound: Sequence[Block], channels: int, how: Listening) -> None:
        self._coming = iter(sound)
        self._ahead: list[Block] = []
        self.hearer = Hearer(channels, Echo(), how, self)
        self.live = Live(self.hearer, Echo())
        self.early: list[float] = []  # up to where was guessed before the hearer had taken it

    def __call__(self, work: Callable[[], T]) -> T:
        self.live.look_ahead(self._ahead)
        for block in islice(self._coming, 2):
            self._ahead.append(block)
            self.live.look_ahead(self._ahead)
            if self.live.guess() and self.live.until > self.hearer.seconds:
                self.early.append(self.live.until)
        return work()

    def windows(self) -> Iterator[Heard]:
        """Hear it all."""
        while (
            block := self._ahead.pop(0) if self._ahead else next(self._coming, None)
        ) is not None:
            for one in self.hearer.take(block):
                yield one
                self.live.heard(one)
            self.live.guess()
        yield from self.hearer.finish()


@pytest.mark.parametrize("channels", [1, 2])
def test_guessing_on_while_a_window_is_heard_changes_nothing_of_what_is_heard(
    mono: list[Block], stereo: list[Block], channels: int
) -> None:
    sound, how = (mono, Listening("nl")) if channels == 1 else (stereo, CALL)
    ahead = Ahead(sound, channels, how)
    list(ahead.windows())
    assert ahead.hearer.transcript() == heard_whole(sound, channels, Echo(), how)
    assert len(ahead.early) > 3


def test_what_was_guessed_beyond_a_window_stays_when_it_is_heard(mono: list[Block]) -> None:
    ahead = Ahead(mono, 1, Listening("nl"))
    beyond = 0
    for one in ahead.windows():
        words = [word for said in ahead.live.said[0] for word in said.words]
        after = [word for word in words if word.start + word.end >= 2 * one.until]
        ahead.live.heard(one)
        assert [word for said in ahead.live.said[0] for word in said.words] == after
        assert all(said.start >= one.until for said in ahead.live.said[0])
        beyond += bool(after)
    assert beyond > 1


@pytest.mark.parametrize(("pause", "guessed"), [(0.6, True), (0.1, False)])
def test_who_pauses_and_goes_on_at_once_is_guessed_at_then(pause: float, guessed: bool) -> None:
    hearer = Hearer(1, Echo(), Listening("nl"))
    guessing = Live(hearer, Echo())
    sound = np.concatenate([voice(4), silence(pause), voice(4, seed=2)])
    coming = blocks(sound)
    for block in islice(coming, 4):
        list(hearer.take(block))
        guessing.guess()
    while guessing.guess():
        pass
    list(hearer.take(next(coming)))
    assert guessing.guess() == guessed
