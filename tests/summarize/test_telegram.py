"""Spoken sentences become telegram style, and nothing that was not said gets in."""

import pytest

from asr.transcript import Language, Utterance, UtteranceId
from summarize.figures import joined_figures
from summarize.settled import settle
from summarize.spoken import sentences, words_of
from summarize.telegram import telegram, text_of
from summarize.wording import wording


def shortened(text: str, language: Language = "nl", *, plan: bool = False) -> str:
    utterance = Utterance(id=UtteranceId(1), speaker="patient", start=0, end=1, text=text)
    words = settle(words_of(utterance, language), language)
    words = joined_figures(words, wording(language))
    rows = sentences(words, utterance, language)
    return text_of([word for row in rows for word in telegram(row.words, language, plan=plan)])


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("Ja, eh, ik heb eigenlijk pijn op de borst.", "Pijn op de borst."),
        ("Duizelig niet, nee.", "Niet duizelig."),
        ("Flauwgevallen ook niet.", "Niet flauwgevallen."),
        ("Pijn nee.", "Geen pijn."),
        ("Eten bijna niet.", "Eten bijna niet."),
        ("paracetamol, duizend milligram, vier keer per dag", "Paracetamol 1000 mg 4dd."),
        ("paracetamol duizend drie keer per dag", "Paracetamol 1000 3dd."),
        ("Het Hb was zes komma vier twee jaar geleden.", "Hb was 6,4 2 jr geleden."),
        ("Hij drinkt drie keer per dag melk.", "Drinkt 3x/dag melk."),
        ("Al een week of drie.", "Ca 3 wk."),
        ("De pijn kan weken duren.", "Pijn kan weken duren."),
        ("Ik heb last van, van hartkloppingen.", "Last van hartkloppingen."),
        ("Groter geworden sinds, eh, de lente.", "Groter sinds lente."),
        ("Het houdt langer dan een kwartier aan.", "Houdt langer dan kwartier aan."),
        ("Dan helpt het, en dan ga ik slapen.", "Helpt, slapen."),
        ("Eerst 25 milligram, dan 50 milligram.", "Eerst 25 mg, dan 50 mg."),
        ("Over een week.", "Over een wk."),
        ("De bloeddruk is honderdveertig over negentig.", "RR 140/90."),
        ("Kracht vier op vijf.", "Kracht 4/5."),
        ("De temperatuur is achtendertig vijf.", "T 38,5."),
        ("Lengte een meter vierenzestig.", "Lengte 1,64 meter."),
        ("Dat is vijfenzeventig euro achttien.", "75,18 euro."),
        ("honderdvijftig euro en vijfendertig cent per maand", "150,35 euro/mnd."),
        ("De linker knie is dik.", "Li knie dik."),
    ],
)
def test_dutch_speech_is_shortened(said: str, written: str) -> None:
    assert shortened(said) == written


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("ibuprofen four hundred three times a day", "Ibuprofen 400 3x/day."),
        ("Um, I've got a pain in the chest.", "Pain in the chest."),
        ("It's my right shoulder.", "Right shoulder."),
        ("Blood pressure one twenty over eighty.", "BP 120/80."),
        ("I don't think it is broken.", "Not broken."),
        ("Paracetamol, five hundred milligrams, twice a day.", "Paracetamol 500 mg, 2x/day."),
        ("Twenty five a day for a week, then fifty.", "25/day for a week, then 50."),
        ("I've been having these, I don't know, attacks.", "Having attacks."),
        ("I feel like I'm going to die.", "Feels like going to die."),
        ("The pulse is a little up.", "Pulse little up."),
        ("Eight weeks ago. No, ten weeks.", "10 weeks ago."),
    ],
)
def test_english_speech_is_shortened(said: str, written: str) -> None:
    assert shortened(said, "en") == written


@pytest.mark.parametrize(
    ("said", "kept", "gone"),
    [
        ("Twee weken, eh nee, drie weken.", "3", "2"),
        ("Aan de linkerkant. Nee sorry, rechts.", "re", "li"),
        ("Losartan, honderd milligram. Eh, nee, vijftig.", "50", "100"),
        ("Ik bel u dinsdag, nee wacht, dinsdag ben ik vrij, woensdag.", "woensdag", "dinsdag"),
        ("In september. Sorry, augustus.", "augustus", "september"),
        ("Ze gaan eruit, bij de huisarts. Eh nee, hier op de poli.", "poli", "huisarts"),
        ("Drie keer per dag. Eh nee, liever twee keer per dag.", "2x", "3x"),
    ],
)
def test_the_last_value_holds(said: str, kept: str, gone: str) -> None:
    written = shortened(said)
    assert kept in written
    assert gone not in written


def test_two_values_that_do_not_correct_each_other_both_stay() -> None:
    written = shortened("Zes koppen koffie, soms zeven, en twee glazen wijn.")
    assert all(value in written for value in ("6", "7", "2"))


def test_a_denial_is_never_dropped() -> None:
    assert shortened("Ik heb daar eigenlijk helemaal nooit last van gehad.").lower().count("nooit")


def test_a_modal_is_kept_so_that_may_does_not_become_is() -> None:
    assert "kan" in shortened("Dat kan jicht uitlokken.").lower()


def test_the_plan_leaves_out_intention() -> None:
    assert shortened("Ik wil bloed laten prikken.", plan=True) == "Lab."
    assert "wil" in shortened("Ik wil een folder.").lower()


def test_an_empty_sentence_gives_no_text() -> None:
    assert shortened("Ja, eh, nou ja.") == ""
