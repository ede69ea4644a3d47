"""Whatever can be used has a name and a role, is reached by Tab, and speaks both languages."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
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
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from asr.transcript import Language
from desktop.session import Session
from desktop.settings import Settings
from desktop.store.recovery_code import RecoveryCode
from desktop.ui.first_start.page import Start
from desktop.ui.first_start.pages import PAGES, make_page
from desktop.ui.first_start.start import FirstStart
from desktop.ui.lock.curtain import Curtain
from desktop.ui.lock.unlock import Unlock
from desktop.ui.look.pieces import button
from desktop.ui.look.tokens import LIGHT
from desktop.ui.practice import Practice
from desktop.ui.say import say_in
from desktop.ui.sheets.keys_card import KeyCard
from desktop.ui.sheets.models_panel import ModelsPanel
from desktop.ui.stage import STEPS
from desktop.ui.window.sheets import SHEETS, make_sheet
from desktop.ui.window.workplace import Workplace
from desktop.visit import begin_visit
from desktop.workflow import approve, keep_drafted, keep_transcribed
from tests.desktop.visits import intake
from tests.fakes import draft

LANGUAGES: tuple[Language, ...] = ("nl", "en")
MOST_STOPS = 300
PATIENCE = 30_000  # milliseconds
# A name of words that nobody looked up, or a field that nobody filled in.
CODE = re.compile(r"\b[a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)+\b|^[a-z_]+\.[a-z_]+$|[{}]")


def focusable(root: QWidget) -> Iterator[QWidget]:
    """What a person can come to with keys: seen, usable, and wanting the focus."""
    for widget in root.findChildren(QWidget):
        inner = widget.objectName().startswith("qt_")  # parts Qt makes for itself
        wants = widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.focusProxy() is None
        if wants and not inner and widget.isVisibleTo(root) and widget.isEnabled():
            yield widget


def nameless(root: QWidget) -> list[str]:
    """What a screen reader could not tell from something else."""
    silent = []
    for widget in focusable(root):
        interface = QAccessible.queryAccessibleInterface(widget)
        name = _spoken(widget)
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
        f"{type(widget).__name__} {_spoken(widget)!r}"
        for widget in focusable(root)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not _one_of_a_group(widget)
        and widget not in reached
    ]


def _one_of_a_group(widget: QWidget) -> bool:
    if isinstance(widget, QRadioButton):
        return True
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    return group is not None and group.exclusive()


def _spoken(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface else ""


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


def doors(folder: Path, language: Language) -> Iterator[tuple[str, QWidget]]:
    """The screens before a library is open."""
    settings = Settings(language=language)
    yield "unlock", Unlock(folder, settings.model_copy(update={"keychain": True}))
    yield "curtain", Curtain(folder, settings, "recording")
    recovering = Unlock(folder, settings)
    recovering.code_button.click()
    yield "recover", recovering
    yield "first start", FirstStart(folder, settings, LIGHT)
    for name in PAGES:
        start = Start(folder, settings, LIGHT, code=RecoveryCode(bytes(16)))
        made = make_page(name, start)
        made.arrive()
        yield name, made


def rooms(practice: Practice) -> Iterator[tuple[str, QWidget]]:
    """The screens of an open library: each step of a visit that has got there, and the sheets."""
    session = practice.session
    workplace = Workplace(practice)
    yield "empty", workplace
    visit = begin_visit(session, intake(patient="Mw. De Vries"), "nl")
    said = keep_transcribed(session.desk, visit, draft().transcript)
    drafted = keep_drafted(session.desk, said, draft().note)
    for step in STEPS[2:]:
        if step == "export":
            approve(session.desk, drafted, "A. Voorbeeld")
        made = Workplace(practice)
        made.choose(visit)
        made.go_to(step)
        yield step, made
    for name in SHEETS:
        yield name, make_sheet(name, practice)


Look = Callable[[QWidget], list[str]]
LOOKS: Mapping[str, Look] = {"name": nameless, "tab": out_of_reach, "words": codes}


def breaches(qtbot: QtBot, screens: Iterator[tuple[str, QWidget]]) -> list[str]:
    """What is wrong on each screen, shown as it is shown to a user."""
    found: list[str] = []
    for name, screen in screens:
        window = QWidget()
        qtbot.addWidget(window)
        inside = QVBoxLayout(window)
        inside.addWidget(screen)
        window.resize(1280, 800)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        for panel in window.findChildren(ModelsPanel):
            qtbot.waitUntil(partial(is_filled, panel), timeout=PATIENCE)
        for kind, look in LOOKS.items():
            found += [f"{name}: {kind}: {breach}" for breach in look(window)]
        window.hide()
    return found


def is_filled(panel: ModelsPanel) -> bool:
    return bool(panel.found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_screens_before_the_door(qtbot: QtBot, tmp_path: Path, language: Language) -> None:
    assert breaches(qtbot, doors(tmp_path, language)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_screens_behind_it(qtbot: QtBot, session: Session, language: Language) -> None:
    practice = Practice(session, Settings(language=language), LIGHT)
    try:
        assert breaches(qtbot, rooms(practice)) == []
    finally:
        practice.engines.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_card_of_keys(qtbot: QtBot, language: Language) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    assert breaches(qtbot, iter([("keys", KeyCard(say_in(language), owner))])) == []


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
