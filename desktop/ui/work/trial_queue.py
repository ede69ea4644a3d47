"""Models that are to be tried out, one after the other, in a process of their own.

A trial is for when there is nothing else to do: where a recording begins or a draft is asked for,
its process is ended at once, and the trial begins anew when that is done. What shows how good and
how fast a model is would not be worth anything beside other work, and would delay it.
"""

from collections.abc import Callable, Iterator

from desktop.engine import Engine, News, Target, Tried, TriedSpeech, Try, Trying, TrySpeech
from desktop.engine.errors import EngineStopped
from desktop.models.errors import TrialStopped

Trial = Try | TrySpeech


class TrialQueue:
    """`busy` tells whether there is something else to do."""

    def __init__(self, target: Target, busy: Callable[[], bool]) -> None:
        # Where memory runs out for a model once, it does so again.
        self._engine = Engine(target, mortal=True)
        self._busy = busy
        self._waiting: list[Trial] = []
        self._now: Trial | None = None
        self._told: list[Trying] = []  # news of our own making

    @property
    def process(self) -> int | None:
        """The id of the process, while a model is tried out."""
        return self._engine.process

    def add(self, trial: Trial) -> None:
        """Have this done when there is time."""
        self._waiting.append(trial)
        if self._now is not None or self._busy():
            self._tell_that_it_waits(trial)

    def stop(self, name: str) -> None:
        """No longer try the model of that name out; nothing is kept of what was done of it."""
        self._waiting = [one for one in self._waiting if one.model.name != name]
        self._told = [one for one in self._told if one.name != name]
        if self._now is not None and self._now.model.name == name:
            self._end()

    def give_way(self) -> None:
        """Where there is something else to do, end the trial that goes on; it will begin anew."""
        if self._now is not None and self._busy():
            self._waiting.insert(0, self._now)
            self._tell_that_it_waits(self._now)
            self._end()

    def news(self) -> Iterator[News]:
        """What happened since."""
        self._go_on()
        while self._told:
            yield self._told.pop(0)
        for news in self._engine.news():
            if isinstance(news, Tried | TriedSpeech):
                self._end()
                yield _explained(news)
            elif isinstance(news, Trying):
                yield news

    def close(self) -> None:
        """Try nothing out any more."""
        self._waiting.clear()
        self._told.clear()
        self._end()

    def _go_on(self) -> None:
        if self._now is None and self._waiting and not self._busy():
            self._now = self._waiting.pop(0)
            self._engine.order(self._now)

    def _tell_that_it_waits(self, trial: Trial) -> None:
        self._told.append(Trying(name=trial.model.name, done=0.0, waits=True))

    def _end(self) -> None:
        """With the process goes the memory of the model."""
        self._now = None
        self._engine.close()


def _explained(news: Tried | TriedSpeech) -> Tried | TriedSpeech:
    if news.code == EngineStopped.code:
        return news.model_copy(update={"code": TrialStopped.code})
    return news
