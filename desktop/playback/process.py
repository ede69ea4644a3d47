"""The playing process: it opens the sealed recording, and nothing of it leaves but as sound."""

import os
from multiprocessing.connection import Connection

from asr.confine import fall_silent
from asr.elapsed import elapsed
from asr.loudspeaker import open_loudspeaker
from asr.silence import leave_no_dumps, refuse_network
from desktop.playback.messages import Begin, read_order
from desktop.playback.run import PlaybackRun, Speaker


def run_playback(connection: Connection) -> None:
    """Play as the app orders."""
    play_with(open_loudspeaker, connection)
    os._exit(0)  # PortAudio may never come back from closing a device


def play_with(speaker: Speaker, connection: Connection) -> None:
    """The same with a loudspeaker of one's own, for tests."""
    fall_silent()
    leave_no_dumps()
    refuse_network()
    try:
        begin = read_order(connection.recv_bytes())
    except EOFError:
        return
    if isinstance(begin, Begin):
        PlaybackRun(connection, begin, speaker, elapsed).run()
