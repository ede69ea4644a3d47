"""What the app and an engine say to each other of a model that is tried out."""

from typing import Literal

from asr.value import Value
from desktop.models.fitness import Fitness
from desktop.models.listening_model import ListeningModel
from desktop.models.pace import SpeechPace
from desktop.models.writing_model import WritingModel


class Try(Value):
    """Try a language model out, before it writes notes; takes as long as three notes."""

    kind: Literal["try"] = "try"
    model: WritingModel


class TrySpeech(Value):
    """Try a speech model out: how fast it is here, and with how many threads."""

    kind: Literal["try_speech"] = "try_speech"
    model: ListeningModel


class Tried(Value):
    """How the language model did, and it is remembered. Without that `code` says why not."""

    kind: Literal["tried"] = "tried"
    model: WritingModel
    fitness: Fitness | None = None
    code: str = ""


class TriedSpeech(Value):
    """How fast the speech model is, and it is remembered. Without that `code` says why not."""

    kind: Literal["tried_speech"] = "tried_speech"
    model: ListeningModel
    pace: SpeechPace | None = None
    code: str = ""


class Trying(Value):
    """Which part of the trial of a model is done (0-1). `waits`: it begins when there is time."""

    kind: Literal["trying"] = "trying"
    name: str
    done: float
    waits: bool = False
