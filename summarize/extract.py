"""The writer without weights: the conversation itself, chosen, shortened and put under headings."""

import re
from collections.abc import Iterator

from asr.transcript import Transcript, Utterance
from summarize.template import Template
from summarize.writer import Line

_SECTION: dict[str, dict[bool, str]] = {  # template kind: does the professional speak? -> section
    "soep": {True: "P", False: "S"},
    "soap": {True: "P", False: "S"},
    "specialist": {True: "plan", False: "complaint"},
    "call": {True: "agreements", False: "facts"},
}


class Extract:
    """Quotes and shortens; every word of the note was said. No model, the same note every time."""

    name = "extract"

    def lines(self, transcript: Transcript, template: Template) -> Iterator[Line]:
        """Each sentence that says enough, under the heading its speaker most often fills."""
        for utterance in transcript.utterances:
            professional = utterance.speaker in ("clinician", "agent")
            section = _SECTION[template.kind][professional]
            for sentence in _sentences(utterance):
                yield Line(section=section, text=sentence, evidence=(utterance.id,))


def _sentences(utterance: Utterance) -> Iterator[str]:
    for sentence in re.split(r"(?<=[.?!])\s+", utterance.text.strip()):
        if len(sentence.split()) > 3 and not sentence.endswith("?"):
            yield sentence
