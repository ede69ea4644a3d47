"""The workplace shows the screen that belongs to the step a visit is at."""

from pytestqt.qtbot import QtBot

from desktop.ui.practice import Practice
from desktop.ui.stage import Step
from desktop.ui.workplace import Workplace
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


def test_trouble_is_said_in_the_bar_and_stops_nothing(qtbot: QtBot, practice: Practice) -> None:
    workplace = Workplace(practice)
    qtbot.addWidget(workplace)
    practice.visit_chosen.emit("20990101-000000-000000")
    assert "Er is niets veranderd" in workplace.notice.text
