"""One text read closely: its words, amounts, drugs and concepts, each with how it was said."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from asr.transcript import Language
from summarize.cues import cue_words
from summarize.doses import Quantity, quantities
from summarize.drugs import drug_names
from summarize.lexicon import concepts, plain_words
from summarize.polarity import Polarity, Scopes, scopes
from summarize.words import Token, tokens

_TEMPERATURE = frozenset(
    {"koorts", "temperatuur", "temp", "verhoging", "graden", "fever", "temperature"}
)


@dataclass(frozen=True)
class Mention:
    """A concept or drug in a text. `person` is empty for the patient."""

    kind: str
    name: str
    first: int
    last: int
    polarity: Polarity
    person: str
    hypothetical: bool
    uncertain: bool
    own_denial: bool = False  # the name itself denies: "geen ontlasting"


@dataclass(frozen=True)
class Reading:
    """A sentence or utterance, read once; everything else looks things up in it."""

    text: str
    language: Language
    words: tuple[Token, ...]
    scopes: Scopes
    quantities: tuple[Quantity, ...]
    mentions: tuple[Mention, ...]

    def said(self, first: int, last: int) -> str:
        """The stretch of the text between two tokens, as written."""
        return self.text[self.words[first].start : self.words[last].end]

    @cached_property
    def content(self) -> tuple[int, ...]:
        """Places of the words that carry meaning: no function words, no amounts."""
        skip = plain_words(self.language)
        counted = {p for q in self.quantities for p in range(q.first, q.last + 1)}
        return tuple(
            place
            for place, token in enumerate(self.words)
            if token.is_word
            and place not in counted
            and len(token.low) > 1
            and token.low not in skip
            and token.stem not in skip
        )

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset(token.stem for token in self.words if token.is_word)


def read_text(text: str, language: Language, *, temperature: bool = False) -> Reading:
    """Reads one text. `temperature` says that the talk is about body heat already."""
    words = tokens(text, language)
    heat = temperature or speaks_of_heat(words, language)
    scope = scopes(words, language)
    return Reading(
        text=text,
        language=language,
        words=words,
        scopes=scope,
        quantities=quantities(words, language, temperature=heat),
        mentions=_mentions(words, scope, language),
    )


def speaks_of_heat(words: Sequence[Token], language: Language) -> bool:
    """Whether body heat is the subject, so that "achtendertig vijf" is one number."""
    warm = cue_words(language, "heat", "words")
    return any(token.low in warm for token in words)


def _mentions(words: tuple[Token, ...], scope: Scopes, language: Language) -> tuple[Mention, ...]:
    named = [("drug", one.inn, one.first, one.last) for one in drug_names(words)]
    named += [(c.kind, c.name, c.first, c.last) for c in concepts(words, language)]
    denials = {hit.first for hit in scope.cues if hit.label.startswith("negation.")}
    return tuple(
        Mention(
            kind,
            name,
            first,
            last,
            "present"
            if (own := any(p in denials for p in range(first, last)))
            else scope.polarity[last],
            scope.person[first],
            scope.hypothetical[first],
            scope.uncertain[first],
            own,
        )
        for kind, name, first, last in sorted(named, key=lambda one: (one[2], one[0], one[1]))
    )
