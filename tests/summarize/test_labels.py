"""A turn under the wrong label goes to the other side; labels that may be right stay."""

from asr.transcript import Speaker, Transcript
from summarize.extract import Extract
from summarize.labels import relabelled
from summarize.template import find_template
from tests.summarize.talks import VISIT, VISIT_EN, talk


def swapped(transcript: Transcript, *places: int) -> Transcript:
    """The conversation with the labels of these turns changed to the other side's."""
    other: dict[Speaker, Speaker] = {"clinician": "patient", "patient": "clinician"}
    turns = [
        one.model_copy(update={"speaker": other[one.speaker]}) if place in places else one
        for place, one in enumerate(transcript.utterances)
    ]
    return transcript.model_copy(update={"utterances": tuple(turns)})


def test_right_labels_stay() -> None:
    for visit in (VISIT, VISIT_EN):
        assert relabelled(visit) == visit


def test_one_wrong_label_between_two_turns_is_put_right() -> None:
    for place in range(1, len(VISIT.utterances) - 1):
        assert relabelled(swapped(VISIT, place)) == VISIT


def test_the_note_is_the_same_as_with_the_right_labels() -> None:
    soep = find_template("soep", "nl")
    right = tuple(Extract().lines(VISIT, soep))
    assert tuple(Extract().lines(swapped(VISIT, 3), soep)) == right
    unknown = [one.model_copy(update={"speaker": "unknown"}) for one in VISIT.utterances]
    nobody = VISIT.model_copy(update={"utterances": tuple(unknown)})
    assert tuple(Extract().lines(nobody, soep)) != right


def test_a_speaker_who_goes_on_keeps_all_turns() -> None:
    """Where turns are not taken in order three in a row say nothing."""
    told = talk(
        "p: Ik hoest.\np: Al een week.\np: En ik ben moe.\nc: Koorts?\np: Nee.\np: Nee hoor."
    )
    assert relabelled(told) == told


def test_nobody_is_labelled_where_somebody_is_unknown() -> None:
    turns = swapped(VISIT, 3).utterances
    unknown = (turns[0].model_copy(update={"speaker": "unknown"}), *turns[1:])
    transcript = VISIT.model_copy(update={"utterances": unknown})
    assert relabelled(transcript) == transcript
