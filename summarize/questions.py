"""Which sentences ask something, and what they ask about; speech has no reliable question marks."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from summarize.asides import without_asides
from summarize.drugs import known_drug
from summarize.spoken import Sentence, Word, stretches
from summarize.wording import Wording

_LONGEST_ELLIPSIS = 9  # words of a question without a verb ("pijn op de borst?")

_AT_THE_END = 2  # words: "het gaat om welke declaratie"

_ASKED_ABOUT = frozenset({"symptom", "condition", "test", "care"})
_SINCE = frozenset({"sinds", "for", "since"})

Denial = Literal["none", "not", "after", ""]


@dataclass(frozen=True)
class Topic:
    """What a question is about, less the words that only ask.

    `denied` is how a "no" to it is written: "not" before a state (niet duizelig), "none" before
    a thing (geen koorts), "after" behind a whole proposition (pijn erger bij hoesten: nee), "" when
    a bare no says nothing about it (en de linkerhand?).
    """

    words: tuple[Word, ...]
    denied: Denial
    after_verb: bool = False  # the denial follows the first word: "rookt niet"
    lead: str = ""  # word that goes before the answer: sinds, duur


def asks(sentence: Sentence, lists: Wording) -> bool:
    """Whether a sentence asks something by its own words or its question mark."""
    if sentence.marked_as_question:
        return True
    if lists.phrases("questions.again").within(sentence.lows[:4]) or _asks_again(sentence, lists):
        return True
    if any(low in lists.lexicon("questions.which") for low in sentence.lows[-_AT_THE_END:]):
        return sentence.speaker in ("clinician", "agent")
    lows = _after_fillers(sentence.words, lists)
    if len(lows) < 2 or _is_condition(lows, lists):
        return False
    if lows[0] in lists.lexicon("questions.always"):
        return sentence.speaker in ("clinician", "agent")
    if lows[0] in lists.lexicon("questions.asking"):
        return lows[1] not in lists.lexicon("articles")
    if _asks_of_thing(sentence, lows, lists):
        return True
    if lows[0] in lists.lexicon("questions.modal") and lows[1] in lists.lexicon("questions.self"):
        return sentence.speaker not in ("clinician", "agent")
    if lows[0] in lists.lexicon("questions.imperative"):
        return lows[1] in lists.lexicon("questions.person")
    return verb_comes_first(lows, lists) and not _is_reaction(sentence, lows[0])


def verb_comes_first(lows: Sequence[str], lists: Wording) -> bool:
    """Whether these words begin with a verb before its subject: "komt het steeds"."""
    opens = len(lows) > 1 and lows[0] in lists.lexicon("questions.opening")
    return opens and lows[1] in lists.lexicon("questions.follows_opening")


def only_rises(sentence: Sentence, lists: Wording) -> bool:
    """Whether an answer merely ends high: "six or seven times a day?"."""
    lows = _after_fillers(sentence.words, lists)
    verbs = ("questions.asking", "questions.opening", "questions.modal", "questions.always")
    begins = bool(lows) and lows[0] in lists.lexicon(*verbs)
    return not begins and any(word.figure for word in sentence.words)


def _asks_again(sentence: Sentence, lists: Wording) -> bool:
    """ "Of er bloed bij zit": a professional says once more what was asked."""
    lows = sentence.lows
    if sentence.speaker not in ("clinician", "agent") or len(lows) < 3:
        return False
    return lows[0] in lists.lexicon("denial.or") and lows[1] in lists.lexicon("breaks.subjects")


def _is_reaction(sentence: Sentence, low: str) -> bool:
    """ "Klopt, dat is het maximum": with a sign behind it a verb opens no question."""
    return any(word.mark for word in sentence.words if word.low == low)


def may_ask(sentence: Sentence, lists: Wording) -> bool:
    """Whether a sentence without a question mark could be a short question, given an answer."""
    lows = _after_fillers(sentence.words, lists)
    verbs = lists.lexicon("auxiliaries", "questions.opening", "pronouns")
    articles = lists.lexicon("articles", "questions.asked_of")
    return 0 < len(lows) <= _longest(sentence) and not any(
        low in verbs and low not in articles for low in lows
    )


def names_only(sentence: Sentence, lists: Wording) -> bool:
    """Whether a sentence names something of the trade and nothing else: "borstkanker familie"."""
    topic = lists.lexicon(
        "vocabulary.allergy", "vocabulary.habit", "vocabulary.social", "vocabulary.treatment"
    )
    return may_ask(sentence, lists) and any(
        word.term in _ASKED_ABOUT or word.low in topic for word in sentence.words
    )


def sets_case(sentence: Sentence, lists: Wording) -> bool:
    """Whether a sentence is a condition and nothing more: "en als het kwaadaardig is"."""
    lows = [low for low in sentence.lows if low not in lists.lexicon("questions.before")]
    if len(lows) > _LONGEST_ELLIPSIS or not lows:
        return False
    then = lists.lexicon("questions.then")
    return lows[0] in lists.lexicon("phases.conditions") and not any(low in then for low in lows)


def speaks_of_other(sentence: Sentence, lists: Wording) -> bool:
    """Whether a clinician names something of the trade, not himself: "u gebruikt digoxine"."""
    if sentence.speaker != "clinician" or sentence.words[-1].mark == ".":
        return False
    if sentence.words[0].mark and sentence.lows[0] in lists.lexicon("answers.yes", "answers.no"):
        return False  # an answer itself
    self = lists.lexicon("questions.self", "phases.conditions")
    named = any(w.term in _ASKED_ABOUT or known_drug(w.low) for w in sentence.words)
    return named and not any(low in self for low in sentence.lows)


def tells_other(sentence: Sentence, lists: Wording) -> bool:
    """Whether a clinician says what the other has or takes: a bare no denies that.

    "U slikt bloedverdunners." - "Nee." With a prompt Whisper writes hardly any question mark.
    Nothing else is turned round: "u mag paracetamol nemen", "de koorts is weg", "dus hoofdpijn".
    """
    lows = _after_fillers(sentence.words, lists)
    having, person = lists.lexicon("questions.having"), lists.lexicon("questions.person")
    opens = len(lows) > 1 and (lows[0] in having or (lows[0] in person and lows[1] in having))
    if sentence.speaker != "clinician" or not opens:
        return False
    not_so = lists.lexicon("questions.self", "questions.certain", "phases.conditions", "denial.any")
    taken = lists.lexicon("questions.taken")
    named = any(
        w.term in _ASKED_ABOUT or known_drug(w.low) or w.low in taken for w in sentence.words
    )
    return named and not any(word.figure or word.low in not_so for word in sentence.words)


def _longest(sentence: Sentence) -> int:
    """A list of things may be longer than one thing."""
    return _LONGEST_ELLIPSIS + sum(word.mark == "," for word in sentence.words)


def _asks_of_thing(sentence: Sentence, lows: Sequence[str], lists: Wording) -> bool:
    """ "Komt jicht in de familie voor", said by a professional."""
    if sentence.speaker not in ("clinician", "agent") or sentence.words[-1].mark == ".":
        return False
    verbs = lists.lexicon("questions.opening")
    thing = next((w for w in sentence.words if w.low == lows[1]), None)
    return lows[0] in verbs and thing is not None and thing.term in _ASKED_ABOUT


def topics(sentence: Sentence, lists: Wording) -> tuple[Topic, ...]:
    """What a question asks about, one topic for each stretch."""
    lows = _after_fillers(sentence.words, lists)
    if lists.phrases("questions.idioms").within(lows):
        return ()
    lead = _lead(lows, lists)
    opened = bool(lows) and lows[0] in lists.lexicon("questions.asking")
    found: list[Topic] = []
    states = False
    for part in stretches(without_asides(sentence.words, lists)):
        part_lows = [word.low for word in part]
        states = _asks_for_state(part_lows, states, lists)
        words = _topic_words(part, lists)
        if words and words[0].low in lists.lexicon("questions.opening") and lead in _SINCE:
            lead = ""  # "hoe lang slaapt u per nacht?" asks for no beginning
        if _is_tag(part_lows, lists) or _is_reaction_only(part_lows, lists):
            continue
        if part_lows[0] in lists.lexicon("questions.purpose") and found:
            continue  # "hydrochloorthiazide, voor de bloeddruk?" asks about the drug
        earlier = [word for word in part if word.low in lists.lexicon("questions.earlier")]
        if not words and earlier:
            found.append(Topic((replace(earlier[0], mark=""),), "not"))
        elif words or lead:
            wants = opened or any(low in lists.lexicon("questions.asking") for low in part_lows[:2])
            denied = "" if wants or _only_names(part, lists) else _denied(words, states, lists)
            if denied and len(words) > 1 and _is_about_known(part_lows, lists):
                denied = "after"
            verb = bool(words) and words[0].low in lists.lexicon("questions.opening")
            found.append(Topic(words, denied, verb, lead))
    return tuple(found)


def _is_tag(lows: Sequence[str], lists: Wording) -> bool:
    """ "..., klopt dat?" """
    return lists.phrases("questions.tags").at(lows, 0) == len(lows)


def _is_reaction_only(lows: Sequence[str], lists: Wording) -> bool:
    """ "Nou goed, ..." """
    return all(low in lists.lexicon("breaks.opening", "bare", "fillers") for low in lows)


def _is_about_known(lows: Sequence[str], lists: Wording) -> bool:
    """ "Straalt de pijn uit?": a verb with a known thing behind it."""
    skip = lists.lexicon("questions.before")
    while lows and lows[0] in skip:
        lows = lows[1:]
    return (
        len(lows) > 2
        and lows[0] in lists.lexicon("questions.opening")
        and lows[1] in lists.lexicon("questions.definite")
    )


def _asks_for_state(lows: Sequence[str], before: bool, lists: Wording) -> bool:
    """ "Bent u ..." asks for a state, "heeft u ..." or "is er ..." for a thing."""
    if any(low in lists.lexicon("questions.state") for low in lows):
        return not any(low in lists.lexicon("questions.there") for low in lows)
    return before and not any(low in lists.lexicon("questions.thing") for low in lows)


def _after_fillers(words: Sequence[Word], lists: Wording) -> list[str]:
    skip, reaction = lists.lexicon("questions.before"), lists.lexicon("breaks.opening", "bare")
    first = 0
    while first < len(words) and words[first].low not in lists.lexicon("questions.asking"):
        marked = words[first].mark and words[first].low in reaction
        if not marked and words[first].low not in skip:
            break
        first += 1
    return [word.low for word in words[first:]]


def _is_condition(lows: Sequence[str], lists: Wording) -> bool:
    """ "Krijgt u koorts, dan belt u": a verb in front that sets a condition."""
    return any(low in lists.lexicon("questions.then") for low in lows[2:])


def _lead(lows: Sequence[str], lists: Wording) -> str:
    leads = lists.pairs("questions.lead")
    text = " ".join(lows)
    for phrase, lead in leads.items():
        if text.startswith(phrase):
            lasting = any(low in lists.lexicon("questions.lasting") for low in lows)
            return lists.pairs("questions")["duration"] if lasting else lead
    return ""


def _topic_words(part: Sequence[Word], lists: Wording) -> tuple[Word, ...]:
    frame = lists.lexicon(
        "questions.frame", "questions.light", "questions.asking", "pronouns", "articles",
        "auxiliaries", "fillers",
    )  # fmt: skip
    first, last = 0, len(part)
    while first < last and part[first].low in frame:
        first += 1
    while last > first and part[last - 1].low in lists.lexicon("questions.tail", "fillers"):
        last -= 1
    kept = _with_comparison(part, first, last, lists)
    if kept and (kept[0].low in lists.lexicon("vocabulary.body") or kept[0].term == "body"):
        where = lists.lexicon("questions.complaint", "questions.where")
        before = [w for w in part[max(first - 4, 0) : first] if w.low in where]
        kept = (*before, *kept)
    subject = lists.lexicon("pronouns")
    return tuple(w for place, w in enumerate(kept) if place != 1 or w.low not in subject)


def _with_comparison(part: Sequence[Word], first: int, last: int, lists: Wording) -> Sequence[Word]:
    """The topic with what it is compared by: "andere ontlasting dan normaal", whole."""
    usual, degrees = lists.lexicon("comparing.usual"), lists.lexicon("comparing.degrees")
    than = lists.lexicon("comparing.than")
    compared = any(
        word.low in than and part[place + 1].low in usual for place, word in enumerate(part[:-1])
    )
    if compared and first and part[first - 1].low in degrees:
        return part[first - 1 :]
    return part[first:] if compared else part[first:last]


def _only_names(part: Sequence[Word], lists: Wording) -> bool:
    """ "En de linkerhand?": a thing pointed at, of which a bare no tells nothing."""
    lows = [w.low for w in part if w.low not in lists.lexicon("fillers", "questions.before")]
    return bool(lows) and lows[0] in lists.lexicon("questions.pointing") and len(lows) <= 3


def _denied(words: Sequence[Word], states: bool, lists: Wording) -> Denial:
    """A state or something done is denied with "niet", a thing with "geen"."""
    if not words:
        return "none"
    last, first = words[-1].low, words[0].low
    if len(words) == 1 and first in lists.lexicon("questions.opening"):
        return "not"
    if first in lists.lexicon("questions.where", "questions.manner"):
        return "not"
    if last in lists.lexicon("questions.done") or first in lists.lexicon("questions.being"):
        return "not"
    being = lists.lexicon("questions.being")
    if (last in being and len(words) <= 2) or (len(words) > 2 and words[1].low in being):
        return "not"
    thing = first in lists.lexicon("vocabulary.symptom", "vocabulary.habit")
    return "not" if states and not thing else "none"
