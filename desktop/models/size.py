"""How large a model is, in words."""

from asr.transcript import Language
from desktop.models.catalogue import Model
from desktop.words import words

_GIGABYTE = 1e9


def size_told(model: Model, language: Language) -> str:
    """Its size in MB, from 1000 of them in GB; or that nobody knows it."""
    if not model.main.bytes:
        return words("models.size_unknown", language)
    if model.bytes < _GIGABYTE:
        return words("models.size", language, megabytes=round(model.bytes / 1e6))
    large = f"{model.bytes / _GIGABYTE:.1f}"
    shown = large.replace(".", ",") if language == "nl" else large
    return words("models.size_large", language, gigabytes=shown)


def megabytes_told(size: int, language: Language) -> str:
    """So many bytes as a number of MB, with a sign between the thousands."""
    shown = f"{size / 1e6:,.0f}"
    return shown.replace(",", ".") if language == "nl" else shown
