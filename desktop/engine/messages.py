"""What the app and an engine say to each other: small closed values, as JSON."""

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from asr.transcript import Language, Roles, Transcript, Utterance
from asr.value import Value
from desktop.consultation import ConsultationId
from desktop.engine.trial_messages import Tried, TriedSpeech, Try, Trying, TrySpeech
from desktop.models.writing_model import WritingModel
from summarize.note import Note
from summarize.writer import Length

# --- what an engine is told to do


class Look(Value):
    """Tell how a sound file is made, before there is a place for it."""

    kind: Literal["look"] = "look"
    file: str = Field(repr=False)


class Import(Value):
    """Decode a sound file into the sealed recording at a place that was begun for it.

    `again`: an engine before this one may have brought in a part of it, or all.
    """

    kind: Literal["import"] = "import"
    consultation: ConsultationId
    place: str
    key: str = Field(repr=False)  # in hexadecimal
    file: str = Field(repr=False)
    again: bool = False


class Listen(Value):
    """Hear a sealed recording until it is closed; it may still be growing.

    `halt` and `gained` say where an engine before this one was; they are its own words.
    """

    kind: Literal["listen"] = "listen"
    consultation: ConsultationId
    place: str
    key: str = Field(repr=False)  # in hexadecimal
    language: Language
    model: str  # the folder of a model that may be used
    roles: Roles = "visit"
    vocabulary: tuple[str, ...] = ()
    telephone: bool = False
    swapped: bool = False
    halt: str = Field(default="", repr=False)
    gained: tuple[str, ...] = Field(default=(), repr=False)


class Write(Value):
    """Draft a note of a conversation."""

    kind: Literal["write"] = "write"
    consultation: ConsultationId
    transcript: Transcript = Field(repr=False)
    template: str
    language: Language
    writer: str = "extract"
    model: WritingModel | None = None  # that the writer has, if it is one with a model
    length: Length = "usual"


class Follow(Value):
    """Read along with a conversation that goes on, so that its draft comes sooner.

    `utterances`: all that is final by now. Of several only the last is read. Over the pipe go those
    from `first` on: those before it are as they were told last.
    """

    kind: Literal["follow"] = "follow"
    consultation: ConsultationId
    language: Language
    first: int = 0
    utterances: tuple[Utterance, ...] = Field(repr=False)
    model: WritingModel


class Prepare(Value):
    """Have at hand what writing in a language needs, so that the first draft need not wait."""

    kind: Literal["prepare"] = "prepare"
    language: Language


class Read(Value):
    """Take up a conversation whose note is going to be edited; the last one read is kept."""

    kind: Literal["read"] = "read"
    consultation: ConsultationId
    transcript: Transcript = Field(repr=False)


class Check(Value):
    """Check an edited note against the conversation last read. Of several only the last is."""

    kind: Literal["check"] = "check"
    consultation: ConsultationId
    serial: int
    note: Note = Field(repr=False)
    before: Note | None = Field(default=None, repr=False)


class Cancel(Value):
    """Do nothing more for this consultation."""

    kind: Literal["cancel"] = "cancel"
    consultation: ConsultationId


Order = Look | Import | Listen | Prepare | Try | TrySpeech | Follow | Write | Read | Check | Cancel

# --- what an engine tells


class Ready(Value):
    """It has started; models are loaded when they are first needed."""

    kind: Literal["ready"] = "ready"


class Looked(Value):
    """How that file is made. Without channels it was refused, and `code` says why."""

    kind: Literal["looked"] = "looked"
    file: str = Field(repr=False)
    channels: int = 0
    telephone: bool = False
    code: str = ""


class Imported(Value):
    """The whole file is sealed, and the recording closed. `damaged`: less came out than should."""

    kind: Literal["imported"] = "imported"
    consultation: ConsultationId
    seconds: float
    damaged: bool = False


class Heard(Value):
    """What is final by now, all of it, with the speakers as they look now.

    `until` is where the last window that is final ends. Over the pipe go only the utterances from
    `first` on: those before it are as they were told last.
    """

    kind: Literal["heard"] = "heard"
    consultation: ConsultationId
    until: float
    first: int = 0
    utterances: tuple[Utterance, ...] = Field(repr=False)


class Guess(Value):
    """What seems to be said after the final part; replaces the guess before.

    Everything before `until` that was said is in it or final; it grows in silence as well.
    """

    kind: Literal["guess"] = "guess"
    consultation: ConsultationId
    until: float
    utterances: tuple[Utterance, ...] = Field(repr=False)


class Remember(Value):
    """Where hearing stands, for an engine that has to go on after this one. Not for the app."""

    kind: Literal["remember"] = "remember"
    consultation: ConsultationId
    halt: str = Field(repr=False)
    gained: str = Field(repr=False)


class Transcribed(Value):
    """Everything was heard."""

    kind: Literal["transcribed"] = "transcribed"
    consultation: ConsultationId
    transcript: Transcript = Field(repr=False)


class Drafting(Value):
    """What is written of the note by now, not checked yet; replaces what was told before."""

    kind: Literal["drafting"] = "drafting"
    consultation: ConsultationId
    note: Note = Field(repr=False)


class Drafted(Value):
    """The note that was asked for."""

    kind: Literal["drafted"] = "drafted"
    consultation: ConsultationId
    note: Note = Field(repr=False)


class Checked(Value):
    """The note of that serial with its findings."""

    kind: Literal["checked"] = "checked"
    consultation: ConsultationId
    serial: int
    note: Note = Field(repr=False)


class Progress(Value):
    """Which part of an import, a draft, or of hearing what was recorded, is done (0-1)."""

    kind: Literal["progress"] = "progress"
    consultation: ConsultationId
    done: float


class Failed(Value):
    """What was asked for this consultation will not be; `code` finds the words."""

    kind: Literal["failed"] = "failed"
    consultation: ConsultationId
    code: str


class Unfollowed(Value):
    """That conversation cannot be read along with; a draft may still come. Not for the app."""

    kind: Literal["unfollowed"] = "unfollowed"
    consultation: ConsultationId


class Cancelled(Value):
    """Nothing is done any more for a consultation that was cancelled. Not for the app."""

    kind: Literal["cancelled"] = "cancelled"


class Restarted(Value):
    """The engine had died; a new one goes on with this consultation."""

    kind: Literal["restarted"] = "restarted"
    consultation: ConsultationId


News = (
    Ready
    | Looked
    | Imported
    | Heard
    | Guess
    | Remember
    | Transcribed
    | Drafting
    | Drafted
    | Checked
    | Tried
    | TriedSpeech
    | Trying
    | Progress
    | Failed
    | Unfollowed
    | Cancelled
    | Restarted
)

_ORDER: TypeAdapter[Order] = TypeAdapter(Annotated[Order, Field(discriminator="kind")])
_NEWS: TypeAdapter[News] = TypeAdapter(Annotated[News, Field(discriminator="kind")])
_NUMBER_BYTES = 8


def read_order(data: bytes) -> tuple[int, Order]:
    """The number of the work and the order in these bytes."""
    return _number(data), _ORDER.validate_json(data[_NUMBER_BYTES:])


def read_news(data: bytes) -> tuple[int, News]:
    """The number of the work it is about, as it was given with the order, and the news."""
    return _number(data), _NEWS.validate_json(data[_NUMBER_BYTES:])


def to_bytes(number: int, message: Order | News) -> bytes:
    """The message as it goes over the pipe, with the number of the work it is about."""
    return number.to_bytes(_NUMBER_BYTES, "big") + message.model_dump_json().encode()


def _number(data: bytes) -> int:
    return int.from_bytes(data[:_NUMBER_BYTES], "big")
