"""A visit is begun with consent, is in the list from its first second, and ends with its length."""

from functools import partial

import pytest

from asr.audio import sound_of
from desktop.capture import Capture
from desktop.capture.orders import ALONE_SECONDS
from desktop.capture.process import capture_with
from desktop.consultation import ConsultationId, Recorded, Transcribed
from desktop.errors import ConsentMissing
from desktop.session import Session
from desktop.store.sealed_recording import SealedRecordings
from desktop.visit import Unfinished, await_file, begin_visit, end_visit, unfinished_visits
from tests.desktop.capture import ears
from tests.desktop.capture.visits import app, until
from tests.desktop.store.recordings import noise
from tests.desktop.visits import intake, session  # noqa: F401 - a fixture
from tests.fakes import FIRST_ID, transcript


def test_nothing_is_recorded_without_consent(session: Session) -> None:  # noqa: F811
    with pytest.raises(ConsentMissing):
        begin_visit(session, intake(consent=False), "nl")
    assert session.library.ids() == ()
    assert [record.act for record in session.desk.audit.records()] == ["REFUSED"]
    assert begin_visit(session, intake(), "nl") in session.library.ids()  # the control


def test_a_visit_is_in_the_list_before_its_first_second(session: Session) -> None:  # noqa: F811
    visit = begin_visit(session, intake(patient="Mw. De Vries"), "nl")
    (listed,) = session.library.page().summaries
    assert (listed.id, listed.stage, listed.seconds) == (visit, "recorded", 0)
    assert listed.intake.patient == "Mw. De Vries"
    assert session.library.summary(visit) == listed
    acts = [(record.act, record.detail) for record in session.desk.audit.records()]
    assert acts == [("CONSENT", "spoken")]


def test_its_length_is_kept_when_it_ends(session: Session) -> None:  # noqa: F811
    visit = begin_visit(session, intake(), "nl")
    with session.recordings.resume(visit) as recording:
        recording.append(noise(8_000, 1))
    ended = end_visit(session, visit)
    assert (
        ended
        == session.library.load(visit)
        == Recorded(id=visit, language="nl", channels=1, seconds=0.5)
    )
    assert session.library.summary(visit).seconds == 0.5


def test_one_that_nobody_closed_is_closed_when_it_ends(session: Session) -> None:  # noqa: F811
    visit = begun(session)
    assert not session.recordings.open(visit).complete  # the control
    assert end_visit(session, visit).seconds == 0.5
    assert session.recordings.open(visit).complete


# --- what a crash leaves


def begun(session: Session) -> ConsultationId:  # noqa: F811
    """A visit of half a second that nobody ended."""
    visit = begin_visit(session, intake(), "nl")
    with_sound(session.recordings, visit)
    return visit


def with_sound(recordings: SealedRecordings, visit: ConsultationId) -> None:
    recording = recordings.resume(visit)
    recording.append(noise(8_000, 1))
    recording.leave()


def acts(session: Session) -> list[tuple[str, str]]:  # noqa: F811
    return [(record.act, record.consultation) for record in session.desk.audit.records()]


def test_what_was_never_ended_is_ended_with_its_length(session: Session) -> None:  # noqa: F811
    visit = begun(session)
    found = unfinished_visits(session)
    (ended,) = found.ended
    assert (ended.id, ended.seconds) == (visit, 0.5)
    assert (found.running, found.unreadable) == ((), ())
    assert session.library.load(visit) == ended
    assert session.recordings.open(visit).complete
    assert acts(session)[-1] == ("RECORD", visit)
    assert unfinished_visits(session) == Unfinished()


def test_what_is_still_waited_for_is_left_open(session: Session) -> None:  # noqa: F811
    waiting, left = begin_visit(session, intake(), "nl"), begun(session)
    (ended,) = unfinished_visits(session, going_on={waiting}).ended
    assert ended.id == left
    assert not session.recordings.open(waiting).complete
    unfinished_visits(session)  # the control
    assert session.recordings.open(waiting).complete


def test_a_file_that_was_brought_in_by_half_is_told_apart(session: Session) -> None:  # noqa: F811
    half, whole, spoken = begun(session), begun(session), begun(session)
    for visit in (half, whole):
        await_file(session, visit)
    session.recordings.resume(whole).close()
    found = unfinished_visits(session)
    assert {one.id for one in found.ended} == {half, whole, spoken}
    assert found.half == (half,)
    assert unfinished_visits(session) == Unfinished()


def test_a_torn_tail_is_set_aside_and_nothing_before_it_is_lost(session: Session) -> None:  # noqa: F811
    visit = begun(session)
    place = session.recordings.place(visit)
    with place.open("ab") as file:
        file.write(bytes(300))
    (ended,) = unfinished_visits(session).ended
    assert ended.seconds == 0.5
    sound = sound_of(session.recordings.open(visit))[0]
    assert sound.tobytes() == noise(8_000, 1).samples[0].tobytes()


def test_one_that_was_closed_and_whose_length_nobody_kept_gets_it(session: Session) -> None:  # noqa: F811
    visit = begun(session)
    session.recordings.resume(visit).close()
    (ended,) = unfinished_visits(session).ended
    assert ended.seconds == 0.5


def test_what_has_come_further_is_left_alone(session: Session) -> None:  # noqa: F811
    visit = begun(session)
    end_visit(session, visit)
    said = transcript(("patient", "Ik hoest."))
    session.library.save(Transcribed(id=visit, transcript=said))
    before = acts(session)
    assert unfinished_visits(session) == Unfinished()
    assert acts(session) == before


def test_a_recording_that_the_library_does_not_know_comes_into_the_list(session: Session) -> None:  # noqa: F811
    """As after the restore of a backup that is older than the recording."""
    session.recordings.begin(FIRST_ID, 1).leave()
    with_sound(session.recordings, FIRST_ID)
    (ended,) = unfinished_visits(session, "en").ended
    assert ended == Recorded(id=FIRST_ID, language="en", channels=1, seconds=0.5)
    assert session.library.load(FIRST_ID) == ended


def test_an_empty_one_that_the_library_does_not_know_goes(session: Session) -> None:  # noqa: F811
    session.recordings.begin(FIRST_ID, 1).leave()
    assert unfinished_visits(session) == Unfinished()
    assert session.recordings.ids() == ()
    assert session.library.ids() == ()


def test_one_that_is_damaged_does_not_keep_the_others(session: Session) -> None:  # noqa: F811
    broken, whole = begun(session), begun(session)
    place = session.recordings.place(broken)
    data = bytearray(place.read_bytes())
    data[0] ^= 1
    place.write_bytes(data)
    found = unfinished_visits(session)
    assert [one.id for one in found.ended] == [whole]
    assert found.unreadable == (broken,)
    assert place.read_bytes() == data


def test_the_capture_process_is_killed_and_the_visit_is_ended(session: Session) -> None:  # noqa: F811
    visit = begin_visit(session, intake(), "nl")
    target = partial(capture_with, ears.steady, ALONE_SECONDS)
    place, key = session.recordings.place(visit), session.recordings.key(visit)
    with Capture("", place, key, target) as capture:
        until(lambda: session.recordings.open(visit).seconds >= 1)
        capture._process.kill()
        until(lambda: capture.ended or [*capture.news(0.1)][:0])
        (ended,) = unfinished_visits(session).ended
    assert ended.seconds == session.recordings.open(visit).seconds >= 1


def test_the_app_is_killed_and_the_next_one_ends_its_visit(session: Session) -> None:  # noqa: F811
    with app(session.recordings) as running:
        until(lambda: session.recordings.open(FIRST_ID).seconds >= 1)
        running.kill()
        running.wait()
        kept = session.recordings.open(FIRST_ID).seconds
        assert unfinished_visits(session).running == (FIRST_ID,)
        found: list[Recorded] = []

        def ended() -> bool:
            found.extend(unfinished_visits(session).ended)
            return bool(found)

        until(ended)
    assert found[0].seconds == session.recordings.open(FIRST_ID).seconds >= kept
    assert session.library.load(FIRST_ID) == found[0]
