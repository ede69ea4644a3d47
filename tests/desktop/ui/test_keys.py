"""Every key is on the card, once, with words in both languages."""

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.approve.screen import ApproveScreen
from desktop.ui.export.screen import ExportScreen
from desktop.ui.keys import KEYS, shown_keys
from desktop.ui.practice import Practice
from desktop.ui.record.screen import RecordScreen
from desktop.ui.say import say_in
from desktop.ui.sheets.keys_card import KeyCard


def test_every_key_is_one_qt_knows_and_no_two_are_the_same() -> None:
    sequences = [QKeySequence(keys) for keys in KEYS.values()]
    assert all(not sequence.isEmpty() and sequence.toString() for sequence in sequences)
    assert len({sequence.toString() for sequence in sequences}) == len(KEYS)


def test_keys_are_read_as_people_say_them() -> None:
    assert shown_keys("next_step", "Enter", "Spatie") == "Ctrl Enter"
    assert shown_keys("play", "Enter", "Spatie") == "Spatie"
    assert shown_keys("section", "Enter", "Spatie") == "Alt 1 – 4"


def test_the_card_shows_them_all(qtbot: QtBot) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    card = KeyCard(say_in("en"), owner)
    words = {label.text() for label in card.findChildren(QLabel)}
    assert {shown_keys(action, "Enter", "Space") for action in KEYS} <= words
    assert "Lock" in words


def test_a_key_that_is_held_too_long_does_nothing_twice(qtbot: QtBot, practice: Practice) -> None:
    """Held, Ctrl Enter would go on from Review, approve what nobody read, and copy it."""
    grave = {QKeySequence(KEYS[action]) for action in ("next_step", "record", "bookmark")}
    found: list[QShortcut] = []
    for made in (ApproveScreen(practice), ExportScreen(practice), RecordScreen(practice)):
        qtbot.addWidget(made)
        found += made.findChildren(QShortcut)
    once = {short.key() for short in found if not short.autoRepeat()}
    again = {short.key() for short in found if short.autoRepeat()}
    assert grave <= once
    assert not grave & again
    assert QKeySequence(KEYS["next_finding"]) in again  # the control
