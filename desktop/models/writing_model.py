"""A language model that writes, as an order names it."""

from asr.value import Value
from desktop.models import ModelHere


class WritingModel(Value):
    """Where the model lies, and what is kept of it with every note: its name and its checksum."""

    folder: str
    name: str
    sha256: str = ""  # of its weights
    threads: int = 0  # to load it with; 0: as many as were best when it was tried out here

    @classmethod
    def of(cls, here: ModelHere) -> "WritingModel":
        """The model that was found on this machine."""
        return cls(folder=str(here.folder), name=here.name, sha256=here.sha256)
