"""What might have been measured of models on this machine."""

from desktop.models.pace import SpeechPace, WriterPace, cores

SHA256 = "ab" * 32


def speech(work: float, sha256: str = SHA256, threads: int = 2) -> SpeechPace:
    """A model that takes so many seconds for a second of conversation."""
    return SpeechPace(sha256=sha256, cores=cores(), threads=threads, work=work)


def writer(read: float, written: float, sha256: str = SHA256, threads: int = 1) -> WriterPace:
    """A model of so many tokens a second."""
    rates = {"read": read, "written": written}
    return WriterPace(sha256=sha256, cores=cores(), threads=threads, **rates)
