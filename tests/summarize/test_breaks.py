"""Speech without signs is cut where a new clause begins; speech with signs is left as it is."""

import pytest

from asr.transcript import Language, Transcript
from summarize.breaks import with_breaks
from summarize.extract import Extract
from summarize.spoken import words_of
from summarize.template import find_template
from summarize.wording import wording
from tests.summarize.talks import talk


def broken(text: str, language: Language = "nl") -> str:
    """The text with the signs that the breaks put in."""
    words = words_of(talk(f"c: {text}", language).utterances[0], language)
    return " ".join(word.text + word.mark for word in with_breaks(words, wording(language)))


def note(transcript: Transcript) -> str:
    lines = Extract().lines(transcript, find_template("soep", "nl"))
    return " | ".join(line.text for line in lines)


@pytest.mark.parametrize(
    ("said", "cut"),
    [
        ("nee hoor ik slaap goed", "nee hoor, ik slaap goed"),
        ("de pijn is weg ik slik niets", "de pijn is weg. ik slik niets"),
        ("hoofdpijn misselijkheid", "hoofdpijn, misselijkheid"),
        ("hartkloppingen soms pijn nee", "hartkloppingen soms, pijn, nee"),
        ("drink veel lukt het niet dan belt u", "drink veel. lukt het niet, dan belt u"),
        ("de apotheek belt u", "de apotheek belt u"),
        ("voor pleisters niet voor medicijnen", "voor pleisters niet voor medicijnen"),
        (
            "voor latex niet voor jodium krijg ik uitslag",
            "voor latex niet, voor jodium krijg ik uitslag",
        ),
        ("prima en ik zie u over vijf weken", "prima, en ik zie u over 5 weken"),
        ("dus twee kilo hoe gaat het plassen", "dus 2 kilo. hoe gaat het plassen"),
        ("geen slagpijn de buik is soepel", "geen slagpijn. de buik is soepel"),
        ("een halve minuut en komt het steeds", "een halve minuut. en komt het steeds"),
        ("de bril is mooi valt dat eronder", "de bril is mooi. valt dat eronder"),
        (
            "in rust gaat het en op de fiets gaat het ook",
            "in rust gaat het en op de fiets gaat het ook",
        ),
        (
            "per keer eerste op vijf mei tweede op zes juni",
            "per keer. eerste op 5 mei, tweede op 6 juni",
        ),
        ("sinds dinsdag ik draaide me om", "sinds dinsdag. ik draaide me om"),
        ("nee ikzelf niet", "nee, ikzelf niet"),
    ],
)
def test_clauses_are_found_by_their_first_words(said: str, cut: str) -> None:
    assert broken(said) == cut


def test_english_too() -> None:
    said = "the knee is swollen i've had it for weeks but it's better"
    assert broken(said, "en") == "the knee is swollen. i've had it for weeks, but it's better"


def test_a_single_sign_leaves_the_text_to_its_writer() -> None:
    assert broken("de pijn is weg ik slik niets, hoor") == "de pijn is weg ik slik niets, hoor"


def test_a_bare_name_asks_while_the_history_is_taken() -> None:
    history = "c: waar kan ik u mee helpen\np: ik heb hoofdpijn\n"
    asked = talk(history + "c: borstkanker in de familie\np: mijn oma")
    assert "Borstkanker in familie: oma." in note(asked)
    examined = talk(
        history + "c: ik ga u even onderzoeken\np: ja\nc: souffle over het hart\np: mijn oma ook"
    )
    assert "oma" not in note(examined)


def test_a_question_under_the_wrong_label_is_no_complaint() -> None:
    start = "c: waar kan ik u mee helpen\np: ik heb hoofdpijn sinds een week\n"
    swapped = talk(start + "c: oke\np: pijn op de borst\nc: nee hoor\np: oke")
    assert "borst" not in note(swapped)
    control = talk(start + "c: oke\np: pijn op de borst\nc: vervelend\np: oke")
    assert "borst" in note(control)
