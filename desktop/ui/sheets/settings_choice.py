"""Who was chosen to write each kind of note, held against the writers that are here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from asr.transcript import Language
from desktop.settings import Settings, WriterChoice
from desktop.words import words
from desktop.writers import Offer
from summarize.template import templates
from summarize.writer import Length


@dataclass(frozen=True)
class Chosen:
    """A choice. `at`: which of the writers it is; None: that model is no longer here."""

    choice: WriterChoice
    offers: tuple[Offer, ...]
    at: int | None

    @property
    def holds(self) -> bool:
        """Whether that writer writes the next note; where not, the one without a model does."""
        return self.at is not None and self.offers[self.at].ready

    def slow(self, language: Language) -> str:
        """How long a draft of that writer takes, where nobody waits so long; else ""."""
        offer = self.offers[self.at] if self.at is not None else None
        return offer.speed(language) if offer is not None and offer.is_slow else ""

    @property
    def lengths(self) -> tuple[Length, ...]:
        """How long a note can be; none where there is nothing to choose."""
        known = self.offers[self.at].lengths if self.at is not None and self.holds else ()
        return known if len(known) > 1 else ()

    def by(self, at: int) -> WriterChoice:
        """The choice of another writer; the length stays, where that one knows it."""
        offer, length = self.offers[at], self.choice.length
        kept = length if length in offer.lengths else "usual"
        return WriterChoice(writer=offer.writer, model=offer.name, length=kept)

    def of_length(self, length: Length) -> WriterChoice:
        """The same writer, with another length."""
        return self.choice.model_copy(update={"length": length})


def chosen_of(settings: Settings, kind: str, offers: Sequence[Offer]) -> Chosen:
    """What was chosen for that kind of note."""
    choice = settings.writers.get(kind, WriterChoice())
    wanted = (choice.writer, choice.model)
    at = next((n for n, one in enumerate(offers) if (one.writer, one.name) == wanted), None)
    return Chosen(choice, tuple(offers), at)


def kinds(settings: Settings) -> Mapping[str, str]:
    """Each kind of note with its title, those of the language that is spoken first.

    A kind that there is in two languages is chosen once, and called as on the screen.
    """
    first = sorted(templates(), key=lambda one: one.language != settings.spoken)
    titles = {one.kind: one.title for one in first}
    own = {one.kind: one.title for one in first if one.language == settings.screen}
    return titles | own


def title_of(writer: str, model: str, language: Language) -> str:
    """What to call a writer at the head of a line."""
    name = words(f"review.writer.{writer}", language)
    return f"{name[:1].upper()}{name[1:]} {model}".strip()
