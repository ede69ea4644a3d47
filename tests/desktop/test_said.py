"""What the clinician sets right in what was heard, and what becomes of the note."""

from collections.abc import Callable
from pathlib import Path

import pytest

from asr.transcript import Coverage, Transcript, Utterance, UtteranceId, Word
from desktop.consultation import Approved, Consultation, Draft, Transcribed
from desktop.desk import Desk
from desktop.errors import NotDrafted, UtteranceUnknown
from desktop.said import (
    AllGivenTo,
    GivenTo,
    HeardAnew,
    SaidCorrection,
    as_first_heard,
    change_said,
    correct_said,
    said_anew,
)
from desktop.workflow import approve
from summarize.note import StatementId
from summarize.summarize import recheck
from tests.fakes import FIRST_ID, desk_in, draft, transcript

FIRST, SECOND = UtteranceId(1), UtteranceId(2)
Correcting = Callable[[Desk, Consultation, SaidCorrection], Draft]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return desk_in(tmp_path)


def told(desk: Desk) -> list[tuple[str, str]]:
    return [(record.act, record.detail) for record in desk.audit.records()]


def heard(*words: tuple[str, float, float, float]) -> Transcript:
    """One utterance of these words, each with its start, end and probability."""
    said = tuple(Word(text=t, start=a, end=b, probability=p) for t, a, b, p in words)
    text = " ".join(word.text for word in said)
    whole = Utterance(id=FIRST, speaker="patient", start=1, end=5, text=text, words=said)
    unsure = sum(word.end - word.start for word in whole.unsure_words)
    coverage = Coverage(recorded=6, speech=4, transcribed=4, unsure=unsure, skipped=0)
    return Transcript(language="nl", utterances=(whole,), coverage=coverage)


MET_OP_ROL = heard(
    ("Ja,", 1.0, 1.4, 0.9),
    ("met", 2.0, 2.2, 0.3),
    ("op", 2.2, 2.4, 0.4),
    ("rol", 2.4, 3.0, 0.2),
    ("vijftig.", 4.0, 5.0, 0.8),
)


def words_of(said: Transcript) -> list[tuple[str, float, float, float]]:
    return [
        (word.text, round(word.start, 2), round(word.end, 2), word.probability)
        for word in said.utterances[0].words
    ]


def test_words_that_stay_keep_their_time_and_new_ones_take_that_of_the_old() -> None:
    said = said_anew(MET_OP_ROL, HeardAnew(FIRST, "Ja,  metoprolol vijftig. "))
    assert said.utterances[0].text == "Ja, metoprolol vijftig."
    assert words_of(said) == [
        ("Ja,", 1.0, 1.4, 0.9),
        ("metoprolol", 2.0, 3.0, 1.0),
        ("vijftig.", 4.0, 5.0, 0.8),
    ]
    assert not said.utterances[0].unsure_words
    assert MET_OP_ROL.utterances[0].unsure_words  # control
    assert (MET_OP_ROL.coverage.unsure, said.coverage.unsure) == (1.0, 0.0)


@pytest.mark.parametrize(
    ("text", "added"),
    [
        ("Ja, nou dus met op rol vijftig.", [("nou", 1.4, 1.7, 1.0), ("dus", 1.7, 2.0, 1.0)]),
        ("Nou Ja, met op rol vijftig.", [("Nou", 1.0, 1.0, 1.0)]),
        ("Ja, met op rol vijftig. Mg.", [("Mg.", 5.0, 5.0, 1.0)]),
    ],
)
def test_words_that_are_added_lie_between_their_neighbours(
    text: str, added: list[tuple[str, float, float, float]]
) -> None:
    said = said_anew(MET_OP_ROL, HeardAnew(FIRST, text))
    assert [word for word in words_of(said) if word not in words_of(MET_OP_ROL)] == added
    assert len(words_of(said)) == 5 + len(added)


def test_words_that_go_leave_the_others_where_they_were() -> None:
    said = said_anew(MET_OP_ROL, HeardAnew(FIRST, "vijftig."))
    assert words_of(said) == [("vijftig.", 4.0, 5.0, 0.8)]


def test_nothing_said_is_a_correction_too() -> None:
    said = said_anew(MET_OP_ROL, HeardAnew(FIRST, " "))
    assert (said.utterances[0].text, said.utterances[0].words) == ("", ())
    assert recheck(draft().note, said)  # a note beside it can still be checked


def test_words_come_in_the_order_of_time_whatever_is_written() -> None:
    for text in ("rol op met", "a b c d e f g", "vijftig. Ja,", "Ja, Ja, vijftig. vijftig."):
        said = said_anew(MET_OP_ROL, HeardAnew(FIRST, text)).utterances[0]
        assert [word.text for word in said.words] == text.split()
        times = [time for word in said.words for time in (word.start, word.end)]
        assert times == sorted(times)
        assert said.start <= times[0]
        assert times[-1] <= said.end


def test_a_text_without_times_gets_none() -> None:
    said = said_anew(transcript(("patient", "Twee weken.")), HeardAnew(FIRST, "Drie weken."))
    assert (said.utterances[0].text, said.utterances[0].words) == ("Drie weken.", ())


def test_a_line_or_all_lines_of_a_speaker_go_to_another() -> None:
    turns = transcript(("unknown", "A."), ("unknown", "B."), ("clinician", "C."))
    one = said_anew(turns, GivenTo(SECOND, "patient"))
    assert [u.speaker for u in one.utterances] == ["unknown", "patient", "clinician"]
    every = said_anew(turns, AllGivenTo("unknown", "patient"))
    assert [u.speaker for u in every.utterances] == ["patient", "patient", "clinician"]


NOTHING: tuple[SaidCorrection, ...] = (
    HeardAnew(UtteranceId(99), "x"),
    GivenTo(UtteranceId(99), "other"),
    AllGivenTo("agent", "other"),
)


@pytest.mark.parametrize("correction", NOTHING, ids=lambda correction: type(correction).__name__)
def test_a_correction_of_what_nobody_said_is_refused(
    desk: Desk, correction: SaidCorrection
) -> None:
    before = draft()
    desk.consultations.save(before)
    for correcting in (correct_said, change_said):
        with pytest.raises(UtteranceUnknown):
            correcting(desk, before, correction)
    assert desk.consultations.load(FIRST_ID) == before
    assert told(desk) == []


def test_erased_words_cannot_be_set_right(desk: Desk) -> None:
    approved = approve(desk, draft(), "A. Voorbeeld").without_conversation()
    with pytest.raises(UtteranceUnknown):
        change_said(desk, approved, HeardAnew(SECOND, "Drie weken."))


def test_what_was_heard_otherwise_is_a_finding_in_the_note(desk: Desk) -> None:
    before = draft()
    checked = before.model_copy(update={"note": recheck(before.note, before.transcript)})
    assert checked.note.findings == ()  # control: two weeks were said
    correction = HeardAnew(SECOND, "Drie weken.")
    changed = correct_said(desk, checked, correction)
    assert [finding.kind for finding in changed.note.findings] == ["number"]
    assert desk.consultations.load(FIRST_ID) == changed
    quick = change_said(desk, checked, correction)
    assert (quick.transcript, quick.note) == (changed.transcript, checked.note)
    assert recheck(quick.note, quick.transcript) == changed.note
    assert told(desk) == [("EDIT", "said"), ("EDIT", "said")]


@pytest.mark.parametrize("correcting", [correct_said, change_said])
def test_it_undoes_the_approval_and_what_was_ticked(desk: Desk, correcting: Correcting) -> None:
    ticked = draft().model_copy(update={"ticked": frozenset({StatementId("S1")})})
    approved = approve(desk, ticked, "A. Voorbeeld")
    changed = correcting(desk, approved, GivenTo(SECOND, "other"))
    assert isinstance(approved, Approved)
    assert isinstance(desk.consultations.load(FIRST_ID), Draft)
    assert (changed.ticked, [u.speaker for u in changed.transcript.utterances]) == (
        frozenset(),
        ["clinician", "other"],
    )
    assert told(desk)[1:] == [("REVOKE_APPROVAL", ""), ("EDIT", "speaker")]


def test_without_a_note_there_is_nothing_to_correct_yet(desk: Desk) -> None:
    said = Transcribed(id=FIRST_ID, transcript=draft().transcript)
    with pytest.raises(NotDrafted):
        correct_said(desk, said, GivenTo(SECOND, "other"))


def test_what_was_heard_first_is_put_back_with_what_stands_behind_it() -> None:
    said = heard(
        ("Allopurinol,", 1.0, 2.0, 0.4), ("en", 2.0, 2.2, 0.9), ("metoprolol.", 2.2, 3.0, 0.4)
    ).utterances[0]
    first, between, last = said.words
    changed = (
        first.model_copy(update={"heard": "alle burinol"}),
        between,
        last.model_copy(update={"heard": "met op rol"}),
    )
    said = said.model_copy(update={"words": changed})
    assert as_first_heard(said) == HeardAnew(FIRST, "alle burinol, en met op rol.")
    only = as_first_heard(said, changed[2])
    assert only == HeardAnew(FIRST, "Allopurinol, en met op rol.")
    whole = heard(("Allopurinol,", 1.0, 2.0, 0.4)).model_copy(update={"utterances": (said,)})
    after = said_anew(whole, only).utterances[0]
    assert [word.heard for word in after.changed_words] == ["alle burinol"]
    assert after.words[-1].probability == 1.0  # a person wrote it
