"""One recording is heard step by step, and followed while a window of it is being heard."""

import threading
from itertools import islice

import pytest

from asr.audio import Block
from asr.hearing import Hearing
from asr.speech import Floats
from asr.transcript import Language
from desktop.engine.listening import ListenWork
from desktop.engine.messages import Guess, Heard, News, Transcribed
from desktop.engine.tailing import Tail
from desktop.errors import RecordingDamaged
from desktop.store.sealed_recording import SealedRecordings
from tests.asr.echo import Echo
from tests.desktop.engine.engines import PATIENCE
from tests.desktop.engine.recordings import heard_at_once, listen_to, seconds, talk
from tests.fakes import FIRST_ID


class Busy(Echo):
    """Goes on hearing a window until somebody guesses at what is said meanwhile, if it may."""

    def __init__(self, recordings: SealedRecordings, *, does_two_at_once: bool) -> None:
        super().__init__(does_two_at_once=does_two_at_once)
        self.told: list[News] = []
        self.early = 0  # guesses told while a window was heard
        self.said = 0.0  # seconds
        self.beyond = 0.0  # how far a guess went beyond it
        self._recording = recordings.begin(FIRST_ID, channels=1)
        self._coming = iter(talk())
        self._begun, self._guessed = threading.Event(), threading.Event()

    def say_more(self, blocks: int) -> bool:
        """Record on; False: that was all of it."""
        said = list(islice(self._coming, blocks))
        for block in said:
            self.said += seconds([block])
            self._recording.append(block)
        if not said:
            self._recording.close()
        return bool(said)

    def stop(self) -> None:
        """Record no more."""
        self._recording.close()

    def tell(self, news: News) -> None:
        """Note what is told."""
        self.told.append(news)
        if isinstance(news, Guess):
            assert all(one.end <= self.said + 0.1 for one in news.utterances)
            self.beyond = max(self.beyond, news.until - self.said)
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
    guessed = [news.until for news in busy.told if isinstance(news, Guess)]
    assert guessed == sorted(guessed)
    assert busy.beyond <= 0.01


def test_what_a_model_cannot_hear_is_told_by_the_step(recordings: SealedRecordings) -> None:
    class Broken(Busy):
        def hear(self, sound: Floats, language: Language, hotwords: str = "") -> Hearing:
            raise MemoryError

    broken = Broken(recordings, does_two_at_once=True)
    work = ListenWork(listen_to(recordings), broken, broken.tell)
    with pytest.raises(MemoryError):
        hear_out(work, broken)
    work.stop()
    broken.stop()
    assert any(isinstance(news, Guess) for news in broken.told)


@pytest.mark.parametrize("at_once", [True, False])
def test_what_is_damaged_behind_a_window_takes_nothing_of_it(
    recordings: SealedRecordings, monkeypatch: pytest.MonkeyPatch, at_once: bool
) -> None:
    met, read_on = threading.Event(), Tail.next

    def read(tail: Tail) -> Block | None:
        try:
            return read_on(tail)
        except RecordingDamaged:
            met.set()
            raise

    class Damaging(Busy):
        def hear(self, sound: Floats, language: Language, hotwords: str = "") -> Hearing:
            heard = super().hear(sound, language, hotwords)
            if not met.is_set():
                with recordings.place(FIRST_ID).open("ab") as file:
                    file.write(bytes(range(256)) * 36)
                assert not self.does_two_at_once or met.wait(PATIENCE)
            return heard

    monkeypatch.setattr(Tail, "next", read)
    damaging = Damaging(recordings, does_two_at_once=at_once)
    work = ListenWork(listen_to(recordings), damaging, damaging.tell)
    with pytest.raises(RecordingDamaged):
        hear_out(work, damaging)
    work.stop()
    damaging.stop()
    final = [news for news in damaging.told if isinstance(news, Heard)]
    assert final[0].utterances
    assert final[0].until > 20
