"""What can go wrong while a recording is played. Codes only."""

from desktop.errors import GriffelError


class PlaybackStopped(GriffelError):
    """The process that plays is gone."""

    code = "player.stopped"
