"""The worklist: each visit in its group with its state in words, found again, chosen by keys."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from asr.transcript import UtteranceId
from desktop.consultation import ConsultationId, Draft
from desktop.errors import ConsultationUnknown, LibraryDamaged
from desktop.intake import Intake
from desktop.session import Session
from desktop.store.entries import Page, Stage, Summary
from desktop.store.search import Hit
from desktop.ui.practice import Practice
from desktop.ui.transcribe.working_out import WorkingOut
from desktop.ui.transcribe.working_out_job import Job
from desktop.ui.worklist.lines import (
    PAGE,
    Group,
    WorklistLines,
    group_of,
    states,
    when,
)
from desktop.ui.worklist.model import SHOWN_AT_ONCE, Row, RowRole
from desktop.ui.worklist.screen import Worklist
from desktop.visit import Line, await_file, begin_visit
from desktop.workflow import approve, keep_drafted, keep_transcribed
from summarize.note import Finding
from tests.desktop.store.recordings import noise
from tests.desktop.visits import intake
from tests.fakes import draft

TODAY = datetime.now().astimezone().replace(hour=12, minute=0)
PATIENCE = 20_000  # milliseconds


def summary(number: int = 1, stage: Stage = "approved", **fields: object) -> Summary:
    made = TODAY - timedelta(minutes=number)
    return Summary.model_validate(
        {
            "id": f"20260105-090000-{number:06d}",
            "stage": stage,
            "language": "nl",
            "template": "soep",
            "made": made,
            "changed": made,
            "approved_by": "",
            "intake": Intake(patient=f"Patiënt {number}"),
            **fields,
        }
    )


class Shelf:
    """A library that only lists."""

    def __init__(self, *summaries: Summary) -> None:
        self.summaries = list(summaries)
        self.pages = 0

    def page(self, offset: int = 0, size: int = 50) -> Page:
        self.pages += 1
        found = tuple(self.summaries[offset : offset + size])
        return Page(total=len(self.summaries), summaries=found)

    def summary(self, consultation: ConsultationId) -> Summary:
        for one in self.summaries:
            if one.id == consultation:
                return one
        raise ConsultationUnknown


def lines(*summaries: Summary) -> WorklistLines:
    made = WorklistLines(Shelf(*summaries))
    while made.read_more():
        pass
    return made


def no_job(visit: ConsultationId) -> Job | None:
    return None


def only(one: Summary) -> WorklistLines:
    return lines(one)


@pytest.mark.parametrize(
    ("one", "group", "state"),
    [
        (summary(stage="recorded"), "open", ("not_begun",)),
        (summary(stage="recorded", seconds=61), "open", ("recorded",)),
        (summary(stage="transcribed"), "open", ("heard",)),
        (summary(stage="draft", to_see=3, missing=1), "review", ("to_see", "missing")),
        (summary(stage="draft"), "review", ("nothing_open",)),
        (summary(), "export", ("approved",)),
        (summary(exported=TODAY), "today", ("exported",)),
        (summary(exported=TODAY - timedelta(days=1)), "earlier", ("exported",)),
    ],
)
def test_each_visit_is_in_the_group_where_it_waits(
    one: Summary, group: Group, state: tuple[str, ...]
) -> None:
    line = only(one).line(one.id)
    assert line is not None
    assert group_of(line, None, TODAY.date()) == group
    assert tuple(code for code, _ in states(line, None)) == state


def test_what_is_being_recorded_or_worked_out_says_so() -> None:
    line = only(summary(stage="recorded", seconds=10)).line(summary().id)
    assert line is not None
    live = Job(line.visit, doing="hearing", live=True)
    half = Job(line.visit, doing="hearing", seconds=10, until=5)
    assert group_of(line, live, TODAY.date()) == "now"
    assert states(line, live) == (("recording", {}),)
    live.deaf = True
    assert states(line, live) == (("microphone_gone", {}),)
    assert group_of(line, half, TODAY.date()) == "open"
    assert states(line, half) == (("hearing", {"percent": 50}),)


def test_the_latest_is_first_and_every_page_is_read() -> None:
    made = lines(*(summary(number) for number in range(1, PAGE + 20)))
    grouped = made.groups(no_job, TODAY.date())["export"]
    assert len(grouped) == PAGE + 19
    assert [line.who for line in grouped[:2]] == ["Patiënt 1", "Patiënt 2"]


def test_one_that_goes_while_the_list_is_read_makes_none_be_missed() -> None:
    shelf = Shelf(*(summary(number) for number in range(1, PAGE + 3)))
    made = WorklistLines(shelf)
    made.read_more()
    gone = shelf.summaries.pop(0)
    made.changed(gone.id)
    made.read_more()
    assert made.line(gone.id) is None
    assert len(made.groups(no_job, TODAY.date())["export"]) == PAGE + 1


def test_a_name_is_found_by_any_of_its_words_and_each_hit_once() -> None:
    made = lines(summary(1), summary(2), summary(12))
    assert [line.who for line in made.named("patiënt 2")] == ["Patiënt 2", "Patiënt 12"]
    assert made.named("nobody") == []
    hits = [
        Hit(consultation=summary(2).id, rank=1, section="S"),
        Hit(consultation=summary(2).id, rank=2, utterance=UtteranceId(4)),
        Hit(consultation=ConsultationId("20260105-090000-999999"), rank=3, section="S"),
    ]
    assert [(line.who, hit.rank) for line, hit in made.hits(hits)] == [("Patiënt 2", 1)]


def test_today_has_a_time_and_another_day_its_date() -> None:
    moment = datetime(2026, 1, 5, 9, 4, tzinfo=UTC)
    assert when(moment, date(2026, 1, 5)) == "09:04"
    assert when(moment, date(2026, 1, 6)) == "05-01"


# --- on the screen


@pytest.fixture
def chosen(practice: Practice) -> list[str]:
    found: list[str] = []
    practice.visit_chosen.connect(found.append)
    return found


@pytest.fixture
def worklist(qtbot: QtBot, practice: Practice) -> Iterator[Worklist]:
    made = Worklist(practice, lambda parent: (Path("a.wav"), Path("b.wav")))
    qtbot.addWidget(made)
    made.show()
    yield made
    made.search.typed("")


def drafted(practice: Practice, who: str, *, finding: Finding | None = None) -> Draft:
    visit = begin_visit(practice.session, intake(who), "nl")
    made = draft(finding=finding)
    said = keep_transcribed(practice.session.desk, visit, made.transcript)
    kept = keep_drafted(practice.session.desk, said, made.note)
    practice.visit_changed.emit(visit)
    return kept


def rows(worklist: Worklist) -> list[str]:
    """What the list says, as a screen reader has it."""
    model = worklist.list.rows
    return [
        str(model.data(model.index(n), Qt.ItemDataRole.AccessibleTextRole))
        for n in range(model.rowCount())
    ]


def test_an_empty_list_says_what_to_do_first(worklist: Worklist, practice: Practice) -> None:
    assert worklist.empty.isVisible()
    assert "Begin met Nieuw consult" in worklist.empty.text()
    drafted(practice, "Mw. De Vries")
    assert not worklist.empty.isVisible()


def test_a_visit_moves_on_as_it_changes(worklist: Worklist, practice: Practice) -> None:
    finding = Finding(kind="dose", severity="must_see", written="500 mg")
    drafted(practice, "Dhr. Yılmaz", finding=finding)
    assert rows(worklist)[0] == "Na te kijken"
    assert rows(worklist)[1].startswith("Dhr. Yılmaz")
    assert rows(worklist)[1].endswith("1 nakijken")
    other = drafted(practice, "Mw. De Vries")
    approved = approve(practice.session.desk, other, "A. Arts")
    practice.visit_changed.emit(approved.id)
    assert rows(worklist)[2] == "Goedgekeurd, nog over te nemen"
    assert "goedgekeurd" in rows(worklist)[3]
    practice.session.library.put_exported(approved.id)
    practice.visit_changed.emit(approved.id)
    assert rows(worklist)[2] == "Vandaag klaar"


def test_colour_is_never_the_only_sign(worklist: Worklist, practice: Practice) -> None:
    drafted(practice, "Mw. De Vries")
    row = worklist.list.rows.index(1).data(RowRole)
    assert isinstance(row, Row)
    assert row.sign
    assert row.state


def test_arrows_pass_by_the_headings_and_enter_chooses(
    qtbot: QtBot, worklist: Worklist, practice: Practice, chosen: list[str]
) -> None:
    first = drafted(practice, "Mw. De Vries")
    approve(practice.session.desk, first, "A. Arts")
    practice.visit_changed.emit(first.id)
    second = drafted(practice, "Dhr. Post")
    worklist.list.setFocus()
    worklist.list.first()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(worklist.list, key)
    assert chosen == [second.id, first.id]


def test_choosing_the_visit_that_is_shown_does_nothing(
    worklist: Worklist, practice: Practice, chosen: list[str]
) -> None:
    visit = drafted(practice, "Mw. De Vries").id
    worklist.show_chosen(visit)
    QTest.keyClick(worklist.list, Qt.Key.Key_Return)
    assert chosen == []
    worklist.show_chosen(ConsultationId(""))
    worklist.list.first()
    QTest.keyClick(worklist.list, Qt.Key.Key_Return)
    assert chosen == [visit]  # the control


def test_searching_finds_names_at_once_and_words_after_a_pause(
    qtbot: QtBot, worklist: Worklist, practice: Practice
) -> None:
    drafted(practice, "Mw. De Vries")
    drafted(practice, "Dhr. Post")
    worklist.field.setText("vries")
    assert [line.split(",")[0] for line in rows(worklist)] == ["Gevonden", "Mw. De Vries"]
    worklist.field.setText("hoest")
    qtbot.waitUntil(lambda: len(rows(worklist)) == 3, timeout=PATIENCE)
    assert all("staat in het verslag" in row for row in rows(worklist)[1:])
    acts = [record.act for record in practice.session.desk.audit.records()]
    assert acts.count("SEARCH") == 1
    worklist.field.setText("kwartelkoning")
    qtbot.waitUntil(lambda: "Niets gevonden" in worklist.empty.text(), timeout=PATIENCE)
    QTest.keyClick(worklist.field, Qt.Key.Key_Escape)
    assert rows(worklist)[0] == "Na te kijken"


@dataclass
class Slow:
    """Finds nothing, and not before it is let go; what it was asked, and on which thread."""

    free: threading.Event = field(default_factory=threading.Event)
    asked: list[str] = field(default_factory=list)
    threads: set[int] = field(default_factory=set)

    def __call__(self, session: Session, text: str) -> tuple[Hit, ...]:
        self.asked.append(text)
        self.threads.add(threading.get_ident())
        self.free.wait(60)
        return ()


def test_words_are_looked_for_beside_the_screen_and_only_the_last_are_shown(
    qtbot: QtBot, worklist: Worklist, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = Slow()
    monkeypatch.setattr("desktop.ui.worklist.search.search", slow)
    try:
        worklist.field.setText("hoest")
        qtbot.waitUntil(lambda: slow.asked == ["hoest"], timeout=PATIENCE)
        assert "gezocht" in worklist.empty.text()
        worklist.field.setText("kwartel")
        worklist.field.setText("kwartelkoning")
        qtbot.waitUntil(lambda: not worklist.search._timer.isActive(), timeout=PATIENCE)
        assert slow.asked == ["hoest"]
        assert "gezocht" in worklist.empty.text()
    finally:
        slow.free.set()
    qtbot.waitUntil(lambda: "Niets gevonden" in worklist.empty.text(), timeout=PATIENCE)
    assert slow.asked == ["hoest", "kwartelkoning"]
    assert threading.get_ident() not in slow.threads


def test_a_search_that_fails_says_so_and_the_next_one_is_made(
    qtbot: QtBot, worklist: Worklist, practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafted(practice, "Mw. De Vries")
    with monkeypatch.context() as broken:
        broken.setattr("desktop.ui.worklist.search.search", damaged)
        with qtbot.waitSignal(practice.notice, timeout=PATIENCE):
            worklist.field.setText("hoest")
    worklist.field.setText("hoest 2")
    qtbot.waitUntil(lambda: len(rows(worklist)) == 2, timeout=PATIENCE)


def damaged(session: Session, text: str) -> tuple[Hit, ...]:
    raise LibraryDamaged


def test_a_name_cannot_be_copied_from_the_list(worklist: Worklist, practice: Practice) -> None:
    board = QApplication.clipboard()
    board.setText("van elders")
    drafted(practice, "Mw. De Vries")
    worklist.refresh()
    QTest.keyClick(worklist.list, Qt.Key.Key_Down)
    assert "De Vries" in str(worklist.list.currentIndex().data())  # the control
    QTest.keyClick(worklist.list, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert board.text() == "van elders"
    board.clear()


def test_new_and_import_are_a_press_away(
    worklist: Worklist, practice: Practice, chosen: list[str]
) -> None:
    brought: list[tuple[Path, ...]] = []
    practice.files_chosen.connect(brought.append)
    worklist.new.click()
    worklist.bring_in.click()
    assert (chosen, brought) == ([""], [(Path("a.wav"), Path("b.wav"))])


def test_files_that_are_dropped_are_brought_in_and_addresses_are_not(
    worklist: Worklist, practice: Practice
) -> None:
    brought: list[tuple[Path, ...]] = []
    practice.files_chosen.connect(brought.append)
    for address in ("https://example.org/a.wav", "file:///tmp/call.wav"):
        carried = QMimeData()
        carried.setUrls([QUrl(address)])
        copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        none = Qt.KeyboardModifier.NoModifier
        worklist.dropEvent(QDropEvent(QPointF(1, 1), copy, carried, left, none))
    assert brought == [(Path("/tmp/call.wav"),)]  # noqa: S108 - only a name


def test_folding_leaves_a_way_back(worklist: Worklist) -> None:
    worklist.fold()
    assert worklist.folded
    assert worklist.width() < 100
    worklist.fold()
    assert not worklist.folded


def test_what_a_crash_left_is_ended_and_listed(qtbot: QtBot, practice: Practice) -> None:
    notices: list[str] = []
    practice.notice.connect(lambda text, trouble: notices.append(text))
    visit = begin_visit(practice.session, intake("Mw. De Vries"), "nl")
    sound = practice.session.recordings.resume(visit)
    sound.append(noise(16_000, 1))
    sound.leave()  # as a crash does
    worklist = Worklist(practice)
    qtbot.addWidget(worklist)
    assert rows(worklist)[0] == "Nog uit te werken"
    assert "0:01 opgenomen" in rows(worklist)[1]
    qtbot.waitUntil(lambda: len(notices) == 1, timeout=PATIENCE)
    again = Worklist(practice)
    qtbot.addWidget(again)
    practice.visit_changed.emit(visit)
    qtbot.waitUntil(lambda: again.complete, timeout=PATIENCE)
    assert len(notices) == 1  # once ended, no more is said


def test_a_crash_before_the_first_sound_is_not_said_to_be_kept(
    qtbot: QtBot, practice: Practice
) -> None:
    notices: list[str] = []
    practice.notice.connect(lambda text, trouble: notices.append(text))
    begin_visit(practice.session, intake("Mw. De Vries"), "nl")
    worklist = Worklist(practice)
    qtbot.addWidget(worklist)
    assert "niets opgenomen" in rows(worklist)[1]
    qtbot.waitUntil(lambda: worklist.complete, timeout=PATIENCE)
    QApplication.processEvents()  # what it has to say comes with the events that wait
    assert notices == []


def test_a_file_that_waits_to_be_brought_in_is_not_taken_for_what_a_crash_left(
    qtbot: QtBot, practice: Practice
) -> None:
    session = practice.session
    first, waiting, left = (begin_visit(session, intake(), "nl") for _ in range(3))
    for visit in (first, waiting):
        WorkingOut.of(practice).import_file(visit, Path("a.wav"), Line())
    worklist = Worklist(practice)
    qtbot.addWidget(worklist)
    whole = [session.recordings.open(visit).complete for visit in (first, waiting, left)]
    assert whole == [False, False, True]  # the last is the control


def test_a_file_that_came_in_by_half_is_told_of(qtbot: QtBot, practice: Practice) -> None:
    notices: list[tuple[str, bool]] = []
    practice.notice.connect(lambda text, trouble: notices.append((text, trouble)))
    await_file(practice.session, begin_visit(practice.session, intake(), "nl"))
    worklist = Worklist(practice)
    qtbot.addWidget(worklist)
    qtbot.waitUntil(lambda: bool(notices), timeout=PATIENCE)
    ((said, trouble),) = notices
    assert trouble
    assert "Voeg het bestand opnieuw toe" in said


def test_ten_thousand_are_read_in_pages_and_shown_in_parts(
    qtbot: QtBot, practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = [summary(n, exported=TODAY - timedelta(days=2)) for n in range(1, 10_001)]
    shelf = Shelf(*many)
    monkeypatch.setattr(practice.session.library, "page", shelf.page)
    worklist = Worklist(practice)
    qtbot.addWidget(worklist)
    assert shelf.pages == 1  # what is seen first waits for no more
    more = read_all(worklist)
    qtbot.waitUntil(more, timeout=60_000)
    assert worklist.list.rows.rowCount() == SHOWN_AT_ONCE
    worklist.show_chosen(many[-1].id)
    assert worklist.list.currentIndex().row() == 10_000


def read_all(worklist: Worklist) -> Callable[[], bool]:
    return lambda: worklist.complete
