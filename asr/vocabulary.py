"""The words to expect in a consultation, as far as they fit in Whisper's prompt."""

from collections.abc import Callable, Iterable

# faster-whisper gives hotwords half of the 448 tokens of text context; one is kept for the marker.
ROOM = 220


def hotwords(words: Iterable[str], tokens: Callable[[str], int], room: int = ROOM) -> str:
    """The first of the words, without repeats, that take no more than `room` tokens together."""
    chosen: list[str] = []
    seen: set[str] = set()
    for word in words:
        word = word.strip()
        if not word or word.lower() in seen:
            continue
        if tokens(", ".join([*chosen, word])) > room:
            break
        seen.add(word.lower())
        chosen.append(word)
    return ", ".join(chosen)
