"""A draft that grows: only what is written, under its headings, and the reader stays in place."""

from PySide6.QtWidgets import QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from desktop.ui.practice import Practice
from desktop.ui.transcribe.draft_so_far import DraftSoFar
from summarize.note import Note, Report, Section, Statement, StatementId
from summarize.template import find_template

PATIENCE = 20_000  # milliseconds


def grown(lines: int, problem: str = "") -> Note:
    """A note with so many lines under its first heading, and nothing else yet."""
    statements = tuple(
        Statement(id=StatementId(f"S{n}"), text=f"Regel {n} uit het gesprek.") for n in range(lines)
    )
    sections = (Section(key="S", statements=statements), *(Section(key=key) for key in "OEP"))
    report = Report(problem=problem, sections=sections)
    return Note(template="soep", language="nl", writer="generate", reports=(report,))


def shown(draft: DraftSoFar) -> str:
    labels = draft.findChildren(QLabel)
    return "\n".join(one.accessibleName() or one.text() for one in labels if not one.isHidden())


def test_headings_without_a_line_are_not_shown_as_empty(qtbot: QtBot, practice: Practice) -> None:
    draft = DraftSoFar(practice)
    qtbot.addWidget(draft)
    draft.show()
    draft.show_note(grown(2))
    qtbot.waitUntil(lambda: "Regel 1 uit het gesprek." in shown(draft), timeout=PATIENCE)
    plan = find_template("soep", "nl").section("P")
    assert plan.title not in shown(draft)
    assert plan.when_empty not in shown(draft)
    draft.show_note(grown(0, "Hoest"))
    assert "Hoest" not in shown(draft)
    draft.show_note(None)
    assert "Regel" not in shown(draft)


def test_who_reads_back_stays_there_when_more_is_written(qtbot: QtBot, practice: Practice) -> None:
    draft = DraftSoFar(practice)
    qtbot.addWidget(draft)
    draft.resize(400, 200)
    draft.show()
    draft.show_note(grown(60))
    scroll = draft.findChildren(QScrollArea)[0].verticalScrollBar()
    qtbot.waitUntil(lambda: scroll.maximum() > 400, timeout=PATIENCE)
    scroll.setValue(300)
    most = scroll.maximum()
    draft.show_note(grown(90))
    qtbot.waitUntil(lambda: scroll.maximum() > most, timeout=PATIENCE)
    assert scroll.value() == 300
    draft.show_note(grown(0))
    qtbot.waitUntil(lambda: scroll.maximum() == 0, timeout=PATIENCE)
    draft.show_note(grown(90))  # another draft, from its start
    qtbot.waitUntil(lambda: scroll.maximum() > most, timeout=PATIENCE)
    assert scroll.value() == 0
