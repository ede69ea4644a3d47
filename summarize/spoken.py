"""What was said in sentences of plain words, with figures where numbers were spoken."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from asr.transcript import Language, Speaker, Utterance, UtteranceId
from summarize.hearing import Hearing
from summarize.lexicon import concepts
from summarize.numbers import Number, numbers
from summarize.wording import wording
from summarize.words import Token, fold, stem, tokens

_ENDS = frozenset(".?!;")
_SIGNS_THAT_SEPARATE = frozenset(",:…-–—")
_ALSO_A_PRONOUN = frozenset({"one", "ones"})
_ORDINAL_ENDINGS = ("ste", "de")
_SHORTEST_PART = 2  # words before a joint
_LONGEST_RUN = 25  # words for each sign; above this one with signs is cut, too


@dataclass(frozen=True)
class Word:
    """A word or figure, and the sign that follows it: "", "," or the end of a sentence."""

    text: str
    low: str
    stem: str
    mark: str = ""
    figure: bool = False
    term: str = ""  # kind of concept that the word begins: symptom, finding, test, ...
    utterance: UtteranceId | None = None  # none for a word that nobody said


@dataclass(frozen=True)
class Sentence:
    """One sentence of an utterance."""

    utterance: UtteranceId
    speaker: Speaker
    words: tuple[Word, ...]

    @property
    def lows(self) -> tuple[str, ...]:
        return tuple(word.low for word in self.words)

    @property
    def marked_as_question(self) -> bool:
        return bool(self.words) and self.words[-1].mark == "?"


def words_of(
    utterance: Utterance, language: Language, before: str = "", heard: Hearing | None = None
) -> tuple[Word, ...]:
    """The words of an utterance, numbers as figures.

    `before` is what was said just before: after "koorts?" the words "achtendertig vijf" are 38,5.
    """
    ear = heard or Hearing(language)
    pieces = _as_meant(tokens(_evened(utterance.text), language), utterance, ear)
    heated = _is_about_heat(pieces, language) or _is_about_heat(tokens(before, language), language)
    found = numbers(pieces, language, temperature=heated)
    by_first = {number.first: number for number in found if _to_write(number, pieces)}
    terms = {concept.first: concept.kind for concept in concepts(pieces, language)}
    return tuple(
        replace(word, term=terms.get(place, ""), utterance=utterance.id)
        for place, word in _words(pieces, by_first, language)
    )


def _as_meant(pieces: Sequence[Token], utterance: Utterance, heard: Hearing) -> tuple[Token, ...]:
    """The tokens with the listed spelling of a word that was heard nearly right."""
    language = heard.language
    doubted = {
        token.low for word in utterance.unsure_words for token in tokens(word.text, language)
    }
    spoken = [piece.low for piece in pieces if piece.is_word]
    found: list[Token] = []
    place = 0
    for piece in pieces:
        word = ""
        if piece.is_word:
            word = heard.meant(spoken, place, doubted=piece.low in doubted)
            place += 1
        again = replace(piece, text=word, low=word, stem=stem(word, language)) if word else piece
        found.append(again)
    return tuple(found)


def _evened(text: str) -> str:
    """The text with dots of hesitation as a comma, and "do n't" as one word."""
    return text.replace("...", ", ").replace("…", ", ").replace(" n't", "n't")


def sentences(
    words: Sequence[Word], utterance: Utterance, language: Language
) -> tuple[Sentence, ...]:
    """The words cut into sentences, at full stops or, where nobody put any, at spoken joints."""
    rows: list[list[Word]] = [[]]
    for word in words:
        rows[-1].append(word)
        if word.mark in _ENDS and word.mark:
            rows.append([])
    return tuple(
        Sentence(utterance.id, utterance.speaker, _uncapitalized(part))
        for row in rows
        if row
        for part in _cut(row, language, _LONGEST_RUN)
    )


def _uncapitalized(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words without the capital that only marks the beginning of a sentence."""
    first = words[0]
    if first.text[:1].isupper() and first.text[1:].islower():
        first = replace(first, text=first.text[0].lower() + first.text[1:])
    return (first, *words[1:])


def stretches(words: Sequence[Word]) -> list[tuple[Word, ...]]:
    """The parts of a sentence between its commas."""
    parts: list[list[Word]] = [[]]
    for word in words:
        parts[-1].append(word)
        if word.mark:
            parts.append([])
    return [tuple(part) for part in parts if part]


def plain(text: str, language: Language) -> Word:
    """A word that is not in the conversation but on the list of short forms."""
    low = fold(text)
    return Word(text, low, stem(low, language))


def _words(
    pieces: Sequence[Token], by_first: dict[int, Number], language: Language
) -> Iterator[tuple[int, Word]]:
    """Each word with the place of its first token."""
    place = start = 0
    held: Word | None = None
    while place < len(pieces):
        piece = pieces[place]
        number = by_first.get(place)
        if number is not None or piece.is_word or piece.is_digits:
            if held:
                yield start, held
            start = place
            last = number.last if number else place
            text = _figure(number, piece, language) if number else piece.text
            held = Word(text, fold(text), piece.stem if not number else text, "", bool(number))
            place = last
        elif held and piece.text in _ENDS:
            held = replace(held, mark="?" if piece.text == "?" else ".")
        elif held and piece.text in _SIGNS_THAT_SEPARATE and not held.mark:
            held = replace(held, mark=":" if piece.text == ":" else ",")
        elif held and piece.text == "%":
            held = replace(held, text=held.text + "%", low=held.low + "%")
        place += 1
    if held:
        yield start, held


def _figure(number: Number, piece: Token, language: Language) -> str:
    if language == "en":
        return number.value.replace(",", ".")
    return f"{number.value}e" if piece.low.endswith(_ORDINAL_ENDINGS) else number.value


def _to_write(number: Number, pieces: Sequence[Token]) -> bool:
    """Small ordinals, the article and a lone half stay words: "de eerste", "een", "half uur"."""
    if number.weak or number.value in ("0,5", "0,25", "0,75"):
        return pieces[number.first].is_digits or number.last - number.first > 1
    if number.first == number.last and pieces[number.first].low in _ALSO_A_PRONOUN:
        following = pieces[number.last + 1].low if number.last + 1 < len(pieces) else ""
        return following in wording("en").lexicon("kinds.units")
    if number.ordinal:
        return int(number.value) > 12 if number.value.isdigit() else False
    return pieces[number.first].low not in ("beide", "tweetal", "drietal", "both", "couple")


def _is_about_heat(pieces: Sequence[Token], language: Language) -> bool:
    heat = wording(language).lexicon("heat")
    return any(piece.low in heat for piece in pieces)


def _cut(row: list[Word], language: Language, longest: int) -> Iterator[tuple[Word, ...]]:
    """The row cut at spoken joints when it runs on for longer than a sentence."""
    if len(row) <= longest * (1 + sum(word.mark != "" for word in row[:-1])):
        yield tuple(row)
        return
    joints = wording(language).phrases("joints")
    lows = [word.low for word in row]
    bound = wording(language).lexicon("bound")
    start = 0
    for place in range(1, len(row)):
        if lows[place - 1] in bound:
            continue  # "of krijgt u koorts" goes on
        if place - start >= _SHORTEST_PART and len(row) - place >= 2 and joints.at(lows, place):
            yield tuple(row[start:place])
            start = place
    yield tuple(row[start:])
