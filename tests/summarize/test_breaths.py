"""The fragments of one breath are read as one, and a line rests on those it has words of."""

import pytest

from asr.transcript import Transcript
from summarize.breaths import Breaths, in_breaths
from summarize.extract import Extract
from summarize.template import find_template
from tests.summarize.talks import SILENCE, talk


def read(text: str) -> Breaths:
    return in_breaths(talk(text))


def texts(text: str) -> list[str]:
    return [one.text for one in read(text).transcript.utterances]


def apart(transcript: Transcript, seconds: float) -> Transcript:
    """The same with so much silence after each utterance."""
    spread = (
        one.model_copy(update={"start": n * (1 + seconds), "end": n * (1 + seconds) + 1})
        for n, one in enumerate(transcript.utterances)
    )
    return transcript.model_copy(update={"utterances": tuple(spread)})


CHOPPED = """
    c: Ik geef een virusremmer.
    c: Valaciclovir.
    c: Duizend milligram.
    c: Drie keer per dag.
"""


def test_fragments_become_one_sentence() -> None:
    assert texts(CHOPPED) == [
        "Ik geef een virusremmer, Valaciclovir, duizend milligram, drie keer per dag."
    ]


@pytest.mark.parametrize(
    "said",
    [
        "c: Heeft u koorts?\nc: Of hoofdpijn.",  # a question ends
        "p: Ik hoest.\np: Heeft u pillen?",  # and begins
        "p: Ik hoest.\nc: Hoelang al.",  # somebody else
        "p: Het begon vorige week bij het voetballen.\np: Toen kon ik er niet meer op staan.",
        "p: Ik hoest...\np: Al lang.",
    ],
)
def test_what_stands_by_itself_stays(said: str) -> None:
    assert len(texts(said)) == 2


def test_where_nobody_knows_who_spoke_nothing_is_joined() -> None:
    whole = talk(CHOPPED)
    unknown = [one.model_copy(update={"speaker": "unknown"}) for one in whole.utterances]
    told = whole.model_copy(update={"utterances": tuple(unknown)})
    assert in_breaths(told).transcript == told


def test_of_silence_nothing_is_read() -> None:
    assert in_breaths(SILENCE).transcript == SILENCE


def test_a_pause_parts() -> None:
    whole = talk(CHOPPED)
    assert len(in_breaths(apart(whole, 0.3)).transcript.utterances) == 1
    assert len(in_breaths(apart(whole, 0.8)).transcript.utterances) == 4


def test_no_more_than_a_breath_is_joined() -> None:
    long = "\n".join(["p: Toen ging ik weer."] * 30)
    assert all(len(text.split()) <= 45 for text in texts(long))
    assert len(texts(long)) > 1


def test_a_line_rests_on_the_parts_that_it_has_words_of() -> None:
    breaths = read(CHOPPED)
    (all_of_it,) = (one.id for one in breaths.transcript.utterances)
    assert breaths.said_in((all_of_it,), "Valaciclovir 1000 mg 3x/dag.") == (2, 3, 4)
    assert breaths.said_in((all_of_it,), "Virusremmer.") == (1,)
    assert breaths.said_in((all_of_it,), "Iets.") == (1, 2, 3, 4)  # who knows


def test_what_is_asked_and_denied_under_one_label_is_denied() -> None:
    said = "c: Vertelt u eens.\np: Ik slaap slecht.\np: Koorts.\np: Nee, dat niet.\np: Ik hoest."
    lines = list(Extract().lines(apart(talk(said), 0.3), find_template("soep", "nl")))
    (denied,) = (line for line in lines if "koorts" in line.text.lower())
    assert "Geen koorts" in denied.text
    assert {3, 4} <= set(denied.evidence)
    told = said.replace("Nee, dat niet.", "Al twee dagen.")  # control
    lines = list(Extract().lines(apart(talk(told), 0.3), find_template("soep", "nl")))
    assert not any("Geen" in line.text for line in lines)


def note(said: str) -> str:
    lines = Extract().lines(apart(talk(said), 0.1), find_template("soep", "nl"))
    return " ".join(line.text for line in lines)


OPENING = "c: Vertelt u eens.\np: Ik slaap slecht.\n"


@pytest.mark.parametrize(
    ("asked", "denied"),
    [
        ("c: Pijn in de nek.\nc: Uitstraling uit de nek.", "Geen pijn in de nek, geen uitstraling"),
        ("c: U heeft jeuk of koorts.", "Geen jeuk of koorts"),
        ("c: Bent u dan bloedverdunners aan het slikken.", "bloedverdunners"),
        ("c: U slikt bloedverdunners.", "Slikt geen bloedverdunners"),
    ],
)
def test_what_is_asked_without_a_sign_is_denied_by_a_bare_no(asked: str, denied: str) -> None:
    assert denied in note(f"{OPENING}{asked}\np: Nee, niks daarvan.")
    assert "Geen" not in note(f"{OPENING}{asked}\np: Dat weet ik niet goed.")  # control


@pytest.mark.parametrize(
    "said",
    [
        "p: Ik heb hoofdpijn.\nc: Hoofdpijn.\nc: Bent u op vakantie geweest?\np: Nee.",
        "p: Ik heb hoofdpijn.\nc: Hoofdpijn.\nc: Koorts.\np: Nee.",
        "c: U mag gewoon paracetamol nemen.\np: Nee, daar hou ik niet van.",
        "c: U heeft veel last van de hoofdpijn.\np: Nee, ik kan niet meer slapen.",
        "c: Hoest is een bekende bijwerking.\np: Nee, dat wist ik niet.",
        "c: De koorts is dus weg.\np: Nee.",
        "c: Wat een nare hoest.\np: Nee, het is niet fijn.",
        "c: Er is geen koorts.\np: Nee.",
    ],
)
def test_what_a_no_does_not_answer_is_not_denied(said: str) -> None:
    told = note(OPENING + said)
    for denied in ("hoofdpijn", "paracetamol", "koorts weg", "hoest", "nare", "geen", "veel"):
        assert f"Geen {denied}" not in told
    assert "Slaap slecht" in told  # control: a note was written


def test_a_question_after_a_remark_is_a_question() -> None:
    said = "c: Een halve minuut.\nc: Komt het bij dezelfde beweging.\np: Ja, bij omdraaien in bed."
    assert "omdraaien in bed" in note(OPENING + said)


def test_what_is_asked_in_two_fragments_stands_before_the_answer() -> None:
    said = "c: Bent u kortademig.\nc: Bij inspanning.\np: Ja, twee trappen op."
    assert "Kortademig, inspanning: 2 trappen op" in note(OPENING + said)
    two = "c: Heeft u diabetes? Rookt u?\np: Ja, tien per dag."
    assert "Diabetes" not in note(OPENING + two)  # a yes to the last says nothing of the first


def test_a_unit_said_again_does_not_tell_what_was_asked() -> None:
    said = "c: Hoeveel koffie drinkt u op een dag?\np: Zeker zes koppen, soms zeven op een dag."
    assert "Koffie" in note(OPENING + said)


def test_the_note_says_what_was_chopped_up() -> None:
    visit = (
        f"c: Waar komt u voor?\np: Ik heb blaasjes.\nc: Het is gordelroos.\np: O jee.\n{CHOPPED}"
    )
    found = list(Extract().lines(talk(visit), find_template("soep", "nl")))
    (line,) = (one for one in found if one.section == "P")
    assert "1000 mg" in line.text
    assert line.evidence == (5, 6, 7, 8)
