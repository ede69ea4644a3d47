"""Every key of Griffel, once: what the screens listen to and what the card of keys shows."""

from collections.abc import Mapping
from types import MappingProxyType

KEYS: Mapping[str, str] = MappingProxyType(
    {
        "record": "Ctrl+R",
        "bookmark": "M",
        "play": "Space",
        "listen": "Ctrl+Space",
        "jump": "Left",  # and Right: back and on
        "correct": "Return",
        "speaker": "S",
        "every_speaker": "Shift+S",
        "put_back": "H",
        "pane": "F6",
        "next_finding": "F8",
        "previous_finding": "Shift+F8",
        "section": "Alt+1",  # to Alt+4: the sections of the note
        "next_step": "Ctrl+Return",
        "copy_line": "Ctrl+Shift+C",
        "new": "Ctrl+N",
        "search": "Ctrl+K",
        "fold": "Ctrl+B",
        "lock": "Ctrl+L",
        "undo": "Ctrl+Z",
        "redo": "Ctrl+Shift+Z",
        "keys": "F1",
        "back": "Esc",
    }
)
_RANGES = {"section": "Alt 1 – 4", "jump": "← →"}


def shown_keys(action: str, enter: str, space: str) -> str:
    """The keys of an action as a person reads them, with the names of two in their language."""
    if action in _RANGES:
        return _RANGES[action]
    named = {"Return": enter, "Space": space}
    return " ".join(named.get(key, key) for key in KEYS[action].split("+"))
