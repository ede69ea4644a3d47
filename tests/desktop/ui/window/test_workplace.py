"""The workplace shows the screen that belongs to the step a visit is at."""

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.ui.practice import Practice
from desktop.ui.stage import Step
from desktop.ui.window.header import Header, Names
from desktop.ui.window.window import SMALLEST
from desktop.ui.window.workplace import Workplace
from desktop.visit import begin_visit
from desktop.workflow import keep_drafted, keep_transcribed
from tests.desktop.visits import intake
from tests.fakes import draft


def shown(workplace: Workplace) -> Step:
    return workplace.screen_shown.step


def test_each_visit_is_shown_at_its_step(qtbot: QtBot, practice: Practice) -> None:
    workplace = Workplace(practice)
    qtbot.addWidget(workplace)
    assert shown(workplace) == "record"
    visit = begin_visit(practice.session, intake(patient="Mw. De Vries"), "nl")
    said = keep_transcribed(practice.session.desk, visit, draft().transcript)
    practice.visit_chosen.emit(visit)
    assert shown(workplace) == "transcribe"
    keep_drafted(practice.session.desk, said, draft().note)
    practice.visit_chosen.emit(visit)
    assert shown(workplace) == "review"
    practice.step_chosen.emit("approve")
    assert shown(workplace) == "approve"


def test_the_step_in_front_is_not_begun_anew(
    qtbot: QtBot, practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    workplace = Workplace(practice)
    qtbot.addWidget(workplace)
    visit = begin_visit(practice.session, intake(patient="Mw. De Vries"), "nl")
    said = keep_transcribed(practice.session.desk, visit, draft().transcript)
    keep_drafted(practice.session.desk, said, draft().note)
    practice.visit_chosen.emit(visit)
    left = []

    def leave() -> bool:
        left.append("review")
        return True

    monkeypatch.setattr(workplace.screens["review"], "leave", leave)
    practice.step_chosen.emit("review")
    assert left == []
    practice.step_chosen.emit("approve")
    assert left == ["review"], "another step does leave it"


def test_trouble_is_said_in_the_bar_and_stops_nothing(qtbot: QtBot, practice: Practice) -> None:
    workplace = Workplace(practice)
    qtbot.addWidget(workplace)
    practice.visit_chosen.emit("20990101-000000-000000")
    assert "Er is niets veranderd" in workplace.notice.text


def test_the_context_stands_right_after_the_name_and_goes_first(qtbot: QtBot) -> None:
    names = Names()
    qtbot.addWidget(names)
    names.say("Mw. De Vries", "Hoest")
    names.resize(400, 40)
    names.show()
    who = names.who
    assert names.what.isVisible()
    assert who.geometry().right() < names.what.x() < who.geometry().right() + 20
    assert (who.text(), names.what.text()) == ("Mw. De Vries", "Hoest")
    names.resize(who.width() + 10, 40)
    assert not names.what.isVisible()
    assert who.text() == "Mw. De Vries"
    assert "Hoest" in names.toolTip()
    names.resize(60, 40)
    assert "…" in who.text()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_nothing_makes_the_smallest_window_wider(
    qtbot: QtBot, practice: Practice, language: str
) -> None:
    practice.set(language=language)
    who = intake(patient="Mw. " + "Van den Berg-Hendriks " * 8)
    visit = begin_visit(practice.session, who.model_copy(update={"context": "Hoest " * 20}), "nl")
    said = keep_transcribed(practice.session.desk, visit, draft().transcript)
    keep_drafted(practice.session.desk, said, draft().note)
    workplace = Workplace(practice)
    qtbot.addWidget(workplace)
    practice.visit_chosen.emit(visit)
    for step in ("review", "approve", "export"):
        practice.step_chosen.emit(step)
        assert workplace.minimumSizeHint().width() <= SMALLEST[0]


def test_a_step_the_header_does_not_lead_to_is_not_lit(qtbot: QtBot, practice: Practice) -> None:
    header = Header(practice)
    qtbot.addWidget(header)
    visit = begin_visit(practice.session, intake(patient="Mw. De Vries"), "nl")
    said = keep_transcribed(practice.session.desk, visit, draft().transcript)
    keep_drafted(practice.session.desk, said, draft().note)
    summary = practice.session.library.summary(visit)
    header.show_visit(summary, "export")
    assert not any(made.isChecked() for made in header.findChildren(QPushButton))
    header.show_visit(summary, "approve")
    assert sum(made.isChecked() for made in header.findChildren(QPushButton)) == 1
