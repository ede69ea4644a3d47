"""Which kind of note a visit becomes."""

from asr.transcript import Language
from summarize.errors import TemplateUnknown
from summarize.template import Template, find_template


def chosen_template(kind: str, language: Language) -> Template:
    """The kind of note that was chosen, else the usual one of the language."""
    try:
        return find_template(kind, language)
    except TemplateUnknown:
        return usual_template(language)


def usual_template(language: Language) -> Template:
    """The note of a general practitioner."""
    return find_template("soep" if language == "nl" else "soap", language)
