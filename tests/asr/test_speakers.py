"""Speakers by what is said: a question is the clinician's, a complaint the patient's."""

import pytest

from asr.speakers import speakers
from asr.transcript import Language, Roles, Speaker, Word
from asr.utterances import Said

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
