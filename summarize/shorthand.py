"""The form in which amounts are compared, in the shorthand of a language: 1dd is 1x/day."""

from collections.abc import Mapping

from asr.transcript import Language
from summarize.wording import wording
from summarize.words import fold


def shorthand(text: str, language: Language) -> str:
    """An amount, frequency or duration as a note in this language has it."""
    forms = wording(language).pairs("canonical")
    if not forms:
        return text
    words = text.replace(",", ".").replace(". ", ", ").split(" ")
    before = ["", *words]
    pairs = zip(words, before, strict=False)
    return " ".join(_singular(_form(word, forms), number) for word, number in pairs)


def _form(word: str, forms: Mapping[str, str]) -> str:
    """The form of a word, or of what stands behind the number that it begins with."""
    if fold(word) in forms:
        return forms[fold(word)]
    unit = word.lstrip("0123456789")
    number = word.removesuffix(unit) if unit else word
    return number + forms[unit] if number and unit in forms else word


def _singular(word: str, number: str) -> str:
    return word.removesuffix("s") if number == "1" and len(word) > 1 else word
