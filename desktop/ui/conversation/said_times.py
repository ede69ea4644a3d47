"""When an utterance was said, as the note shows it beside what rests on it."""

from asr.transcript import Language, Transcript, UtteranceId
from desktop.clock import clock


class SaidTimes:
    """The start of each utterance of a conversation, in seconds and as on a clock."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._starts: dict[UtteranceId, float] = {}
        self._texts: dict[UtteranceId, str] = {}

    def hear(self, transcript: Transcript) -> None:
        """Go by this hearing of the conversation; before the first there is nothing to go by."""
        self.language = transcript.language
        self._starts = {one.id: one.start for one in transcript.utterances}
        self._texts = {one.id: one.text for one in transcript.utterances}

    def start(self, said: tuple[UtteranceId, ...]) -> float | None:
        """Where to begin to hear these; nothing where they are gone."""
        starts = [self._starts[one] for one in said if one in self._starts]
        return min(starts, default=None)

    def clocks(self, said: tuple[UtteranceId, ...]) -> tuple[str, ...]:
        """When each of these was said."""
        return tuple(clock(self._starts[one]) for one in said if one in self._starts)

    def text(self, said: tuple[UtteranceId, ...]) -> str:
        """What was said in these."""
        return " ".join(self._texts[one] for one in said if one in self._texts)
