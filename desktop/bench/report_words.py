"""The words and figures of a bench report in the language of the reader."""

from asr.transcript import Language
from desktop.bench.share import Share
from desktop.words import all_words, words

NOTHING = "–"  # there is nothing to count


def say(code: str, language: Language, **fields: object) -> str:
    """A sentence or a heading of the report."""
    return words(f"report.{code}", language, **fields)


def name_of(kind: str, language: Language) -> str:
    """What a kind of fact, trap, finding or rewording is called; another name stays as it is."""
    return all_words(language).get(f"report.name.{kind}", kind.replace("_", " "))


def percent_of(share: Share, language: Language) -> str:
    """A whole percentage, but never 0 or 100 when some are or are not."""
    if not share.whole:
        return NOTHING
    percent = share.percent
    if 0 < percent < 1 or 99 < percent < 100:
        return f"{decimal(percent, 1, language)} %"
    return f"{percent:.0f} %"


def count_of(share: Share, language: Language) -> str:
    """The count and the percentage: 31 of 37 · 84 %."""
    if not share.whole:
        return NOTHING
    counted = say("of", language, part=share.part, whole=share.whole)
    return f"{counted} · {percent_of(share, language)}"


def decimal(value: float, places: int, language: Language) -> str:
    """A figure with the decimal sign of the language."""
    written = f"{value:.{places}f}"
    return written.replace(".", ",") if language == "nl" else written
