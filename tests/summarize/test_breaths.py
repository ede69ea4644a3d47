"""The fragments of one breath are read as one, and a line rests on those it has words of."""

import pytest

from asr.transcript import Transcript
from summarize.breaths import Breaths, in_breaths
from summarize.extract import Extract
from summarize.summarize import summarize
from summarize.template import find_template
from summarize.writer import Line
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


def notes(text: str) -> list[Line]:
    return list(Extract().lines(talk(text), find_template("soep", "nl")))


def invented(text: str) -> list[str]:
    note = summarize(talk(text), find_template("soep", "nl"), Extract())
    sections = [section for report in note.reports for section in report.sections]
    found = [one for section in sections for s in section.statements for one in s.findings]
    return [one.written for one in found if one.kind == "invention"]


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


MEASURED = """
    c: Vertelt u eens.
    p: Ik ben zo moe.
    c: Ik meet even de bloeddruk.
    c: Honderd 28 over 82.
    c: Pulse 74.
"""


def test_values_are_noted_as_the_trade_writes_them() -> None:
    (line,) = [one.text for one in notes(MEASURED) if one.section == "O"]
    assert "128/82, pols 74" in line
    assert not invented(MEASURED)


@pytest.mark.parametrize(
    ("lower", "written"),
    [
        ("60 80", "128 over 60 80"),  # which of the two is the lower one?
        ("82 2 weken geleden", "128/82"),
        ("82 74 per minuut", "128/82"),
        ("82 110 over 70", "128/82 110/70"),
        ("82 74 pols", "128/82"),
    ],
)
def test_of_two_lower_values_none_is_taken(lower: str, written: str) -> None:
    (line,) = [one.text for one in notes(MEASURED.replace("82", lower)) if one.section == "O"]
    assert written in line


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("U krijgt van mij een puls prednison van 40 mg.", "puls prednison van 40 mg"),
        ("Ik schrijf pulse therapie met prednison voor.", "Pulse therapie met prednison"),
    ],
)
def test_a_pulse_of_a_drug_is_no_pulse_rate(said: str, written: str) -> None:
    planned = [one.text for one in notes(f"{MEASURED}p: En nu?\nc: {said}") if one.section == "P"]
    assert written in " ".join(planned)


STOPS = """
    c: Vertelt u eens.
    p: Ik word woensdag geopereerd aan mijn knie.
    c: De operatie kan doorgaan.
    p: Wanneer stop ik met de acenocoumarol?
    c: 3 dagen van tevoren.
    c: De trombosedienst belt u.
    c: Geen overbrugging met spuitjes nodig.
"""


def test_what_a_plan_is_about_stands_in_it_whatever_is_said_in_the_same_breath() -> None:
    planned = " ".join(one.text for one in notes(STOPS) if one.section == "P")
    assert "Stop met acenocoumarol: 3 dgn van tevoren" in planned


@pytest.mark.parametrize(
    ("answer", "written"),
    [
        ("Uw INR was 2,5, dat is prima zo.", "INR was 2,5"),
        ("Pols 58, bloeddruk 118 over 70, keurig, u blijft gewoon slikken.", "Pols 58"),
    ],
)
def test_a_measurement_is_no_answer_to_whether_something_stops(answer: str, written: str) -> None:
    asked = f"""
        c: Vertelt u eens.
        p: Ik ben zo moe.
        c: Ik onderzoek u even. De longen zijn schoon.
        p: Moet ik stoppen met de apixaban?
        c: {answer}
    """
    (line,) = [one.text for one in notes(asked) if written in one.text]
    assert "apixaban" not in line


TOLD = "c: Vertelt u eens.\np: Ik heb hoofdpijn.\n"


@pytest.mark.parametrize(
    ("said", "noted"),
    [
        ("Sinds mijn 17 de 18 de 6 jaar.", "6 jr"),
        ("Sinds 20 10 8 jaar.", "8 jr"),
        ("Hoofdpijn kost me in maart 2000 27 al 70 euro.", "70 euro"),
    ],
)
def test_an_amount_behind_a_few_figures_stays(said: str, noted: str) -> None:
    assert noted in " ".join(one.text for one in notes(f"{TOLD}p: {said}"))


def test_what_is_prescribed_in_the_breath_of_an_examination_is_noted() -> None:
    said = "c: Ik meet even de bloeddruk, 128 over 82, ik geef u prednison 40 mg."
    noted = " ".join(one.text for one in notes(f"{TOLD}{said}"))
    assert "128/82" in noted
    assert "prednison 40 mg" in noted


@pytest.mark.parametrize(
    "said",
    [
        "Mijn nummer is 17 18 61.",
        "Bel mij op 06 1234 5678 dag en nacht.",
        "Mijn telefoonnummer is 06 123 456 78 dag en nacht.",
        "Mijn bankrekening is 12 34 g 5678 9.",
        "Rekening 1234 5678 keer gebeld.",
    ],
)
def test_a_number_that_identifies_stays_out_whatever_follows(said: str) -> None:
    noted = " ".join(one.text for one in notes(f"{TOLD}p: {said}"))
    assert "hoofdpijn" in noted.lower()
    assert not any(sign.isdigit() for sign in noted)
