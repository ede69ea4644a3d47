"""What people say and are called is shown as it is: no sign in it means anything to Qt."""

import re
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtGui import Qt as QtText
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QGroupBox,
    QLabel,
    QMenu,
    QMessageBox,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.ui.correct.left_bar import LeftBar
from desktop.ui.look.pieces import Shortened, button, hint, label, literal
from desktop.ui.practice import Practice
from tests.desktop.ui.rooms import cards, rooms, shown

NAME, MORE = "Jansen & Zn", " R&D <b>vet</b>"
# An ampersand that Qt takes out and makes a key of.
MEANT = re.compile(r"(?<!&)(?:&&)*&(?![&\s]|$)")
TAKEN_FOR_PLAIN = (QtText.TextFormat.PlainText,)


def mistaken(root: QWidget) -> list[str]:
    """Words with a sign in them that Qt would not show."""
    found = []
    for part in (root, *root.findChildren(QWidget)):
        if isinstance(part, QAbstractButton) and MEANT.search(QAbstractButton.text(part)):
            found.append(f"button: {part.text()}")
        if isinstance(part, QLabel):
            if part.buddy() is not None and MEANT.search(part.text()):
                found.append(f"label: {part.text()}")
            if part.textFormat() not in TAKEN_FOR_PLAIN and is_rich(part.text()):
                found.append(f"rich: {part.text()}")
        if isinstance(part, QGroupBox) and MEANT.search(part.title()):
            found.append(f"title: {part.title()}")
        if isinstance(part, QMenu):
            found += [f"menu: {one.text()}" for one in part.actions() if MEANT.search(one.text())]
        tips = [part.toolTip(), *tips_in(part)]
        found += [f"tip: {one}" for one in tips if is_rich(one) and not one.startswith("<qt>")]
        assert not isinstance(part, QMessageBox)  # whose words Qt reads as a page
    return found


def tips_in(part: QWidget) -> Iterator[str]:
    """What the mouse shows in the rows of a list."""
    if isinstance(part, QAbstractItemView) and part.model() is not None:
        model, column = part.model(), 0
        for row in range(model.rowCount()):
            yield str(model.index(row, column).data(Qt.ItemDataRole.ToolTipRole) or "")


def is_rich(text: str) -> bool:
    return bool(QtText.mightBeRichText(text))


def words_of(root: QWidget) -> str:
    return "\n".join(part.text() for part in root.findChildren(QLabel))


def test_on_every_screen(qtbot: QtBot, practice: Practice) -> None:
    found: list[str] = []
    met = ""
    for name, screen in rooms(practice, NAME, MORE):
        window = shown(qtbot, screen)
        found += [f"{name}: {one}" for one in mistaken(window)]
        met += words_of(window)
        for bar in window.findChildren(LeftBar):
            found += [f"{name}: {one}" for one in in_its_menu(bar)]
        window.hide()
    owner = QWidget()
    qtbot.addWidget(owner)
    for name, card in cards(practice, owner):
        found += [f"{name}: {one}" for one in mistaken(card)]
    assert found == []
    assert "Hoest 3 wk. R&D <b>vet</b>" in met  # control: it was there to be mistaken


def in_its_menu(bar: LeftBar) -> list[str]:
    if not bar.shown:
        return []
    bar._list()
    (menu,) = [one for one in bar.findChildren(QMenu) if one.isVisible()]
    found = mistaken(menu)
    assert any("&&D" in one.text() for one in menu.actions())
    menu.close()
    return found


def test_a_button_and_a_menu_say_the_words_as_they_are(qtbot: QtBot) -> None:
    made = button(NAME + MORE, int)
    qtbot.addWidget(made)
    assert made.text() == NAME + MORE
    assert made.accessibleName() == ""
    assert QAbstractButton.text(made) == "Jansen && Zn R&&D <b>vet</b>"
    assert made.shortcut().isEmpty()
    mistake = QPushButton("R&D")  # control: what Qt makes of it by itself
    qtbot.addWidget(mistake)
    assert not mistake.shortcut().isEmpty()
    assert QAction(literal("R&D")).text() == "R&&D"


def test_planted_mistakes_are_seen(qtbot: QtBot) -> None:
    planted = QWidget()
    qtbot.addWidget(planted)
    assert mistaken(planted) == []  # control
    QPushButton("R&D", planted)
    QLabel("<b>vet</b>", planted)
    named = label("R&D")
    named.setParent(planted)
    named.setBuddy(planted)
    QMenu(planted).addAction("R&D")
    planted.setToolTip("<b>vet</b>")
    kinds = [one.split(":")[0] for one in mistaken(planted)]
    assert sorted(kinds) == ["button", "label", "menu", "rich", "tip"]


def test_what_is_cut_shows_all_of_it_as_it_is(qtbot: QtBot) -> None:
    made = Shortened()
    qtbot.addWidget(made)
    made.say(NAME + MORE)
    made.setFixedWidth(40)
    made.show()
    qtbot.waitUntil(lambda: made.text() != made.whole)
    assert made.toolTip() == "<qt>Jansen &amp; Zn R&amp;D &lt;b&gt;vet&lt;/b&gt;</qt>"
    hint(made, "gewoon")
    assert made.toolTip() == "gewoon"
