"""A whole conversation read once, so that every check of a statement is a look-up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from asr.transcript import Language, Speaker, Transcript, Utterance, UtteranceId
from summarize.corrections import once_so, replaced_by, taken_back
from summarize.cues import small
from summarize.doses import Quantity
from summarize.hearing import Hearing, hearing
from summarize.pairing import Question, question
from summarize.polarity import Polarity
from summarize.reading import Mention, Reading, read_text, speaks_of_heat
from summarize.sides import Member, members

_ADDRESSED = frozenset({"mother", "father", "wife", "husband"})  # a companion means the patient


@dataclass(frozen=True)
class Turn:
    """One utterance with its reading, what it asks, and the values it takes back."""

    place: int
    id: UtteranceId
    speaker: Speaker
    reading: Reading
    question: Question | None
    reply: int | None  # place of the turn that answers it
    asks: int | None  # place of the turn it answers
    old: frozenset[int]  # first tokens of amounts, sides and days that no longer hold
    once: frozenset[int]  # first tokens of amounts that held before, as the speaker says
    members: tuple[Member, ...]  # sides, days and other words that rule each other out
    unsure: Mapping[int, float]  # token -> probability, for words heard with doubt

    def polarity(self, token: int) -> Polarity:
        """Whether the word at a token is said to be so, the answer to a question included."""
        own = self.reading.scopes.polarity[token]
        if self.question is None or token not in self.question.asked:
            return own
        answered = self.question.by_word.get(self.reading.words[token].stem)
        if answered is not None:
            return answered
        if token in self.question.open:
            return "unknown"
        match self.question.answer:
            case "no":
                return "absent"
            case "yes":
                return "unknown" if own == "absent" else own
            case _:
                return "unknown"

    def state(self, mention: Mention) -> Polarity:
        """The polarity of a concept; a name that denies ("geen ontlasting") is present."""
        if mention.own_denial and not self.asked(mention.first):
            return "present"
        if self.question is not None and self.asked(mention.first):
            for place in range(mention.first, mention.last + 1):
                answered = self.question.by_word.get(self.reading.words[place].stem)
                if answered is not None:
                    return answered
        return self.polarity(mention.first)

    def ended(self, mention: Mention) -> bool:
        """Whether the clause says that it is over: stopped, gone, no longer."""
        scope = self.reading.scopes
        clause = scope.clause[mention.first]
        overs = {scope.clause[hit.first] for hit in scope.cues if hit.label == "negation.over"}
        if clause in overs:
            return True
        return any(
            number in overs and self._points_back(number, mention)
            for number in (clause + 1, clause + 2)
        )

    def _points_back(self, clause: int, mention: Mention) -> bool:
        """Whether a later clause of the sentence opens with "die" or "it"."""
        places = [p for p, number in enumerate(self.reading.scopes.clause) if number == clause]
        words = [self.reading.words[p] for p in places if self.reading.words[p].is_word]
        sentence = self.reading.words[mention.first].sentence
        return any(
            w.low in small(self.reading.language, "that") and w.sentence == sentence
            for w in words[:2]
        )

    def whose(self, mention: Mention) -> str:
        """Who has it; a companion who says "ik" speaks of no patient."""
        if mention.person == "family" and self.question and self.question.person:
            return self.question.person
        if self.speaker != "other":
            return mention.person
        if mention.person in _ADDRESSED:
            return ""
        scope = self.reading.scopes
        clause = scope.clause[mention.first]
        own = any(
            hit.label == "person.self" and scope.clause[hit.first] == clause for hit in scope.cues
        )
        return "outsider" if own else mention.person

    def asked(self, token: int) -> bool:
        return self.question is not None and token in self.question.asked


@dataclass(frozen=True, eq=False)
class Conversation:
    """All turns, and where each concept, drug, word form and number occurs.

    Two are equal only when they are the same object: what is derived from one can be kept with it.
    """

    language: Language
    turns: tuple[Turn, ...]
    by_id: Mapping[UtteranceId, int]
    mentions: Mapping[str, tuple[tuple[int, Mention], ...]]  # name -> (turn, mention)
    stems: Mapping[str, tuple[tuple[int, int], ...]]  # word stem -> (turn, token)
    amounts: Mapping[str, tuple[tuple[int, Quantity], ...]]  # value -> (turn, amount)
    hearing: Hearing  # what its words are taken for
    fronts: frozenset[str]  # the first four and more letters of every word form

    def region(self, evidence: Sequence[UtteranceId]) -> tuple[int, ...]:
        """Places of the cited turns, with the question or answer that belongs to each."""
        places: set[int] = set()
        for one in evidence:
            place = self.by_id.get(one)
            if place is None:
                continue
            turn = self.turns[place]
            partners = (turn.reply if turn.question else None, turn.asks)
            places.update((place, *(p for p in partners if p is not None)))
        return tuple(sorted(places))


def read(transcript: Transcript) -> Conversation:
    """Reads a transcript for checking; do this once and keep it while the note is edited."""
    readings = _readings(transcript)
    turns = _turns(transcript.utterances, readings)
    mentions: dict[str, list[tuple[int, Mention]]] = {}
    stems: dict[str, list[tuple[int, int]]] = {}
    amounts: dict[str, list[tuple[int, Quantity]]] = {}
    for turn in turns:
        for mention in turn.reading.mentions:
            mentions.setdefault(mention.name, []).append((turn.place, mention))
        for place, token in enumerate(turn.reading.words):
            if token.is_word:
                stems.setdefault(token.stem, []).append((turn.place, place))
        for one in turn.reading.quantities:
            amounts.setdefault(one.value, []).append((turn.place, one))
    return Conversation(
        language=transcript.language,
        turns=turns,
        by_id=MappingProxyType({turn.id: turn.place for turn in turns}),
        mentions=MappingProxyType({k: tuple(v) for k, v in mentions.items()}),
        stems=MappingProxyType({k: tuple(v) for k, v in stems.items()}),
        amounts=MappingProxyType({k: tuple(v) for k, v in amounts.items()}),
        hearing=hearing(transcript),
        fronts=frozenset(stem[:size] for stem in stems for size in range(4, len(stem) + 1)),
    )


def _readings(transcript: Transcript) -> list[Reading]:
    """Each utterance read; talk of fever in the turn before lets "achtendertig vijf" be 38,5."""
    found: list[Reading] = []
    warm = False
    for utterance in transcript.utterances:
        reading = read_text(utterance.text, transcript.language, temperature=warm)
        warm = speaks_of_heat(reading.words, transcript.language)
        found.append(reading)
    return found


def _turns(utterances: Sequence[Utterance], readings: Sequence[Reading]) -> tuple[Turn, ...]:
    replies = [_reply(utterances, place) for place in range(len(utterances))]
    questions = [
        question(readings[p], u.speaker, readings[r] if (r := replies[p]) is not None else None)
        for p, u in enumerate(utterances)
    ]
    asks = {r: p for p, r in enumerate(replies) if r is not None and questions[p] is not None}
    return tuple(
        Turn(
            place=place,
            id=utterance.id,
            speaker=utterance.speaker,
            reading=readings[place],
            question=questions[place],
            reply=replies[place],
            asks=asks.get(place),
            old=taken_back(readings[place]) | _corrected_next(readings, place),
            once=once_so(readings[place]),
            members=members(readings[place]),
            unsure=_unsure(utterance, readings[place]),
        )
        for place, utterance in enumerate(utterances)
    )


def _reply(utterances: Sequence[Utterance], place: int) -> int | None:
    """The next utterance by somebody else, if it follows at once."""
    speaker = utterances[place].speaker
    following = place + 1
    if following >= len(utterances):
        return None
    if speaker != "unknown" and utterances[following].speaker == speaker:
        return None
    return following


def _corrected_next(readings: Sequence[Reading], place: int) -> frozenset[int]:
    if place + 1 >= len(readings):
        return frozenset()
    return replaced_by(readings[place], readings[place + 1])


def _unsure(utterance: Utterance, reading: Reading) -> Mapping[int, float]:
    """Tokens under which the speech model was in doubt, matched by walking both texts."""
    found: dict[int, float] = {}
    start = 0
    for word in utterance.words:
        at = utterance.text.find(word.text.strip(), start)
        if at < 0:
            continue
        start = at + len(word.text.strip())
        if not word.unsure:
            continue
        for place, token in enumerate(reading.words):
            if at <= token.start < start and (token.is_word or token.is_digits):
                found[place] = word.probability
    return MappingProxyType(found)
