"""Which marked words are wrong, and which wrong words are marked; and the drawing of it."""

from collections.abc import Sequence

from asr.transcript import Coverage, Speaker, Transcript, Utterance, UtteranceId, Word
from desktop.bench.calibration import Calibration, calibration
from desktop.bench.cases import Case
from desktop.bench.drug_mentions import DrugNames
from desktop.bench.share import Share
from desktop.bench.speaker_errors import SpeakerErrors, added_up, errors_by_speaker
from desktop.bench.word_errors import WordErrors
from tests.fakes import transcript

NAMES = DrugNames([[("metoprolol",)], [("paracetamol",)]])


def case(*turns: str) -> Case:
    who: tuple[Speaker, Speaker] = ("patient", "clinician")
    spoken = [(who[number % 2], text) for number, text in enumerate(turns)]
    return Case(id="v1", template="soep", transcript=transcript(*spoken))


def heard(*words: tuple[str, float]) -> Transcript:
    said = [
        Word(text=text, start=float(n), end=n + 1.0, probability=sure)
        for n, (text, sure) in enumerate(words)
    ]
    return of(said)


def of(words: Sequence[Word]) -> Transcript:
    text = " ".join(word.text for word in words)
    one = Utterance(
        id=UtteranceId(1), speaker="patient", start=0, end=99, text=text, words=tuple(words)
    )
    nothing = Coverage(recorded=0, speech=0, transcribed=0, unsure=0, skipped=0)
    return Transcript(language="nl", utterances=(one,), coverage=nothing)


def test_marks_and_mistakes_are_counted_both_ways() -> None:
    told = calibration(
        case("Ik heb veel pijn gehad."),
        heard(("Ik", 0.99), ("heb", 0.3), ("wel", 0.2), ("fijn", 0.8), ("gehad.", 0.95)),
        NAMES,
    )
    assert told.marked_wrong == Share(1, 2)  # "heb" is right
    assert told.wrong_marked == Share(1, 2)  # "fijn" is not marked
    assert [step.whole for step in told.curve] == [0, 0, 1, 1, 0, 0, 0, 0, 1, 2]
    assert told.curve[9] == Share(2, 2)
    assert told.curve[2] == Share(0, 1)


def test_a_number_is_right_however_it_is_spelled() -> None:
    told = calibration(
        case("Het is vijftien."), heard(("Het", 0.9), ("is", 0.9), ("15.", 0.9)), NAMES
    )
    assert (told.wrong_marked, told.numbers_marked) == (Share(), Share())


def test_wrong_drugs_and_numbers_are_counted_where_something_was_heard() -> None:
    true = case("Ik slik metoprolol vijftien milligram.")
    one = heard(
        ("Ik", 0.9), ("slik", 0.9), ("met", 0.3), ("rol", 0.8), ("50", 0.8), ("milligram.", 0.9)
    )
    told = calibration(true, one, NAMES)
    assert told.amounts_marked.whole == 2
    assert told.drugs_marked == Share(1, 1)
    gone = calibration(true, heard(("Ik", 0.9), ("slik", 0.9), ("milligram.", 0.9)), NAMES)
    assert (gone.vanished, gone.amounts_marked) == (2, Share())


def test_a_drug_or_number_that_nobody_said_counts_too() -> None:
    told = calibration(
        case("Ik slik niets."), heard(("Ik", 0.9), ("slik", 0.9), ("paracetamol.", 0.7)), NAMES
    )
    assert told.drugs_marked == Share(0, 1)


def test_what_a_second_listen_changed_stands_apart() -> None:
    changed = Word(text="metoprolol.", start=1, end=2, probability=0.4, heard="met op rol")
    told = calibration(case("Metoprolol."), of([changed]), NAMES)
    assert told.changed_right == Share(1, 1)
    assert told.marked_wrong == Share()


def test_counts_add_up() -> None:
    one = calibration(case("Ja."), heard(("Ja.", 0.95)), NAMES)
    both = one + one + Calibration()
    assert both.curve[9] == Share(2, 2)


def test_wrong_words_count_for_who_said_them() -> None:
    told = errors_by_speaker(
        case("Ik heb pijn.", "Waar precies?"),
        heard(("Ik", 1), ("heb", 1), ("waar", 1), ("dan", 1), ("precies", 1)),
    )
    found = {one.speaker: one.errors for one in told}
    assert found == {"patient": WordErrors(1, 3), "clinician": WordErrors(1, 2)}
    assert errors_by_speaker(case(), heard(("iets", 1))) == ()
    twice = added_up([told, told])
    assert SpeakerErrors(speaker="patient", errors=WordErrors(2, 6)) in twice
