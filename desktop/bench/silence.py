"""How many words are written where nobody says one: in the text, and in what is shown meanwhile."""

from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import as_file, files
from itertools import islice
from typing import Protocol

from asr.audio import Block, open_sound
from asr.hear import Hearer, Listener, Listening
from asr.live import Guesser, Live
from asr.transcript import Language, Utterance
from asr.value import Value
from desktop.bench.noises import NOISES, noise

LANGUAGES: tuple[Language, ...] = ("nl", "en")
SPEECH = "speech"  # the sample itself: in that there are words


class Model(Listener, Guesser, Protocol):
    """What hears and guesses."""


class NoiseFigures(Value):
    """One kind of sound heard in one language: seconds, and words.

    `voice` is what the voice gate let through. `guessed` are the most words shown at once before
    the text was final; `held` are words that were written and not taken over.
    """

    kind: str
    language: Language
    seconds: float
    voice: float
    words: int
    guessed: int
    held: int


class SilenceReport(Value):
    """Everything that one run measured. `speech` shows that words would be noticed."""

    model: str
    telephone: bool
    noises: tuple[NoiseFigures, ...]
    speech: tuple[NoiseFigures, ...]

    @property
    def words(self) -> int:
        """Words of text, shown or final, where nobody said one."""
        return sum(one.words + one.guessed for one in self.noises)

    @property
    def deaf(self) -> bool:
        """Whether speech gave no words either: then nothing was tried."""
        return not self.speech or any(one.words == 0 for one in self.speech)


def measure_silence(
    model: Model,
    minutes: float,
    *,
    kinds: Sequence[str] = tuple(NOISES),
    telephone: bool = False,
    seed: int = 1,
    speech: int = 60,
) -> Iterator[NoiseFigures]:
    """Hear each kind in both languages, the minutes shared among them; last, so many seconds of
    the samples, in which there are words."""
    seconds = 60 * minutes / len(kinds)
    for kind in kinds:
        for language in LANGUAGES:
            yield _heard(model, kind, noise(kind, seconds, seed), language, telephone)
    for language in LANGUAGES:
        yield _heard(model, SPEECH, islice(_sample(language), speech), language, telephone)


def _heard(
    model: Model, kind: str, blocks: Iterable[Block], language: Language, telephone: bool
) -> NoiseFigures:
    """Hear it as it would come from a microphone; guessing changes nothing of the text."""
    hearer = Hearer(1, model, Listening(language, telephone=telephone))
    live, guessed = Live(hearer, model), 0
    for block in blocks:
        for heard in hearer.take(block):
            live.heard(heard)
        if live.guess():
            guessed = max(guessed, _words(hearer.guessed(live.said)))
    list(hearer.finish())
    transcript = hearer.transcript()
    return NoiseFigures(
        kind=kind,
        language=language,
        seconds=transcript.coverage.recorded,
        voice=transcript.coverage.speech,
        words=_words(transcript.utterances),
        guessed=guessed,
        held=sum(len(one.text.split()) for one in transcript.held),
    )


def _words(utterances: Iterable[Utterance]) -> int:
    return sum(len(one.text.split()) for one in utterances)


def _sample(language: Language) -> Iterator[Block]:
    with as_file(files("assets") / "sample" / f"{language}.ogg") as file, open_sound(file) as sound:
        yield from sound
