"""What the clinician sets right in what was heard: other words, another speaker.

The findings of a note rest on what was said, so a change of that makes them old. `correct_said`
makes them anew at once; a window calls `change_said` and has the note checked in the background.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from asr.transcript import Coverage, Speaker, Transcript, Utterance, UtteranceId, Word
from desktop.consultation import Consultation, Draft
from desktop.desk import Desk
from desktop.errors import UtteranceUnknown
from desktop.workflow import as_draft, keep_changed
from summarize.summarize import recheck

_STOPS = ".,?!;:…"  # what stands behind a word without being of it


@dataclass(frozen=True)
class HeardAnew:
    """An utterance gets other words, as a person heard them; with none, nothing was said."""

    utterance: UtteranceId
    text: str


@dataclass(frozen=True)
class GivenTo:
    """An utterance goes to another speaker."""

    utterance: UtteranceId
    speaker: Speaker


@dataclass(frozen=True)
class AllGivenTo:
    """Every utterance of one speaker goes to another."""

    before: Speaker
    speaker: Speaker


SaidCorrection = HeardAnew | GivenTo | AllGivenTo


def correct_said(desk: Desk, consultation: Consultation, correction: SaidCorrection) -> Draft:
    """Set right what was heard, and check the note anew. The result is a draft again."""
    draft = _with_said(as_draft(desk, consultation), correction)
    checked = draft.model_copy(update={"note": recheck(draft.note, draft.transcript)})
    return keep_changed(desk, consultation, checked, detail=_detail(correction))


def change_said(desk: Desk, consultation: Consultation, correction: SaidCorrection) -> Draft:
    """The same without checking the note: it still has the findings of before."""
    draft = _with_said(as_draft(desk, consultation), correction)
    return keep_changed(desk, consultation, draft, detail=_detail(correction))


def said_anew(transcript: Transcript, correction: SaidCorrection) -> Transcript:
    """What was said with one correction. Refused where it is about nothing that was said."""
    found = [u for u in transcript.utterances if _concerns(correction, u)]
    if not found:
        raise UtteranceUnknown
    changed = {u.id: _changed(u, correction) for u in found}
    utterances = tuple(changed.get(u.id, u) for u in transcript.utterances)
    surer = _unsure_seconds(found) - _unsure_seconds(changed.values())
    coverage = _with_less_unsure(transcript.coverage, surer)
    return transcript.model_copy(update={"utterances": utterances, "coverage": coverage})


def as_first_heard(utterance: Utterance, only: Word | None = None) -> HeardAnew:
    """What was heard first, where a second listen took it for something else: everywhere, or in
    the place of that word `only`."""
    text, at = "", 0
    for word in utterance.words:
        place = utterance.text.find(word.text, at)
        if place < 0 or not word.heard or (only is not None and word is not only):
            continue
        end = place + len(word.text)
        behind = word.text[len(word.text.rstrip(_STOPS)) :]
        text += f"{utterance.text[at:place]}{word.heard}{behind}"
        at = end
    return HeardAnew(utterance.id, text + utterance.text[at:])


def _with_said(draft: Draft, correction: SaidCorrection) -> Draft:
    """What was ticked was ticked beside other words: it has to be looked at again."""
    transcript = said_anew(draft.transcript, correction)
    return Draft(id=draft.id, transcript=transcript, note=draft.note)


def _detail(correction: SaidCorrection) -> str:
    return "said" if isinstance(correction, HeardAnew) else "speaker"


def _concerns(correction: SaidCorrection, utterance: Utterance) -> bool:
    if isinstance(correction, AllGivenTo):
        return utterance.speaker == correction.before
    return utterance.id == correction.utterance


def _changed(utterance: Utterance, correction: SaidCorrection) -> Utterance:
    if isinstance(correction, HeardAnew):
        wanted = correction.text.split()
        # A text that a person wrote has no words with times, and gets none.
        words = tuple(_words(utterance, wanted)) if utterance.words else ()
        return utterance.model_copy(update={"text": " ".join(wanted), "words": words})
    return utterance.model_copy(update={"speaker": correction.speaker})


def _words(utterance: Utterance, wanted: list[str]) -> Iterator[Word]:
    """What stayed keeps its time and probability; what a person wrote shares the time between."""
    before = utterance.words
    matching = SequenceMatcher(a=[w.text for w in before], b=wanted, autojunk=False)
    for kind, start, end, first, last in matching.get_opcodes():
        if kind == "equal":
            yield from before[start:end]
        elif start < end:  # in the place of other words: their time
            yield from _spread(wanted[first:last], before[start].start, before[end - 1].end)
        else:
            opens = before[start - 1].end if start else utterance.start
            closes = before[start].start if start < len(before) else utterance.end
            yield from _spread(wanted[first:last], min(opens, closes), closes)


def _spread(texts: list[str], start: float, end: float) -> Iterator[Word]:
    """The words one after the other in that time, each as long as it is written."""
    letters, length = sum(map(len, texts)), end - start
    done = 0
    for text in texts:
        opens = start + length * done / letters
        done += len(text)
        closes = start + length * done / letters
        yield Word(text=text, start=opens, end=closes, probability=1.0)


def _unsure_seconds(utterances: Iterable[Utterance]) -> float:
    return sum(word.end - word.start for u in utterances for word in u.unsure_words)


def _with_less_unsure(coverage: Coverage, seconds: float) -> Coverage:
    return coverage.model_copy(update={"unsure": round(max(0.0, coverage.unsure - seconds), 2)})
