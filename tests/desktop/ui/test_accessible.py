"""Whatever can be used has a name and a role, is reached by Tab, and speaks both languages."""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from asr.transcript import Language
from desktop.ui.look.pieces import button
from desktop.ui.practice import Practice
from tests.desktop.ui.rooms import (
    Room,
    cards,
    doors,
    focusable,
    is_one_of_a_group,
    named,
    rooms,
    shown,
    spoken,
)

LANGUAGES: tuple[Language, ...] = ("nl", "en")
MOST_STOPS = 300
# A name of words that nobody looked up, or a field that nobody filled in.
CODE = re.compile(r"\b[a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)+\b|^[a-z_]+\.[a-z_]+$|[{}]")


def nameless(root: QWidget) -> list[str]:
    """What a screen reader could not tell from something else."""
    silent = []
    for widget in focusable(root):
        interface = QAccessible.queryAccessibleInterface(widget)
        name = spoken(widget)
        role = interface.role() if interface else QAccessible.Role.NoRole
        roleless = {QAccessible.Role.NoRole, QAccessible.Role.Client}
        if isinstance(widget, QScrollArea):  # Qt has no other role for what only scrolls
            roleless = {QAccessible.Role.NoRole}
        if not re.search(r"\w\w|\w$", name) or role in roleless:
            silent.append(f"{type(widget).__name__} {name!r} {role.name}")
    return silent


def out_of_reach(root: QWidget) -> list[str]:
    """What Tab does not come to. Of a group of which one is chosen, Tab comes to that one."""
    first = next(focusable(root), None)
    if first is None:
        return []
    first.setFocus()
    reached: list[QWidget] = []
    for _ in range(MOST_STOPS):
        here = root.window().focusWidget()
        if here is None or here in reached:
            break
        reached.append(here)
        QTest.keyClick(here, Qt.Key.Key_Tab)
    return [
        named(widget)
        for widget in focusable(root)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not is_one_of_a_group(widget)
        and widget not in reached
    ]


def shown_words(root: QWidget) -> Iterator[str]:
    """Every text on the screen, and what a screen reader or the mouse would be told."""
    for widget in (root, *root.findChildren(QWidget)):
        yield from (widget.accessibleName(), widget.toolTip(), widget.windowTitle())
        if isinstance(widget, QLabel | QAbstractButton):
            yield widget.text()
        elif isinstance(widget, QLineEdit):
            yield widget.placeholderText()
        elif isinstance(widget, QComboBox):
            yield from (widget.itemText(n) for n in range(widget.count()))


def codes(root: QWidget) -> list[str]:
    return [text for text in shown_words(root) if CODE.search(text)]


Look = Callable[[QWidget], list[str]]
LOOKS: Mapping[str, Look] = {"name": nameless, "tab": out_of_reach, "words": codes}


def breaches(qtbot: QtBot, screens: Iterator[Room]) -> list[str]:
    """What is wrong on each screen, shown as it is shown to a user."""
    found: list[str] = []
    for name, screen in screens:
        window = shown(qtbot, screen)
        for kind, look in LOOKS.items():
            found += [f"{name}: {kind}: {breach}" for breach in look(window)]
        window.hide()
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_screens_before_the_door(qtbot: QtBot, tmp_path: Path, language: Language) -> None:
    assert breaches(qtbot, doors(tmp_path, language)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_screens_behind_it(qtbot: QtBot, practice: Practice, language: Language) -> None:
    practice.set(language=language)
    assert breaches(qtbot, rooms(practice)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_cards_over_it(qtbot: QtBot, practice: Practice, language: Language) -> None:
    practice.set(language=language)
    owner = QWidget()
    qtbot.addWidget(owner)
    assert breaches(qtbot, cards(practice, owner)) == []


def test_planted_faults_are_seen(qtbot: QtBot) -> None:
    planted = QWidget()
    qtbot.addWidget(planted)
    inside = QVBoxLayout(planted)
    sign, field, unreachable = QPushButton("✕"), QLineEdit(), QPushButton("Verder")
    unreachable.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    for widget in (sign, field, unreachable, QLabel("unlock.wait_over"), QLabel("Nog {count}")):
        inside.addWidget(widget)
    with qtbot.waitActive(planted):
        planted.show()
        planted.activateWindow()
    assert len(nameless(planted)) == 2
    assert len(codes(planted)) == 2
    assert out_of_reach(planted) == []
    trap = Trap()
    inside.insertWidget(1, trap)
    QWidget.setTabOrder(sign, trap)
    qtbot.waitUntil(trap.isVisible)
    assert out_of_reach(planted)


def test_what_is_right_is_let_be(qtbot: QtBot) -> None:
    right = QWidget()
    qtbot.addWidget(right)
    inside = QVBoxLayout(right)
    inside.addWidget(button("✕", lambda: None, name="Sluit deze melding"))
    inside.addWidget(QLabel("Griffel 0.1.0, 37,8 en v.a. 14.30 uur"))
    with qtbot.waitActive(right):
        right.show()
        right.activateWindow()
    assert (nameless(right), codes(right), out_of_reach(right)) == ([], [], [])


class Trap(QLineEdit):
    """A field that Tab does not leave."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Val")

    def focusNextPrevChild(self, next: bool) -> bool:
        return True
