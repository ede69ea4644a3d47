"""The clinician chooses who writes each kind of note; what cannot be chosen says why."""

import threading
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel
from pytestqt.qtbot import QtBot

from desktop.errors import FileBroken
from desktop.policy import Policy
from desktop.settings import WriterChoice, read_settings
from desktop.ui.practice import Practice
from desktop.ui.sheets import settings_writers
from desktop.ui.sheets.models_trials import Trials
from desktop.ui.sheets.settings import SettingsPanel
from desktop.ui.sheets.settings_writers import WriterSettings
from desktop.writers import GENERATING, QUOTED, Offer
from tests.desktop.models.paces import writer
from tests.desktop.ui.sheets.offers import DID_WELL, FIT, TOO_LARGE, UNFIT, UNTRIED, model, tried

PATIENCE = 60_000

Offers = Callable[[Policy], tuple[Offer, ...]]
OfferThese = Callable[..., None]


@pytest.fixture
def offer(monkeypatch: pytest.MonkeyPatch) -> OfferThese:
    """Says which writers this machine has."""

    def offer(*found: Offer) -> None:
        monkeypatch.setattr(settings_writers, "offers", lambda policy: found)

    return offer


def filled(qtbot: QtBot, practice: Practice) -> WriterSettings:
    made = WriterSettings(practice)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: bool(made.found), timeout=PATIENCE)
    return made


def enabled(box: QComboBox) -> list[bool]:
    items: QAbstractItemModel = box.model()
    usable = Qt.ItemFlag.ItemIsEnabled
    return [bool(items.flags(items.index(at, 0)) & usable) for at in range(box.count())]


def shown(made: WriterSettings) -> str:
    return "\n".join(one.text() for one in made.findChildren(QLabel) if one.isVisibleTo(made))


def test_the_settings_can_be_used_while_the_writers_are_looked_for(
    qtbot: QtBot, practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()

    def slow(policy: Policy) -> tuple[Offer, ...]:
        assert go_on.wait(60)
        return (QUOTED, FIT)

    monkeypatch.setattr(settings_writers, "offers", slow)
    panel = SettingsPanel(practice)
    qtbot.addWidget(panel)
    panel.show()
    assert "kijkt welke schrijvers" in shown(panel.writers)
    assert not panel.writers.lines["soep"].isVisible()
    panel.boxes["lock_after"].setCurrentIndex(panel.boxes["lock_after"].findData(5))
    assert practice.settings.lock_after == 5
    go_on.set()
    qtbot.waitUntil(panel.writers.lines["soep"].isVisible, timeout=PATIENCE)
    assert "kijkt welke schrijvers" not in shown(panel.writers)


def test_without_a_model_there_is_nothing_to_choose(
    qtbot: QtBot, practice: Practice, offer: OfferThese
) -> None:
    offer(QUOTED)
    made = filled(qtbot, practice)
    assert "geen taalmodel" in shown(made)
    assert not any(line.isVisible() for line in made.lines.values())
    with qtbot.waitSignal(practice.sheet_asked) as asked:
        made.models_button.click()
    assert asked.args == ["models"]


def test_a_writer_and_a_length_are_kept_for_each_kind_of_note(
    qtbot: QtBot, practice: Practice, offer: OfferThese
) -> None:
    offer(QUOTED, FIT, UNTRIED)
    made = filled(qtbot, practice)
    line = made.lines["soep"]
    assert not line.length.isVisible()  # there is one length of what is quoted
    line.writer.setCurrentIndex(1)
    assert line.length.isVisible()
    line.length.setCurrentIndex(line.length.findData("short"))
    wanted = WriterChoice(writer=GENERATING, model=FIT.name, length="short")
    assert read_settings(practice.session.folder).writers == {"soep": wanted}
    again = filled(qtbot, practice)
    assert again.lines["soep"].writer.currentText().startswith("Taalmodel granite-4.0-micro")
    assert again.lines["soep"].length.currentText() == "Lengte: kort"
    assert again.lines["specialist"].writer.currentText() == "Griffel zelf"
    again.lines["soep"].writer.setCurrentIndex(0)
    assert read_settings(practice.session.folder).writers == {"soep": WriterChoice()}


def test_the_advised_writer_is_marked(qtbot: QtBot, practice: Practice, offer: OfferThese) -> None:
    offer(QUOTED, FIT)
    made = filled(qtbot, practice)
    assert "✓ aangeraden" in shown(made)
    box = made.lines["soep"].writer
    marked = ["aangeraden" in box.itemText(at) for at in range(box.count())]
    assert marked == [False, True]


def test_how_long_a_draft_takes_is_told_and_warned_of_where_it_is_chosen(
    qtbot: QtBot, practice: Practice, offer: OfferThese
) -> None:
    slow, quick = replace(FIT, name="slow", pace=writer(8, 3)), replace(FIT, pace=writer(50, 17.5))
    offer(QUOTED, slow, quick)
    made = filled(qtbot, practice)
    assert "⚠ Een concept duurt hier ongeveer 6 minuten" in shown(made)
    assert "\nEen concept is hier ongeveer 60 seconden na Stop klaar" in shown(made)
    line = made.lines["soep"]
    assert not line.why.isVisible()
    line.writer.setCurrentIndex(1)
    assert line.why.text().startswith("⚠ Een concept duurt hier ongeveer 6 minuten")
    line.writer.setCurrentIndex(2)
    assert not line.why.isVisible()


def test_what_cannot_write_is_shown_with_the_reason_and_cannot_be_chosen(
    qtbot: QtBot, practice: Practice, offer: OfferThese
) -> None:
    offer(QUOTED, UNFIT, FIT, TOO_LARGE)
    made = filled(qtbot, practice)
    for one in (UNFIT, TOO_LARGE):
        assert one.told("nl") in shown(made)
    box = made.lines["soep"].writer
    assert enabled(box) == [True, False, True, False]
    told = [box.itemData(at, Qt.ItemDataRole.AccessibleDescriptionRole) for at in range(4)]
    assert told == [one.told("nl") for one in (QUOTED, UNFIT, FIT, TOO_LARGE)]
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert box.currentIndex() == 2
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert box.currentIndex() == 2
    assert practice.settings.writers["soep"].model == FIT.name


@pytest.mark.parametrize(
    ("found", "told"),
    [((QUOTED, UNFIT), "is niet te kiezen"), ((QUOTED,), "niet meer op deze computer")],
)
def test_a_choice_that_does_not_hold_says_who_writes_instead(
    qtbot: QtBot, practice: Practice, offer: OfferThese, found: tuple[Offer, ...], told: str
) -> None:
    offer(*found)
    practice.set(writers={"soep": WriterChoice(writer=GENERATING, model=UNFIT.name)})
    made = filled(qtbot, practice)
    line = made.lines["soep"]
    assert UNFIT.name in line.writer.currentText()
    assert told in line.why.text()
    assert "schrijft Griffel zelf" in line.why.text()
    assert not made.lines["specialist"].why.isVisible()
    line.writer.setCurrentIndex(0)
    assert not line.why.isVisible()
    assert practice.settings.writers["soep"] == WriterChoice()


def test_looking_shows_no_choice_that_nobody_made(
    qtbot: QtBot, practice: Practice, offer: OfferThese
) -> None:
    offer(QUOTED, FIT)
    with qtbot.assertNotEmitted(practice.settings_changed):
        filled(qtbot, practice)
    assert practice.settings.writers == {}


def test_a_trial_that_goes_on_is_told_and_its_end_is_seen(
    qtbot: QtBot, practice: Practice, offer: OfferThese
) -> None:
    offer(QUOTED, UNTRIED)
    made = filled(qtbot, practice)
    assert UNTRIED.told("nl") in shown(made)
    trials = Trials.of(practice)
    trials.begin(model(UNTRIED.name))
    assert "… wordt uitgeprobeerd" in shown(made)
    assert made.lines["soep"].writer.count() == 2
    offer(QUOTED, tried(UNTRIED.name, DID_WELL))
    practice.engines.tried.emit(model(UNTRIED.name), DID_WELL, "")
    qtbot.waitUntil(lambda: "aangeraden" in shown(made), timeout=PATIENCE)
    assert "wordt uitgeprobeerd" not in shown(made)
    assert "aangeraden" in made.lines["soep"].writer.itemText(1)


def test_a_list_that_cannot_be_read_says_so_and_can_be_read_again(
    qtbot: QtBot, practice: Practice, offer: OfferThese, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(policy: Policy) -> tuple[Offer, ...]:
        raise FileBroken

    monkeypatch.setattr(settings_writers, "offers", broken)
    made = WriterSettings(practice)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(made.again_button.isVisible, timeout=PATIENCE)
    assert "⚠" in made.state.text()
    offer(QUOTED, FIT)
    made.again_button.click()
    qtbot.waitUntil(made.lines["soep"].isVisible, timeout=PATIENCE)
    assert not made.again_button.isVisible()
    assert not made.state.isVisible()


def test_every_box_says_what_it_is_for(qtbot: QtBot, practice: Practice, offer: OfferThese) -> None:
    offer(QUOTED, FIT)
    made = filled(qtbot, practice)
    names = [
        box.accessibleName() for line in made.lines.values() for box in (line.writer, line.length)
    ]
    assert len(set(names)) == 8
    assert "Wie schrijft: SOEP-verslag" in names
