"""Hear a recording step by step: guess while it grows, and go on where an engine before stopped."""

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import suppress
from pathlib import Path
from typing import Protocol, TypeVar

from pydantic import TypeAdapter

from asr.audio import SAMPLE_RATE, Block
from asr.halt import Halt
from asr.hear import Heard as HeardWindow
from asr.hear import Hearer, Listener, Listening, needed_from
from asr.live import Guesser, Live
from asr.transcript import Utterance
from desktop.consultation import ConsultationId
from desktop.engine.messages import Guess, Heard, Listen, News, Progress, Remember, Transcribed
from desktop.engine.tailing import Tail
from desktop.errors import GriffelError
from desktop.store.sealing import Key

_GAINED: TypeAdapter[tuple[HeardWindow, ...]] = TypeAdapter(tuple[HeardWindow, ...])
# How far hearing has come is told this often, in seconds of the recording, when nobody speaks.
TOLD_EVERY = 1.0
# While a window is heard, which takes whisper-base two to five seconds, at most so much of what is
# recorded meanwhile is guessed at; by an engine that is further behind nothing.
MOST_AHEAD = 15.0
CAUGHT_UP = 2.0
_SEE_AGAIN = 0.1  # seconds until it is seen whether more was recorded

Tell = Callable[[News], None]
_T = TypeVar("_T")


class Model(Listener, Guesser, Protocol):
    """What hears and guesses."""

    @property
    def does_two_at_once(self) -> bool: ...


class ListenWork:
    """One recording that is being heard; a step hears one window at most."""

    def __init__(self, order: Listen, model: Model, tell: Tell) -> None:
        self.consultation: ConsultationId = order.consultation
        self.model = order.model
        self.done = False
        self._tell = tell
        halt = Halt.model_validate_json(order.halt) if order.halt else None
        key = Key(bytes.fromhex(order.key))
        self._tail = Tail(Path(order.place), key, halt.samples if halt else 0)
        self._hearer = Hearer(self._tail.channels, model, _how(order), self._aside)
        self._live = Live(self._hearer, model)
        self._beside = ThreadPoolExecutor(1) if model.does_two_at_once else None
        self._ahead: deque[Block] = deque()  # read, and not yet taken by the hearer
        self._heard: Iterator[HeardWindow] = iter(())  # what the block in hand gives
        self._new: list[HeardWindow] = []  # and what it has given
        self._final = self._told = 0.0
        self._final_told: tuple[Utterance, ...] = ()
        self._finishing = False
        if halt is not None:
            self._go_on(halt, order.gained)

    def step(self) -> bool:
        """Do a little; False: there is nothing to do until more is recorded."""
        heard = next(self._heard, None)
        if heard is not None:
            self._new.append(heard)
            self._live.heard(heard)
            self._final = max(self._final, heard.until)
            return True
        if self._finishing:
            return self._finish()
        if self._new:
            self._remember()
        block = self._ahead.popleft() if self._ahead else self._tail.next()
        if block is not None:
            self._heard = self._hearer.take(block)
            return True
        if self._tail.is_over():
            self._heard, self._finishing = self._hearer.finish(), True
            return True
        return self._guess()

    def stop(self) -> None:
        """Leave it; nothing is open."""
        if self._beside:
            self._beside.shutdown()

    def _go_on(self, halt: Halt, gained: tuple[str, ...]) -> None:
        heard = [one for piece in gained for one in _GAINED.validate_json(piece)]
        self._hearer.go_on(halt, heard, self._tail.since(needed_from(halt)))
        self._final = max((one.until for one in heard), default=0.0)
        self._tell_heard()

    def _remember(self) -> None:
        """Between two blocks: what another engine would need to go on from here."""
        gained = _GAINED.dump_json(tuple(self._new)).decode()
        self._new.clear()
        halt = self._hearer.halt().model_dump_json()
        self._tell(Remember(consultation=self.consultation, halt=halt, gained=gained))
        self._tell_heard()

    def _tell_heard(self) -> None:
        final, before = self._hearer.final(), self._final_told
        pairs = enumerate(zip(final, before, strict=False))
        first = next((n for n, (new, old) in pairs if new != old), min(len(final), len(before)))
        self._final_told = (*before[:first], *final[first:])  # not the same twice
        told = {"consultation": self.consultation, "until": self._final, "first": first}
        self._tell(Heard(**told, utterances=final[first:]))
        if self._tail.complete:
            done = min(1.0, self._hearer.seconds / max(self._tail.seconds, 1.0))
            self._tell(Progress(consultation=self.consultation, done=done))
        elif any(self._live.said):  # else what was guessed of the next window would go and come
            self._tell_guess()

    def _guess(self) -> bool:
        """All that was recorded is read: there is time to guess at what is not final yet."""
        guessed = self._live.guess()
        if guessed or self._live.until - self._told >= TOLD_EVERY:
            self._tell_guess()
        return guessed

    def _aside(self, work: Callable[[], _T]) -> _T:
        """Do what takes seconds; guess meanwhile at what is recorded, where that is looked at."""
        if not self._beside or not self._follows():
            return work()
        begun = self._beside.submit(work)
        try:
            self._look_ahead()
            while wait([begun], 0 if self._guess() else _SEE_AGAIN).not_done:
                self._look_ahead()
        finally:
            wait([begun])  # the model is not ready for another before
        return begun.result()

    def _follows(self) -> bool:
        """Whether the text is shown as it is said."""
        unread = self._tail.seconds - self._tail.samples / SAMPLE_RATE
        behind = self._tail.seconds - self._hearer.seconds
        return not self._tail.complete and unread < CAUGHT_UP and behind < MOST_AHEAD

    def _look_ahead(self) -> None:
        """Read on. What is wrong with it the next step tells, after the window that is heard."""
        with suppress(GriffelError):
            while self._seconds_ahead() < MOST_AHEAD and (block := self._tail.next()) is not None:
                self._ahead.append(block)
        self._live.look_ahead(self._ahead)

    def _seconds_ahead(self) -> float:
        samples: int = sum(block.samples.shape[1] for block in self._ahead)
        return samples / SAMPLE_RATE

    def _tell_guess(self) -> None:
        self._told = self._live.until
        guessed = self._hearer.guessed(self._live.said)
        self._tell(Guess(consultation=self.consultation, until=self._told, utterances=guessed))

    def _finish(self) -> bool:
        transcript = self._hearer.transcript()
        self._tell(Transcribed(consultation=self.consultation, transcript=transcript))
        self.done = True
        return True


def _how(order: Listen) -> Listening:
    return Listening(
        language=order.language,
        roles=order.roles,
        vocabulary=order.vocabulary,
        telephone=order.telephone,
        swapped=order.swapped,
    )
