"""One recording is heard step by step, and followed while a window of it is being heard."""

import threading
from itertools import islice

import pytest

from asr.hearing import Hearing
from asr.speech import Floats
from asr.transcript import Language
from desktop.engine.listening import ListenWork
from desktop.engine.messages import Guess, News, Transcribed
from desktop.store.sealed_recording import SealedRecordings
from tests.asr.echo import Echo
from tests.desktop.engine.engines import PATIENCE
from tests.desktop.engine.recordings import heard_at_once, listen_to, talk
from tests.fakes import FIRST_ID


class Busy(Echo):
    """Goes on hearing a window until somebody guesses at what is said meanwhile, if it may."""

    def __init__(self, recordings: SealedRecordings, *, does_two_at_once: bool) -> None:
        super().__init__(does_two_at_once=does_two_at_once)
        self.told: list[News] = []
        self.early = 0  # guesses told while a window was heard
        self._recording = recordings.begin(FIRST_ID, channels=1)
        self._coming = iter(talk())
        self._begun, self._guessed = threading.Event(), threading.Event()

    def say_more(self, seconds: int) -> bool:
        """Record on; False: that was all of it."""
        said = list(islice(self._coming, seconds))
        for block in said:
            self._recording.append(block)
        if not said:
            self._recording.close()
        return bool(said)

    def tell(self, news: News) -> None:
        """Note what is told."""
        self.told.append(news)
        if isinstance(news, Guess) and self._begun.is_set():
            self.early += 1
            self._guessed.set()

    def hear(self, sound: Floats, language: Language, hotwords: str = "") -> Hearing:
        """Hear, while eight seconds more are said."""
        self._guessed.clear()
        self._begun.set()
        if self.say_more(8) and self.does_two_at_once:
            assert self._guessed.wait(PATIENCE)
        self._begun.clear()
        return super().hear(sound, language, hotwords)


def hear_out(work: ListenWork, busy: Busy) -> None:
    """Take every step, and say more where there is nothing to do."""
    more = True
    while not work.done:
        if not work.step() and more:
            more = busy.say_more(1)


@pytest.mark.parametrize("at_once", [True, False])
def test_what_is_said_while_a_window_is_heard_is_guessed_at_where_two_things_go_at_once(
    recordings: SealedRecordings, at_once: bool
) -> None:
    busy = Busy(recordings, does_two_at_once=at_once)
    work = ListenWork(listen_to(recordings), busy, busy.tell)
    hear_out(work, busy)
    work.stop()
    assert isinstance(busy.told[-1], Transcribed)
    assert busy.told[-1].transcript == heard_at_once(talk())
    assert (busy.early > 1) == at_once


def test_what_a_model_cannot_hear_is_told_by_the_step(recordings: SealedRecordings) -> None:
    class Broken(Busy):
        def hear(self, sound: Floats, language: Language, hotwords: str = "") -> Hearing:
            raise MemoryError

    broken = Broken(recordings, does_two_at_once=True)
    work = ListenWork(listen_to(recordings), broken, broken.tell)
    with pytest.raises(MemoryError):
        hear_out(work, broken)
    work.stop()
    broken.say_more(len(talk()))
    broken.say_more(1)
    assert any(isinstance(news, Guess) for news in broken.told)
