"""Where the text of a row is broken into lines: fast enough for all rows of a long conversation.

Each width of the window breaks all of them anew. 5,000 utterances take 20 to 30 ms, because the
width of a word is measured once; text layouts of Qt for each took 65 to 115 ms (two cores, busy).
"""

from dataclasses import dataclass

from PySide6.QtGui import QFont, QFontMetricsF

LINE = 20  # pixels from one line to the next


@dataclass(frozen=True)
class Piece:
    """A part of a text, by the places of its first letter and behind its last."""

    start: int
    end: int


class Lines:
    """Breaks texts in one font."""

    def __init__(self, font: QFont) -> None:
        self._metrics = QFontMetricsF(font)
        self._space = self._metrics.horizontalAdvance(" ")
        self._widths: dict[str, float] = {}

    def width(self, text: str) -> float:
        """How wide these words are in one line."""
        return self._metrics.horizontalAdvance(text)

    def of(self, text: str, room: float) -> list[Piece]:
        """The lines of a text in that much room; a longer word is cut. Always one at least."""
        lines: list[Piece] = []
        start = end = at = 0
        used = 0.0
        for word in text.split(" "):
            wide = self._width(word)
            if end > start and used + self._space + wide > room:
                lines.append(Piece(start, end))
                start = end = at
                used = 0.0
            used += wide + (self._space if end > start else 0.0)
            end = at + len(word)
            while used > room and end - start > 1:  # a word alone in its line, and too long
                cut = start + self._fits(text[start:end], room)
                lines.append(Piece(start, cut))
                start, used = cut, self.width(text[cut:end])
            at = end + 1
        return [*lines, Piece(start, end)]

    def _width(self, word: str) -> float:
        found = self._widths.get(word)
        if found is None:
            found = self._widths[word] = self.width(word)
        return found

    def _fits(self, word: str, room: float) -> int:
        """How many of its letters there is room for, one at least."""
        low, high = 1, len(word)
        while low < high:
            middle = (low + high + 1) // 2
            if self.width(word[:middle]) <= room:
                low = middle
            else:
                high = middle - 1
        return low
