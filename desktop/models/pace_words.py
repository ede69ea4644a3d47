"""How fast a model is, in words."""

from asr.transcript import Language
from desktop.models.pace import SpeechPace, WriterPace
from desktop.words import words

_SHORT = 95.0  # seconds; from here on minutes are told
_MINUTE, _TEN = 60, 10
_GIGABYTE = 1e9


def pace_told(pace: SpeechPace | WriterPace, language: Language) -> str:
    """What its user notices of it, with a warning where that is too slow."""
    if isinstance(pace, WriterPace):
        code = "draft_long" if pace.is_long else "draft"
        return words(f"pace.{code}", language, time=time_told(pace.draft, language))
    code = "keeps_up" if pace.keeps_up else "late" if pace.work <= 1 else "behind"
    return words(f"pace.{code}", language, time=time_told(pace.ten_minutes, language))


def measured_told(pace: SpeechPace | WriterPace, language: Language) -> str:
    """What was measured, for who wants the figures."""
    if isinstance(pace, WriterPace):
        rates = {"read": f"{pace.read:.0f}", "written": _decimal(pace.written, 1, language)}
        code = "measured_writer"
    else:
        rates, code = {"work": _decimal(pace.work, 2, language)}, "measured_speech"
    return words(f"pace.{code}", language, **rates, threads=pace.threads, cores=pace.cores)


def time_told(seconds: float, language: Language) -> str:
    """A time that is not more precise than it was measured."""
    if seconds < _SHORT:
        rounded = max(_TEN, round(seconds / _TEN) * _TEN)
        return words("pace.seconds", language, count=rounded)
    return words("pace.minutes", language, count=round(seconds / _MINUTE))


def gigabytes_told(size: int, language: Language) -> str:
    """A size in GB."""
    return words("pace.gigabytes", language, count=_decimal(size / _GIGABYTE, 1, language))


def _decimal(number: float, places: int, language: Language) -> str:
    shown = f"{number:.{places}f}"
    return shown.replace(".", ",") if language == "nl" else shown
