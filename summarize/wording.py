"""The words the extract writer works with, read from assets/cues/writing.*.toml."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from asr.transcript import Language
from summarize.errors import CuesBroken
from summarize.words import fold

_SHORTEST_HEAD = 4  # letters of the last part of a compound; shorter parts end too many words


class Lexicon:
    """A list of words; a star in an entry stands for any letters on that side.

    With `compounds` a word also counts when it ends in an entry: teennagel in nagel.
    """

    def __init__(self, entries: Iterable[str], *, compounds: bool = False) -> None:
        folded = [fold(entry) for entry in entries]
        self._whole = frozenset(e for e in folded if "*" not in e)
        self._starts = tuple(e[:-1] for e in folded if e.endswith("*") and not e.startswith("*"))
        self._ends = tuple(e[1:] for e in folded if e.startswith("*") and not e.endswith("*"))
        self._inside = tuple(e[1:-1] for e in folded if e.startswith("*") and e.endswith("*"))
        middles = (e.partition("*") for e in folded if "*" in e[1:-1])
        self._around = tuple((start, end) for start, _, end in middles)
        self._heads = tuple(e.strip("*") for e in folded) if compounds else ()
        self._heads = tuple(head for head in self._heads if len(head) >= _SHORTEST_HEAD)
        self._known: dict[str, bool] = {}

    def __contains__(self, low: str) -> bool:
        known = self._known.get(low)
        if known is None:
            known = self._known[low] = self._holds(low)
        return known

    def _holds(self, low: str) -> bool:
        return (
            low in self._whole
            or low.startswith(self._starts)
            or low.endswith(self._ends)
            or any(part in low for part in self._inside)
            or (len(low) > _SHORTEST_HEAD + 2 and low.endswith(self._heads))
            or any(
                low.startswith(start)
                and low.endswith(end)
                and len(low) >= len(start) + len(end) + 2
                for start, end in self._around
            )
        )


class PhraseList:
    """Phrases of one or more words, found at a place in a row of folded words."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        for phrase in phrases:
            words = tuple(fold(phrase).split())
            self._by_first.setdefault(words[0], []).append(words)
        for found in self._by_first.values():
            found.sort(key=len, reverse=True)

    def at(self, lows: Sequence[str], place: int) -> int:
        """How many words the longest phrase starting here has; 0 when none does."""
        for phrase in self._by_first.get(lows[place], ()):
            if tuple(lows[place : place + len(phrase)]) == phrase:
                return len(phrase)
        return 0

    def within(self, lows: Sequence[str]) -> bool:
        """Whether any of the phrases stands in this row of words."""
        return any(self.at(lows, place) for place in range(len(lows)))

    def first(self, lows: Sequence[str]) -> int | None:
        """Where the first of the phrases begins."""
        return next((place for place in range(len(lows)) if self.at(lows, place)), None)


class Wording:
    """One language's lists, by the dotted name they have in the file."""

    def __init__(self, language: Language, blocks: Mapping[str, Any]) -> None:
        self.language = language
        self.blocks = blocks
        self._lexicons: dict[str, Lexicon] = {}
        self._phrases: dict[str, PhraseList] = {}

    def lexicon(self, *names: str) -> Lexicon:
        """The words of these lists together."""
        key = " ".join(names)
        if key not in self._lexicons:
            compounds = self.language == "nl" and all(n.startswith("vocabulary.") for n in names)
            entries = [e for name in names for e in self._list(name)]
            self._lexicons[key] = Lexicon(entries, compounds=compounds)
        return self._lexicons[key]

    def phrases(self, name: str) -> PhraseList:
        """The phrases of one list."""
        if name not in self._phrases:
            self._phrases[name] = PhraseList(self._list(name))
        return self._phrases[name]

    def pairs(self, name: str) -> Mapping[str, str]:
        """A list of phrases with what each becomes."""
        found = self._find(name)
        if not isinstance(found, dict):
            raise CuesBroken
        return {fold(key): value for key, value in found.items() if isinstance(value, str)}

    def _list(self, name: str) -> list[str]:
        found = self._find(name)
        if not isinstance(found, list):
            raise CuesBroken
        return found

    def _find(self, name: str) -> Any:
        found: Any = self.blocks
        for part in name.split("."):
            try:
                found = found[part]
            except (KeyError, TypeError) as error:
                raise CuesBroken from error
        return found


@cache
def wording(language: Language) -> Wording:
    """The lists for this language."""
    text = (files("assets") / "cues" / f"writing.{language}.toml").read_text(encoding="utf-8")
    try:
        return Wording(language, tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise CuesBroken from error
