"""Try a speech model out, a window at a step; what it shows is remembered."""

from collections.abc import Callable, Generator
from pathlib import Path

from asr.errors import HearingError
from asr.hear import Listener
from desktop.consultation import ConsultationId
from desktop.engine.messages import News
from desktop.engine.trial_messages import TriedSpeech, Trying, TrySpeech
from desktop.errors import GriffelError
from desktop.models.pace import SpeechPace, remember_pace
from desktop.models.speech_trial import sample_sound, try_speech

LoadToTry = Callable[[Path, int], Listener]  # the folder, and the number of threads


class TrialWork:
    """One trial. It is for nobody's visit, and its failure is told as its outcome."""

    consultation = ConsultationId("")

    def __init__(self, order: TrySpeech, load: LoadToTry, tell: Callable[[News], None]) -> None:
        self.done = False
        self._order, self._load, self._tell = order, load, tell
        self._trial: Generator[float, None, SpeechPace] | None = None

    def step(self) -> bool:
        """Load the model, or have it hear a window."""
        try:
            self._go_on()
        except (HearingError, GriffelError) as error:
            self._end(TriedSpeech(model=self._order.model, code=error.code))
        return True

    def stop(self) -> None:
        """Let go of the model."""
        self._trial = None

    def _go_on(self) -> None:
        model = self._order.model
        if self._trial is None:
            self._tell(Trying(name=model.name, done=0.0))
            self._trial = try_speech(model.sha256, self._with, sample_sound())
        try:
            self._tell(Trying(name=model.name, done=next(self._trial)))
        except StopIteration as ended:
            pace: SpeechPace = ended.value
            remember_pace(pace)
            self._end(TriedSpeech(model=model, pace=pace))

    def _with(self, threads: int) -> Listener:
        return self._load(Path(self._order.model.folder), threads)

    def _end(self, news: TriedSpeech) -> None:
        self.done = True
        self._tell(news)
