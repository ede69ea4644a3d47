"""About says which version, whose work, which rules; texts can be agreed to there as well."""

from dataclasses import replace
from importlib.metadata import distribution

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.policy import Policy, Terms
from desktop.ui.practice import Practice
from desktop.ui.sheets.about import AboutScreen
from desktop.ui.sheets.about_licences import carried, licence_of

TERMS = Terms(id="huisregels", version="1", text="Ik vraag om toestemming.")


def test_what_griffel_needs_is_listed_with_its_licence() -> None:
    found = {one.name.lower(): one for one in carried()}
    assert {"faster-whisper", "pydantic", "sqlcipher3", "pyside6_essentials"} <= set(found)
    assert "pytest" not in found, "what only tests need is not shipped"
    assert found["pydantic"].licence == "MIT"
    assert sum(not one.licence for one in found.values()) <= 3


def test_a_licence_is_its_name_and_not_its_text() -> None:
    assert licence_of(distribution("numpy")).startswith("BSD-3-Clause")
    assert all("\n" not in one.licence for one in carried())


def test_an_unknown_package_needs_nothing() -> None:
    assert carried("no-such-package") == ()


def test_open_texts_are_agreed_to_one_by_one(qtbot: QtBot, practice: Practice) -> None:
    desk = replace(practice.session.desk, policy=Policy(institution="Voorbeeld", terms=(TERMS,)))
    practice.session = replace(practice.session, desk=desk)
    about = AboutScreen(practice)
    qtbot.addWidget(about)
    about.show()
    assert not about.agree_button.isEnabled()
    about.terms.boxes["huisregels"].click()
    about.agree_button.click()
    assert desk.acknowledged.open_terms(desk.policy, desk.user) == ()
    words = " ".join(label.text() for label in about.findChildren(QLabel))
    assert TERMS.text in words
    assert "Voorbeeld" in words
