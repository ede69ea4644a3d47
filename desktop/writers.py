"""Which writers this machine has to choose from, which is advised, and why another is not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.util import find_spec
from pathlib import Path

from asr.transcript import Language, Transcript, Utterance
from desktop.consultation import ConsultationId
from desktop.engine.messages import Follow, Write
from desktop.errors import ModelNotAllowed
from desktop.export.page import SHOWN_OF_A_HASH
from desktop.models import allowed_model, models_folder
from desktop.models.advice import MOST_OF_MEMORY
from desktop.models.catalogue import Model, catalogue
from desktop.models.errors import (
    ModelDamaged,
    ModelForbidden,
    ModelMissing,
    ModelOfOtherKind,
)
from desktop.models.fitness import Fitness, known_fitness
from desktop.models.memory import all_memory
from desktop.models.pace import WriterPace, writer_pace
from desktop.models.pace_words import pace_told
from desktop.models.writing_model import WritingModel
from desktop.policy import Policy
from desktop.settings import Settings, WriterChoice
from desktop.words import all_words, words
from summarize.note import Made, Note, Statement
from summarize.writer import Length

QUOTING, GENERATING = "extract", "generate"
_LENGTHS: Mapping[str, tuple[Length, ...]] = {
    QUOTING: ("usual",),
    GENERATING: ("usual", "short"),
}


@dataclass(frozen=True)
class Offer:
    """One writer. `code` finds the sentence to show with it; `ready`: it can write now."""

    writer: str
    code: str
    ready: bool
    advised: bool = False
    model: WritingModel | None = None
    name: str = ""  # of the model
    fields: Mapping[str, object] = field(default_factory=dict)
    pace: WriterPace | None = None  # how fast its model is here, if that was measured

    @property
    def is_slow(self) -> bool:
        """Whether its draft comes later than anybody waits for it."""
        return self.pace is not None and self.pace.is_long

    @property
    def lengths(self) -> tuple[Length, ...]:
        """How long a note of it can be."""
        return _LENGTHS[self.writer]

    def told(self, language: Language) -> str:
        """The sentence to show with it."""
        return words(self.code, language, **self.fields)

    def speed(self, language: Language) -> str:
        """The sentence on how long a draft takes; "" where that is not known."""
        return pace_told(self.pace, language) if self.ready and self.pace is not None else ""


QUOTED = Offer(QUOTING, "writers.quoting", ready=True)


def offers(policy: Policy) -> tuple[Offer, ...]:
    """The writer without a model, and one for each model that is here; one of them is advised.

    May read gigabytes, where a model came in or changed since.
    """
    here = models_folder()
    found = [
        _of_model(model, policy)
        for model in catalogue().models
        if model.kind == "writer" and here.has(model.name)
    ]
    good = (one for one in found if one.ready and one.code == "fitness.fit" and not one.is_slow)
    fit = next((one.name for one in good), "")
    return replace(QUOTED, advised=not fit), *(
        replace(one, advised=one.name == fit) for one in found
    )


def chosen(settings: Settings, template: str, policy: Policy) -> tuple[Offer, Length]:
    """The writer and the length for that kind of note; one that is gone gives way to quoting.

    May read gigabytes, where its model changed since.
    """
    name, length = wanted_model(settings, template), _choice(settings, template).length
    model = catalogue().find(name) if name else None
    offer = _of_model(model, policy) if model is not None else None
    return (offer, length) if offer is not None and offer.ready else (QUOTED, "usual")


def wanted_model(settings: Settings, template: str) -> str:
    """The name of the model that was chosen for that kind of note; "": none, so there is nothing
    to read before it can be written."""
    choice = _choice(settings, template)
    return choice.model if choice.writer == GENERATING else ""


def called(note: Note, language: Language) -> str:
    """What to call what wrote a note on the screen, each with its model if it had one."""
    return ", ".join(dict.fromkeys(_name(one, language) for one in note.makers))


def called_beside(note: Note, line: Statement, language: Language) -> str:
    """What to call the writer of a line, where that is another than the one of the draft."""
    if line.origin != "writer" or line.made >= len(note.makers):
        return ""
    name = _name(note.makers[line.made], language)
    return name if name != _name(note.makers[0], language) else ""


def made_by(note: Note, language: Language) -> str:
    """The sentence that says what wrote a note: writer, model, version and checksum."""
    made = "; ".join(_whole_name(one, language) for one in note.makers)
    return words("review.made_by", language, made=made)


def order(
    consultation: ConsultationId, transcript: Transcript, template: str, by: Offer, length: Length
) -> Write:
    """What an engine is told, to have the note written by that writer."""
    return Write(
        consultation=consultation,
        transcript=transcript,
        template=template,
        language=transcript.language,
        writer=by.writer,
        model=by.model,
        length=length,
    )


def along(
    consultation: ConsultationId, language: Language, heard: Sequence[Utterance], by: Offer
) -> Follow | None:
    """What an engine is told when more is final; a writer that quotes need not know."""
    if by.model is None:
        return None
    return Follow(
        consultation=consultation, language=language, utterances=tuple(heard), model=by.model
    )


def with_choice(settings: Settings, template: str, choice: WriterChoice) -> Settings:
    """The settings with this writer for that kind of note."""
    return settings.model_copy(update={"writers": {**settings.writers, template: choice}})


def _choice(settings: Settings, template: str) -> WriterChoice:
    return settings.writers.get(template, WriterChoice())


def _name(made: Made, language: Language) -> str:
    code = f"review.writer.{made.writer}"
    name = words(code, language) if code in all_words(language) else made.writer
    return f"{name} {made.model}".strip()


def _whole_name(made: Made, language: Language) -> str:
    if made.writer == QUOTING:
        version = words("review.made_version", language, version=made.version)
        known = [words("review.made_without", language), version if made.version else ""]
    else:
        known = [f"Griffel {made.version}" if made.version else ""]
    known.append(f"sha256 {made.sha256[:SHOWN_OF_A_HASH]}" if made.sha256 else "")
    more = ", ".join(filter(None, known))
    return _name(made, language) + (f" ({more})" if more else "")


def _of_model(model: Model, policy: Policy) -> Offer:
    def refused(code: str) -> Offer:
        return Offer(GENERATING, code, ready=False, name=model.name)

    if find_spec("xllamacpp") is None:
        return refused("writers.no_runtime")
    try:
        here = allowed_model(model.name, "writer", policy)
    except (ModelMissing, ModelDamaged, ModelForbidden, ModelOfOtherKind):
        return refused("writers.damaged")
    except ModelNotAllowed:
        return refused("writers.not_allowed")
    memory = all_memory()
    if memory is not None and _size(here.folder) > MOST_OF_MEMORY * memory:
        return refused("writers.too_large")
    fitness: Fitness | None = known_fitness(here.sha256)
    writing = WritingModel.of(here)
    if fitness is None:
        return Offer(GENERATING, "writers.untried", ready=True, model=writing, name=model.name)
    return Offer(
        GENERATING,
        fitness.code,
        ready=fitness.verdict == "fit",
        model=writing,
        name=model.name,
        fields=fitness.model_dump(),
        pace=writer_pace(here.sha256),
    )


def _size(folder: Path) -> int:
    """The bytes of a model; the list does not know them of each."""
    return sum(file.stat().st_size for file in folder.glob("*.gguf"))
