"""The conversations that come with Griffel, as if they were heard just now."""

import json
from importlib.resources import files

from asr.transcript import Coverage, Language, Transcript, Utterance

NOT_HEARD = Coverage(recorded=0, speech=0, transcribed=0, unsure=0, skipped=0)


def sample_talk(name: str, language: Language) -> Transcript:
    """What is said in the sample of that name."""
    file = files("assets") / "sample" / f"{name}.json"
    turns = json.loads(file.read_text(encoding="utf-8"))["turns"]
    said = tuple(Utterance.model_validate(turn) for turn in turns)
    return Transcript(language=language, utterances=said, coverage=NOT_HEARD)
