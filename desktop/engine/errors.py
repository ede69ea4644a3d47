"""What can go wrong with an engine itself. Codes only."""

from desktop.errors import GriffelError


class EngineStopped(GriffelError):
    """The engine died again and again over the same work."""

    code = "engine.stopped"


class ChannelsDiffer(GriffelError):
    """The file has one channel, and the recording was begun for two."""

    code = "engine.channels_differ"
