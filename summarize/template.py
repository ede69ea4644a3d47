"""Which sections a kind of note has, read from assets/templates."""

import tomllib
from functools import cache
from importlib.resources import files

from pydantic import ValidationError

from asr.transcript import Language
from asr.value import Value
from summarize.errors import TemplateBroken, TemplateUnknown


class SectionTemplate(Value):
    """One heading. `when_empty` is what the reader sees if nothing was said for it."""

    key: str
    title: str
    when_empty: str


class Template(Value):
    """A kind of note in one language. `kind` is what the user asks for: soep, soap, ..."""

    kind: str
    language: Language
    title: str
    sections: tuple[SectionTemplate, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(section.key for section in self.sections)

    def section(self, key: str) -> SectionTemplate:
        """The heading with this key."""
        for section in self.sections:
            if section.key == key:
                return section
        raise TemplateBroken


@cache
def templates() -> tuple[Template, ...]:
    """All templates that came with Griffel."""
    folder = files("assets") / "templates"
    found = (entry for entry in folder.iterdir() if entry.name.endswith(".toml"))
    return tuple(
        read_template(entry.read_text(encoding="utf-8"))
        for entry in sorted(found, key=lambda entry: entry.name)
    )


def read_template(text: str) -> Template:
    """A template from the text of its TOML file."""
    try:
        return Template.model_validate(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise TemplateBroken from error


def find_template(kind: str, language: Language) -> Template:
    """The template of that kind in that language."""
    for template in templates():
        if template.kind == kind and template.language == language:
            return template
    raise TemplateUnknown
