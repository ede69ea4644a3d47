"""Texts are broken into lines that fit, without losing a letter."""

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from desktop.ui.conversation.lines import Lines

LONG = "arbeidsongeschiktheidsverzekeringsmaatschappij"
TEXTS = (
    "",
    "Nee.",
    "Eén keer per dag, ’s morgens, en verder eigenlijk niets dan een paracetamol.",
    f"De {LONG} zei {LONG}{LONG} en {LONG}.",
    f"{LONG} a {LONG}",
    "dubbele  ruimte  blijft  staan  waar  zij  stond  en  kost  geen  letter",
)


@pytest.fixture
def lines(qapp: QApplication) -> Lines:
    return Lines(QFont("Inter"))


@pytest.mark.parametrize("room", [20.0, 90.0, 200.0, 2_000.0])
@pytest.mark.parametrize("text", TEXTS, ids=len)
def test_every_letter_is_in_a_line_that_fits(lines: Lines, text: str, room: float) -> None:
    found = lines.of(text, room)
    shown = [text[line.start : line.end] for line in found]
    assert "".join(shown).replace(" ", "") == text.replace(" ", "")
    for line in shown:
        assert len(line) <= 1 or lines.width(line) <= room + 2  # the widths of words, added up


def test_what_fits_stays_in_one_line_and_what_does_not_is_broken_between_words(
    lines: Lines,
) -> None:
    text = "een twee drie"
    assert len(lines.of(text, lines.width(text) + 1)) == 1
    broken = lines.of(text, lines.width("een twee") + 1)
    assert [text[line.start : line.end] for line in broken] == ["een twee", "drie"]


def test_a_word_is_cut_only_where_it_is_longer_than_a_line(lines: Lines) -> None:
    text = f"een {LONG}"
    room = lines.width(LONG) / 2
    shown = [text[line.start : line.end] for line in lines.of(text, room)]
    assert shown[0] == "een"
    assert len(shown) in (3, 4)
    assert "".join(shown[1:]) == LONG


def test_nothing_takes_one_line_too(lines: Lines) -> None:
    assert len(lines.of("", 100.0)) == 1
