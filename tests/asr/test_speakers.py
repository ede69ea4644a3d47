"""Speakers by what is said: a question is the clinician's, a complaint the patient's."""

from dataclasses import replace

import pytest

from asr.speakers import speakers, told_apart
from asr.transcript import Language, Roles, Speaker, Word
from asr.utterances import Said
from asr.voice_model import Numbers
from tests.asr.people import person, utterance

# A visit and a call written for this test; who says it, and what.
VISIT: list[tuple[Speaker, str]] = [
    ("clinician", "Goedemiddag, wat kan ik voor u doen?"),
    ("patient", "Ik heb al een week last van mijn rug."),
    ("clinician", "Heeft u dat vaker gehad?"),
    ("patient", "Nee, eigenlijk nooit."),
    ("clinician", "Gebruikt u daar iets voor?"),
    ("patient", "Ja, ik slik paracetamol, een paar per dag."),
    ("clinician", "Ik kijk even naar uw rug, komt u maar mee."),
    ("patient", "Dank u wel dokter, moet ik nog terugkomen?"),
    ("clinician", "Ik zou over twee weken een controle doen."),
]
CALL: list[tuple[Speaker, str]] = [
    ("agent", "U spreekt met de klantenservice, waarmee kan ik u helpen?"),
    ("customer", "Ik bel over mijn rekening, ik kreeg een brief."),
    ("agent", "Ik kijk even in ons systeem, een moment."),
    ("customer", "Ja, prima."),
    ("agent", "Ik zie dat de vergoeding is betaald, u ontvangt vandaag nog bericht."),
]
ENGLISH: list[tuple[Speaker, str]] = [
    ("clinician", "How can I help you today?"),
    ("patient", "I have had a cough for about a week."),
    ("clinician", "Do you have any fever?"),
    ("patient", "No, not really."),
    ("clinician", "I'd like to listen to your chest."),
]


def said(turns: list[tuple[Speaker, str]]) -> list[Said]:
    return [
        Said(
            start=3.0 * n,
            end=3.0 * n + 2,
            words=tuple(
                Word(text=word, start=3.0 * n, end=3.0 * n, probability=1) for word in text.split()
            ),
        )
        for n, (_, text) in enumerate(turns)
    ]


@pytest.mark.parametrize(
    ("turns", "language", "roles"),
    [(VISIT, "nl", "visit"), (CALL, "nl", "call"), (ENGLISH, "en", "visit")],
    ids=["visit", "call", "english"],
)
def test_a_plain_conversation_is_told_apart(
    turns: list[tuple[Speaker, str]], language: Language, roles: Roles
) -> None:
    assert speakers(said(turns), language, roles) == [speaker for speaker, _ in turns]


def test_control_with_the_words_swapped_the_speakers_swap() -> None:
    swapped = [VISIT[1], VISIT[0], VISIT[3], VISIT[2]]
    expected = ["patient", "clinician", "patient", "clinician"]
    assert speakers(said(swapped), "nl", "visit") == expected


def test_no_utterances_no_speakers() -> None:
    assert speakers([], "nl", "visit") == []


ANNA, BEA, CARL = person(1), person(2), person(3)
# Who comes along speaks of the patient.
FAMILY: list[tuple[Speaker, str]] = [
    ("clinician", "Goedemiddag, wat kan ik voor u doen?"),
    ("patient", "Ik heb al een week last van mijn buik."),
    ("other", "Hij eet bijna niets meer, mijn vader, en hij slaapt slecht."),
    ("clinician", "Heeft u dat vaker gehad?"),
    ("patient", "Nee, eigenlijk nooit."),
    ("other", "Hij zegt het niet gauw."),
    ("clinician", "Gebruikt u daar iets voor?"),
    ("patient", "Ja, ik slik paracetamol, een paar per dag."),
]


def voiced(turns: list[tuple[Speaker, str]], people: dict[Speaker, Numbers]) -> list[Said]:
    return [
        utterance(text, 4.0 * n, 4.0 * n + 3, [people[who]] * 2)
        for n, (who, text) in enumerate(turns)
    ]


def test_the_voice_tells_who_says_words_that_anybody_could_say() -> None:
    plain: list[tuple[Speaker, str]] = [("patient", "Blauw."), ("clinician", "Groen.")]
    turns = [*VISIT, *plain * 3]
    told = told_apart(voiced(turns, {"clinician": ANNA, "patient": BEA}), "nl")
    assert [speaker for _, speaker in told] == [speaker for speaker, _ in turns]
    silent = told_apart(said(turns), "nl")
    assert [speaker for _, speaker in silent] != [speaker for speaker, _ in turns]  # control


def test_a_third_person_is_somebody_else() -> None:
    people: dict[Speaker, Numbers] = {"clinician": ANNA, "patient": BEA, "other": CARL}
    told = told_apart(voiced(FAMILY * 2, people), "nl")
    assert [speaker for _, speaker in told] == [speaker for speaker, _ in FAMILY * 2]
    two: dict[Speaker, Numbers] = {"clinician": ANNA, "patient": BEA, "other": BEA}
    told = told_apart(voiced(FAMILY * 2, two), "nl")
    assert {speaker for _, speaker in told} == {"clinician", "patient"}  # control


def test_two_turns_in_one_utterance_become_two() -> None:
    turns = voiced(VISIT * 2, {"clinician": ANNA, "patient": BEA})
    both = utterance("heeft u daar last van nee helemaal niet", 100, 108, [ANNA, ANNA, BEA, BEA])
    told = told_apart([*turns, both], "nl")
    assert [(one.text, who) for one, who in told[-2:]] == [
        ("heeft u daar last", "clinician"),
        ("van nee helemaal niet", "patient"),
    ]
    assert told[-1][0].start < told[-2][0].end  # nobody paused: one began before the other ended
    alone = utterance(both.text, 100, 108, [ANNA, ANNA, ANNA, ANNA])
    assert len(told_apart([*turns, alone], "nl")) == len(turns) + 1  # control


def test_people_who_never_speak_in_an_utterance_of_their_own_are_told_apart() -> None:
    both = [
        utterance("heeft u daar last van nee helemaal niet", 10.0 * n, 10.0 * n + 8, voices)
        for n, voices in enumerate([[ANNA] * 2 + [BEA] * 3, [ANNA] * 3 + [BEA] * 2] * 3)
    ]
    told = told_apart(both, "nl")
    assert [who for _, who in told] == ["clinician", "patient"] * 6
    alone = [replace(one, voice=one.voice[:2]) for one in both]
    assert len(told_apart(alone, "nl")) == len(both)  # control


def test_where_one_voice_is_heard_the_words_tell() -> None:
    alone = voiced(VISIT, {"clinician": ANNA, "patient": ANNA})
    assert [speaker for _, speaker in told_apart(alone, "nl")] == speakers(alone, "nl")


def test_nobody_spoke() -> None:
    assert told_apart([], "nl") == []
