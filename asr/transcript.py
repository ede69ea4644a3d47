"""What was said: words, utterances and speakers, in order, and how much of the sound they cover."""

from collections import Counter
from typing import Annotated, Literal, NewType, Self

from pydantic import Field, model_validator

from asr.value import Value

Language = Literal["nl", "en"]
Speaker = Literal["clinician", "patient", "other", "agent", "customer", "unknown"]
UtteranceId = NewType("UtteranceId", int)
Roles = Literal["visit", "call"]  # clinician and patient, or agent and customer
Seconds = Annotated[float, Field(ge=0)]  # from the start of the recording
# Why text is not taken for what was said: it goes round in a loop, the model itself doubts that
# anybody speaks, or another language is spoken than the one given.
Reason = Literal["loop", "no_speech", "language"]

# Below this a word is shown as unsure. Measured on whisper-base: see README, "How well it hears".
UNSURE_BELOW = 0.5


class Word(Value):
    """One word with its place in the recording and the speech model's probability for it (0-1).

    `heard` is what was heard first, where a second listen took it for something else.
    """

    text: str
    start: Seconds
    end: Seconds
    probability: float = Field(ge=0, le=1)
    heard: str = ""

    @property
    def unsure(self) -> bool:
        return self.probability < UNSURE_BELOW


class Utterance(Value):
    """A stretch of speech by one speaker."""

    id: UtteranceId
    speaker: Speaker
    start: Seconds
    end: Seconds
    text: str
    words: tuple[Word, ...] = ()

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.end < self.start:
            raise ValueError("an utterance cannot end before it starts")
        return self

    @property
    def unsure_words(self) -> tuple[Word, ...]:
        return tuple(word for word in self.words if word.unsure)

    @property
    def changed_words(self) -> tuple[Word, ...]:
        """The words that a second listen took for others than were heard first."""
        return tuple(word for word in self.words if word.heard)


class HeldBack(Value):
    """What the speech model wrote where it is not to be believed. Kept to be looked at, no more.

    `seconds` is the speech in it that gave no other text; `language` is the one that seems to be
    spoken, where that is the reason.
    """

    start: Seconds
    end: Seconds
    seconds: Seconds
    reason: Reason
    text: str
    language: str = ""


class Coverage(Value):
    """Seconds of the recording, of speech in it, and what became of that speech.

    `unsure` is the part of `transcribed` under words below UNSURE_BELOW; `skipped` is speech
    that gave no text, of which what was held back is told by its reason. With two channels the
    seconds of both are added up.
    """

    recorded: Seconds
    speech: Seconds
    transcribed: Seconds
    unsure: Seconds
    skipped: Seconds
    looped: Seconds = 0.0
    not_speech: Seconds = 0.0
    other_language: Seconds = 0.0


class Transcript(Value):
    """Everything heard in one recording. An empty one is a result, not a failure.

    `erased` tells an empty one from one whose words were kept once and are gone for good.
    """

    language: Language
    utterances: tuple[Utterance, ...]
    coverage: Coverage
    model: str = ""  # name of the speech model; empty when a person wrote the text
    erased: bool = False
    held: tuple[HeldBack, ...] = ()

    @model_validator(mode="after")
    def _ids_are_unique(self) -> Self:
        ids = [utterance.id for utterance in self.utterances]
        if len(set(ids)) != len(ids):
            raise ValueError("two utterances share an id")
        return self

    @model_validator(mode="after")
    def _erased_is_gone(self) -> Self:
        if self.erased and (self.utterances or self.held):
            raise ValueError("an erased transcript holds no words")
        return self

    @property
    def is_empty(self) -> bool:
        return not any(utterance.text.strip() for utterance in self.utterances)

    @property
    def sounds_like(self) -> str:
        """The language that most of it seems to be spoken in, where that is not the one given."""
        if 2 * self.coverage.other_language < self.coverage.speech:
            return ""
        seconds: Counter[str] = Counter()
        for one in self.held:
            seconds[one.language] += round(1000 * one.seconds)
        del seconds[""]
        return max(seconds, key=lambda name: seconds[name], default="")

    def utterance(self, wanted: UtteranceId) -> Utterance | None:
        """The utterance with this id, if the conversation has one."""
        return next((u for u in self.utterances if u.id == wanted), None)

    def without_words(self) -> "Transcript":
        """What stays when the words are erased: the language, the seconds and the model."""
        return self.model_copy(update={"utterances": (), "held": (), "erased": True})

    def with_speaker(self, wanted: UtteranceId, speaker: Speaker) -> "Transcript":
        """The same transcript with one utterance given to another speaker."""
        changed = tuple(
            u.model_copy(update={"speaker": speaker}) if u.id == wanted else u
            for u in self.utterances
        )
        return self.model_copy(update={"utterances": changed})
