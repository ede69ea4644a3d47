"""The second listen: what it takes, what it leaves, and what it keeps of what was heard first."""

from dataclasses import dataclass, field, replace
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
import pytest

from asr.audio import SAMPLE_RATE, Block, open_sound
from asr.hear import Listening, hear
from asr.hearing import Hearing
from asr.hypotheses import Hypothesis
from asr.second_listen import DOUBTED, MOSTLY_RIGHT, SecondListen, asked
from asr.speech import Floats
from asr.terms import Term
from asr.transcribe import SpeechModel
from asr.transcript import Language, Transcript, Utterance, Word
from tests.asr.judges import FakeJudge, hearing, text
from tests.fakes import FakeListener, blocks, silence, voice

NL = SecondListen("nl")


def test_a_stretch_that_sounds_like_a_drug_becomes_it_and_keeps_what_was_heard() -> None:
    judge = FakeJudge({"allopurinol": -1.0})
    heard = NL.listen(hearing("Hij kreeg alle burinol, maar daar", judge=judge))
    assert text(heard) == "Hij kreeg allopurinol, maar daar"
    (word,) = [w for segment in heard.segments for w in segment.words if w.heard]
    assert (word.text, word.heard) == (" allopurinol,", "alle burinol")
    assert (word.start, word.end) == (1.0, 2.0)
    assert word.probability == DOUBTED


def test_a_term_that_is_no_name_is_seen_to_be_changed_and_not_in_doubt() -> None:
    heard = NL.listen(hearing("Het urinzeur is hoog.", judge=FakeJudge({"urinezuur": 0.0})))
    (word,) = [w for segment in heard.segments for w in segment.words if w.heard]
    assert (word.text, word.heard) == (" urinezuur", "urinzeur")
    assert word.probability == MOSTLY_RIGHT


def test_what_the_model_does_not_prefer_stays() -> None:
    heard = hearing("Hij kreeg alle burinol, maar daar", judge=FakeJudge({"allopurinol": -30.0}))
    assert NL.listen(heard) == heard


def test_a_name_heard_right_is_left_alone() -> None:
    judge = FakeJudge({"haloperidol": 0.0, "prednison": 0.0})
    heard = hearing("Ik slik allopurinol, lidocaine en prednisolon.", judge=judge)
    assert NL.listen(heard) == heard


def test_nothing_alike_costs_nothing() -> None:
    judge = FakeJudge()
    heard = hearing("Hoe gaat het nu met u?", judge=judge)
    assert NL.listen(heard) == heard
    assert judge.asked == []
    alike = hearing("Dan alle burinol.", judge=judge)
    NL.listen(alike)
    assert judge.asked  # control: it is asked where something is alike


def test_who_cannot_judge_is_not_asked() -> None:
    heard = hearing("Hij kreeg alle burinol.")
    assert NL.listen(heard) == heard


def test_of_rivals_in_one_place_the_likeliest_is_taken() -> None:
    sentence = "Hij nam simfastatienen in."
    for best in ("simvastatine", "rosuvastatine"):
        liked = {"simvastatine": -20.0, "rosuvastatine": -20.0, best: 0.0}
        heard = NL.listen(hearing(sentence, judge=FakeJudge(liked)))
        assert text(heard) == f"Hij nam {best} in."


def test_far_apart_places_are_judged_in_one_go() -> None:
    judge = FakeJudge({"allopurinol": 0.0, "diclofenac": 0.0})
    heard = NL.listen(
        hearing("Hij kreeg alle burinol, en later nam zij dan dik luffinnak.", judge=judge)
    )
    assert text(heard) == "Hij kreeg allopurinol, en later nam zij dan diclofenac."
    assert any({"allopurinol", "diclofenac"} <= set(names) for _, names in judge.asked)


def test_a_change_keeps_the_capital_and_the_segments() -> None:
    judge = FakeJudge({"allopurinol": 0.0})
    heard = NL.listen(hearing("Alle burinol.", "Dat was het.", judge=judge))
    assert text(heard) == "Allopurinol. Dat was het."
    assert [len(segment.words) for segment in heard.segments] == [1, 3]


def test_a_change_over_two_segments_empties_none() -> None:
    judge = FakeJudge({"allopurinol": 0.0})
    heard = NL.listen(hearing("kreeg alle", "burinol", judge=judge))
    assert text(heard) == "kreeg allopurinol"
    assert all(segment.words for segment in heard.segments)


@pytest.mark.parametrize(
    "sentence",
    ["Neem alle 10 burinol.", "Neem alle tien burinol.", "Neem alle miligramm burinol."],
)
def test_a_number_or_unit_is_never_swallowed(sentence: str) -> None:
    heard = NL.listen(hearing(sentence, judge=FakeJudge({"allopurinol": 50.0})))
    assert text(heard) == sentence
    assert not any(word.heard for segment in heard.segments for word in segment.words)


@pytest.mark.parametrize(
    ("language", "heard", "rival"),
    [("nl", "vijftig", "vijftien"), ("nl", "15", "50"), ("en", "fifteen", "fifty")],
)
@pytest.mark.parametrize(("lag", "doubted"), [(1.0, True), (30.0, False)])
def test_a_number_is_doubted_when_its_rival_is_near(
    language: Language, heard: str, rival: str, lag: float, doubted: bool
) -> None:
    judge = FakeJudge({heard: -1.0, rival: -1.0 - lag})
    after = SecondListen(language).listen(hearing(f"Dat is {heard} mg.", judge=judge))
    assert text(after) == f"Dat is {heard} mg."
    (number,) = [w for w in after.segments[0].words if w.text.strip() == heard]
    assert (number.probability <= DOUBTED) is doubted
    assert number.heard == ""


def test_the_clinicians_own_words_are_terms_too() -> None:
    sentence = "Gaat u naar de prik poli Zonne huis?"
    judge = FakeJudge({"prikpoli": 5.0, "prikpil": -30.0})
    assert text(NL.listen(hearing(sentence, judge=judge))) == sentence
    own = SecondListen("nl", ("prikpoli",))
    assert text(own.listen(hearing(sentence, judge=judge))) == "Gaat u naar de prikpoli Zonne huis?"


def test_the_more_alike_the_less_is_asked_and_a_brand_asks_more() -> None:
    drug, brand = Term("allopurinol", "drug"), Term("zyloricum", "brand")

    def one(alike: float, term: Term = drug, everyday: bool = False) -> float:
        return asked(Hypothesis(0, 1, "", alike, term, everyday))

    assert one(95) < one(85) < one(78)
    assert one(85) < one(85, brand)
    assert one(80) < one(80, everyday=True)


@pytest.mark.parametrize(
    ("sentence", "made_up", "right"),
    [
        ("Goed om te weten.", "teveten", None),  # words that make sense are no brand
        ("Dan is het aldeel te hoog.", "haldol", None),  # a short one sounds like too much
        ("Heeft u ooit een trombose gehad?", "trombocyten", None),  # that is what was said
        ("Ik kreeg een spuit kein akkoord.", "kenacort", "Ik kreeg een spuit kenacort."),
    ],
)
def test_what_makes_sense_becomes_no_other_term_however_the_model_leans(
    sentence: str, made_up: str, right: str | None
) -> None:
    heard = NL.listen(hearing(sentence, judge=FakeJudge({made_up: 0.0})))
    assert text(heard) == (right or sentence)


def test_more_is_asked_where_whisper_was_sure_and_of_a_short_name() -> None:
    long, short = Term("hydrochloorthiazide", "drug"), Term("creon", "drug")

    def one(term: Term, sure: float) -> float:
        return asked(Hypothesis(0, 1, "", 85, term), sure)

    assert one(long, 0.99) > one(long, 0.6) > one(long, 0.4) == one(long, 0.1)
    assert one(short, 0.4) > one(long, 0.4)
    own = Hypothesis(0, 1, "", 85, Term("souffle", "other"))
    assert asked(own, 0.99) == asked(own, 0.1)  # that no name depends on


def test_of_two_names_as_likely_neither_is_taken() -> None:
    sentence = "Vastatine."
    others = {"fluvastatine": -50.0, "pitavastatine": -50.0}
    near = {"simvastatine": 0.0, "pravastatine": 0.2, **others}
    far = {"simvastatine": 0.0, "pravastatine": -9.0, **others}
    assert text(NL.listen(hearing(sentence, judge=FakeJudge(near)))) == sentence
    assert text(NL.listen(hearing(sentence, judge=FakeJudge(far)))) == "Simvastatine."  # control


@pytest.mark.parametrize(
    ("sure", "unprompted", "right"),
    [
        (0.1, "Ik was in Pamplona.", "Ik neem Pantoprasol."),
        (0.1, "Ik neem panto praasol.", "Ik neem pantoprazol."),
        (0.4, "Ik was in Pamplona.", "Ik neem pantoprazol."),  # sure enough by itself
        (0.1, None, "Ik neem pantoprazol."),  # it was given no words to expect
    ],
)
def test_a_name_that_only_the_prompt_put_there_is_not_taken(
    sure: float, unprompted: str | None, right: str
) -> None:
    heard = hearing("Ik neem Pantoprasol.", judge=FakeJudge({"pantoprazol": 0.0}))
    (segment,) = heard.segments
    words = (*segment.words[:-1], replace(segment.words[-1], probability=sure))
    heard.segments[0] = replace(segment, words=words)
    told = replace(heard, unprompted=None if unprompted is None else lambda: unprompted)
    assert text(NL.listen(told)).lower() == right.lower()


@pytest.mark.parametrize(
    ("believed", "unprompted", "judged", "right"),
    [
        (0.07, "Kwam aan, drie kilo. Het", {"diclofenac": -9.0}, "Kwam aan, drie kilo. Het"),
        (0.3, "Kwam aan, drie kilo. Het", {"diclofenac": -9.0}, "Kwam aan, Diclofenac. Het"),
        (0.07, "Kwam aan, drie kilo. Het", {"kilo": -9.0}, "Kwam aan, Diclofenac. Het"),
        (0.07, "Kwam aan, Diclofenac. Het", {"diclofenac": -9.0}, "Kwam aan, Diclofenac. Het"),
        (0.07, "", {"diclofenac": -9.0}, "Kwam aan, Diclofenac. Het"),  # and nothing is lost
        (0.07, None, {"diclofenac": -9.0}, "Kwam aan, Diclofenac. Het"),
    ],
)
def test_a_name_hardly_believed_gives_way_to_what_is_heard_without_a_prompt(
    believed: float, unprompted: str | None, judged: dict[str, float], right: str
) -> None:
    heard = hearing("Kwam aan, Diclofenac. Het", judge=FakeJudge(judged))
    (segment,) = heard.segments
    name = replace(segment.words[2], probability=believed)
    heard.segments[0] = replace(segment, words=(*segment.words[:2], name, segment.words[3]))
    told = NL.listen(replace(heard, unprompted=None if unprompted is None else lambda: unprompted))
    assert text(told) == right
    changed = [word.heard for segment in told.segments for word in segment.words if word.heard]
    assert changed == (["Diclofenac"] if "kilo" in right else [])


@pytest.mark.parametrize(
    ("sentence", "right"),
    [
        ("Ik heb blasius op mijn hand.", "Ik heb blaasjes op mijn hand."),
        ("Longonsteking.", "Longontsteking."),
        ("Daar kan er wel wat bij.", "Daar kan er wel wat bij."),  # sounds like cancer
    ],
)
def test_complaints_and_conditions_are_terms_but_never_for_ordinary_words(
    sentence: str, right: str
) -> None:
    judge = FakeJudge({"blaasjes": 0.0, "longontsteking": 0.0, "kanker": 0.0})
    assert text(NL.listen(hearing(sentence, judge=judge))) == right


def test_a_number_beside_a_name_is_not_put_back_with_it() -> None:
    heard = hearing("Neem Diclofenac vijftien milligram.", judge=FakeJudge({"kilo": 5.0}))
    (segment,) = heard.segments
    name = replace(segment.words[1], probability=0.05)
    heard.segments[0] = replace(segment, words=(segment.words[0], name, *segment.words[2:]))
    told = NL.listen(replace(heard, unprompted=lambda: "Neem drie kilo vijftig gram."))
    assert "vijftien" in text(told)


@pytest.mark.parametrize(
    ("sentence", "judged", "right"),
    [
        ("Dan welt u de poli.", {"dan belt u": -1.0}, "Dan belt u de poli."),
        ("Wat voor bijn?", {"wat voor pijn": -1.0}, "Wat voor pijn?"),
        ("Ik sta op donderag.", {"donderdag": -1.0}, "Ik sta op donderdag."),
        ("Wat voor bijn?", {"wat voor pijn": -40.0}, "Wat voor bijn?"),  # it is not likelier
        ("Niet te veel.", {"noten": 0.0}, "Niet te veel."),  # one word for words that make sense
        ("Is er weer pijn?", {"geen pijn": 0.0, "veel pijn": 0.0}, "Is er weer pijn?"),
        ("Dan niet bellen.", {"dan bellen": 0.0}, "Dan niet bellen."),
        ("Heeft hij pijn?", {"heeft u pijn": 0.0}, "Heeft hij pijn?"),
        ("Ik rookte.", {"rookt u": 0.0}, "Ik rookte."),
        ("Rooktu?", {"rookt u": 0.0}, "Rookt u?"),  # control: nobody else is meant
        ("Twee kilogram.", {"milligram": 0.0}, "Twee kilogram."),
    ],
)
def test_what_is_said_in_most_conversations_is_put_right(
    sentence: str, judged: dict[str, float], right: str
) -> None:
    told = NL.listen(hearing(sentence, judge=FakeJudge(judged)))
    assert text(told) == right
    changed = [word.heard for segment in told.segments for word in segment.words if word.heard]
    assert bool(changed) == (right != sentence)  # never silent
    sure = {word.probability for segment in told.segments for word in segment.words if word.heard}
    assert sure <= {MOSTLY_RIGHT}


@dataclass
class _Judging(FakeListener):
    """A listener that can judge."""

    judge: FakeJudge = field(default_factory=lambda: FakeJudge({"allopurinol": 0.0}))

    def hear(self, sound: Floats, language: Language, hotwords: str = "") -> Hearing:
        return replace(super().hear(sound, language, hotwords), judge=self.judge)


def _transcript(*, second: bool, seconds: float = 1.0) -> Transcript:
    """A sentence, taken in blocks of so many seconds."""
    sound = np.concatenate([voice(4), silence(2)])
    whole = np.concatenate([block.samples for block in blocks(sound)], 1)
    step = round(seconds * SAMPLE_RATE)
    pieces = (Block(whole[:, at : at + step]) for at in range(0, whole.shape[1], step))
    listener = _Judging(sentence="Ik slik alle burinol.")
    work = hear(pieces, 1, listener, Listening("nl", second=second))
    while True:
        try:
            next(work)
        except StopIteration as end:
            transcript: Transcript = end.value
            return transcript


def test_it_is_part_of_hearing_and_can_be_switched_off() -> None:
    (said,) = _transcript(second=True).utterances
    assert said.text == "Ik slik allopurinol."
    (changed,) = said.changed_words
    assert (changed.heard, changed.unsure) == ("alle burinol", True)
    (plain,) = _transcript(second=False).utterances
    assert plain.text == "Ik slik alle burinol."
    assert plain.changed_words == ()


def test_it_is_the_same_live_and_from_a_file() -> None:
    assert _transcript(second=True, seconds=0.2) == _transcript(second=True, seconds=6.0)
    assert _transcript(second=True) != _transcript(second=False)  # control


def test_a_transcript_from_before_still_loads() -> None:
    said = _transcript(second=True).utterances[0]
    old = said.model_dump()
    for word in old["words"]:
        del word["heard"]
    assert Utterance.model_validate(old).words[0] == Word.model_validate(old["words"][0])
    assert Utterance.model_validate(old).changed_words == ()


@pytest.mark.model
@pytest.mark.xdist_group("whisper")
def test_whisper_finds_what_it_heard_likelier_than_anything_else(whisper_base: Path) -> None:
    model = SpeechModel(whisper_base, threads=2)
    with as_file(files("assets") / "sample" / "nl.ogg") as file, open_sound(file) as sound:
        some = [block.samples[0] for block, _ in zip(sound, range(40), strict=False)]
    heard = model.hear((np.concatenate(some) / 32768).astype(np.float32), "nl")
    words = [word.text for segment in heard.segments for word in segment.words]
    assert heard.judge is not None
    likely = heard.judge(words, ())
    assert len(likely) == len(words) > 5
    assert all(chance <= 0 for chance in likely)
    other = heard.judge([*words[:2], " kameleon", *words[3:]], ())
    assert sum(other) < sum(likely)
    told = heard.judge([*words[:2], " kameleon", *words[3:]], ("kameleon",))
    assert told[2] > other[2]  # the name in the prompt is expected
    assert heard.judge([" woord"] * 600, ()) == [0.0] * 600  # no room: nothing is told apart
