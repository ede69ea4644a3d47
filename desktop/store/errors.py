"""What ends a step of the store that was not the most important. Codes only."""

from desktop.errors import GriffelError


class GaveWay(GriffelError):
    """What may be done later was broken off, because somebody else wanted the library."""

    code = "library.gave_way"
