"""What a language model does while a visit is recorded, ordered as the window orders it."""

from collections.abc import Sequence
from itertools import count
from typing import Literal

from asr.transcript import Language, Transcript, Utterance
from desktop.consultation import ConsultationId
from desktop.engine import Cancel, Drafted, Drafting, Engine, Failed, Follow, News, Prepare, Write
from desktop.engine.errors import EngineStopped
from desktop.models.writing_model import WritingModel
from desktop.sample import sample_talk
from desktop.writers import GENERATING, QUOTING

_TICK = 0.02  # seconds
Does = Literal["nothing", "reads", "writes"]
VISIT = ConsultationId("20260101-000000-000001")
BEFORE = ConsultationId("20260101-000000-000000")  # the visit before it


class Meanwhile:
    """Without a model: the engine of the notes makes itself ready, and waits."""

    does: Does = "nothing"

    def __init__(self, language: Language) -> None:
        self._language = language
        self.drafts = 0  # written meanwhile

    def begin(self, notes: Engine) -> None:
        """The recording begins."""
        notes.order(Prepare(language=self._language))

    def heard(self, notes: Engine, utterances: Sequence[Utterance]) -> None:
        """So much is final by now."""

    def take(self, notes: Engine, news: News) -> None:
        """Something was told by the engine of the notes."""
        if isinstance(news, Failed):
            raise EngineStopped

    def draft(self, notes: Engine, transcript: Transcript) -> None:
        """The recording has ended, and this was said."""
        notes.order(self._order(VISIT, transcript, None))

    def _order(
        self, visit: ConsultationId, transcript: Transcript, model: WritingModel | None
    ) -> Write:
        return Write(
            consultation=visit,
            transcript=transcript,
            template="soep" if self._language == "nl" else "soap",
            language=self._language,
            writer=GENERATING if model else QUOTING,
            model=model,
        )


class ReadsAlong(Meanwhile):
    """The model reads along, and drafts the note afterwards."""

    does = "reads"

    def __init__(self, language: Language, model: WritingModel) -> None:
        super().__init__(language)
        self._model = model

    def begin(self, notes: Engine) -> None:
        super().begin(notes)
        self.heard(notes, ())

    def heard(self, notes: Engine, utterances: Sequence[Utterance]) -> None:
        said = tuple(utterances)
        notes.order(
            Follow(consultation=VISIT, language=self._language, utterances=said, model=self._model)
        )

    def draft(self, notes: Engine, transcript: Transcript) -> None:
        notes.order(self._order(VISIT, transcript, self._model))


class WritesAnother(Meanwhile):
    """The model drafts the visit before, and when it is done begins anew.

    Each time the conversation begins elsewhere, or the model would know it already.
    """

    does = "writes"

    def __init__(self, language: Language, model: WritingModel) -> None:
        super().__init__(language)
        self._model = model
        self._talk = sample_talk(language, language)
        self._firsts = count()

    def begin(self, notes: Engine) -> None:
        """It writes already: the model is loaded, and the conversation is read."""
        super().begin(notes)
        self._write(notes)
        writes = False
        while not writes:
            for news in notes.news(_TICK):
                self.take(notes, news)
                writes = writes or isinstance(news, Drafting)

    def take(self, notes: Engine, news: News) -> None:
        super().take(notes, news)
        if isinstance(news, Drafted) and news.consultation == BEFORE:
            self.drafts += 1
            self._write(notes)

    def draft(self, notes: Engine, transcript: Transcript) -> None:
        notes.order(Cancel(consultation=BEFORE))
        super().draft(notes, transcript)

    def _write(self, notes: Engine) -> None:
        said = self._talk.utterances
        first = next(self._firsts) % (len(said) // 2)
        talk = self._talk.model_copy(update={"utterances": said[first:]})
        notes.order(self._order(BEFORE, talk, self._model))


def all_three(language: Language, model: WritingModel) -> tuple[Meanwhile, ...]:
    """What to hold beside each other: without the model, and with it either way."""
    return Meanwhile(language), ReadsAlong(language, model), WritesAnother(language, model)
