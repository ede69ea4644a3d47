"""The guides in `docs` say what Griffel says: its words, keys, pictures and commands."""

import re
import string
from pathlib import Path
from typing import get_args

import pytest
from typer.main import get_command

from asr.transcript import Language
from desktop.commands.app import griffel
from desktop.ui.keys import KEYS, shown_keys
from desktop.words import all_words, words
from tests.pictures.names import NAMES

DOCS = Path(__file__).parents[1] / "docs"
LANGUAGES: tuple[Language, ...] = get_args(Language)
GUIDES: dict[Language, str] = {"nl": "gids.md", "en": "guide.md"}
LARGEST = 3_000_000  # bytes, of all pictures together

_BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
_KEY = re.compile(r"<kbd>(.+?)</kbd>", re.DOTALL)
_PICTURE = re.compile(r"!\[(.*?)\]\((.+?)\)", re.DOTALL)
_LINK = re.compile(r"(?<!!)\[.+?\]\((.+?)\)", re.DOTALL)
_COMMAND = re.compile(r"`griffel (.+?)`", re.DOTALL)
_NUMBER = re.compile(r"^\d\. ")
_BARE = " .…▾▶✓←"  # signs beside a word, which the guide leaves out
_FEWEST = 3  # letters of a sentence that are not a field; a mere field would fit everything


def guide(language: Language) -> str:
    return (DOCS / GUIDES[language]).read_text(encoding="utf-8")


def one_line(text: str) -> str:
    return " ".join(text.split())


def shown(language: Language) -> list[re.Pattern[str]]:
    """What may stand on the screen, with anything in the place of a field."""
    patterns = []
    for sentence in all_words(language).values():
        text = sentence.split("   ")[0].strip(_BARE)  # after three spaces comes the key
        parts = list(string.Formatter().parse(text))
        if sum(char.isalpha() for plain, *_ in parts for char in plain) >= _FEWEST:
            made = "".join(re.escape(plain) + (".+" if field else "") for plain, field, *_ in parts)
            patterns.append(re.compile(made))
    return patterns


def not_on_the_screen(text: str, language: Language) -> list[str]:
    """What the guide has in bold and no screen says."""
    bold = [_NUMBER.sub("", one_line(found)).strip(_BARE) for found in _BOLD.findall(text)]
    known = shown(language)
    return [one for one in bold if not any(pattern.fullmatch(one) for pattern in known)]


def not_in_the_table(text: str, language: Language) -> list[str]:
    """The keys of the guide that no screen listens to."""
    enter, space = words("keys.enter", language), words("keys.space", language)
    known = {shown_keys(action, enter, space) for action in KEYS}
    return [key for key in map(one_line, _KEY.findall(text)) if key not in known]


def not_there(text: str) -> list[str]:
    """The pictures and files the guide points at that do not exist."""
    places = [place for _, place in _PICTURE.findall(text)] + _LINK.findall(text)
    return [place for place in places if not (DOCS / place).is_file()]


def not_commands(text: str) -> list[str]:
    """The commands of the guide that Griffel does not know."""
    return [order for order in map(one_line, _COMMAND.findall(text)) if not is_command(order)]


def is_command(order: str) -> bool:
    """Whether its words lead to a command, and the first option after them is one of its."""
    command = get_command(griffel)
    for word in order.split():
        if word.startswith("--"):
            return any(word in parameter.opts for parameter in command.params)
        below = getattr(command, "commands", None)
        if below is not None:
            if word not in below:
                return False
            command = below[word]
    return True


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_bold_stands_on_the_screen(language: Language) -> None:
    assert len(_BOLD.findall(guide(language))) > 20
    assert not_on_the_screen(guide(language), language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_is_one_of_griffel_and_none_is_left_out(language: Language) -> None:
    enter, space = words("keys.enter", language), words("keys.space", language)
    assert not_in_the_table(guide(language), language) == []
    told = set(map(one_line, _KEY.findall(guide(language))))
    assert told == {shown_keys(action, enter, space) for action in KEYS}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_it_points_at_is_there(language: Language) -> None:
    pictures = _PICTURE.findall(guide(language))
    assert 5 <= len(pictures) <= 6
    assert all(said for said, _ in pictures)  # for who cannot see them
    assert all(place.startswith(f"screens/{language}/") for _, place in pictures)
    assert not_there(guide(language)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_is_one_of_griffel(language: Language) -> None:
    assert len(_COMMAND.findall(guide(language))) >= 3
    assert not_commands(guide(language)) == []


def test_both_guides_tell_the_same() -> None:
    pictures = [[Path(p).name for _, p in _PICTURE.findall(guide(one))] for one in LANGUAGES]
    headings = [len(re.findall(r"^## ", guide(one), re.MULTILINE)) for one in LANGUAGES]
    assert pictures[0] == pictures[1]
    assert headings[0] == headings[1]


def test_there_is_a_picture_of_every_screen_in_both_languages() -> None:
    for language in LANGUAGES:
        found = sorted(file.name for file in (DOCS / "screens" / language).iterdir())
        assert found == [f"{name}.png" for name in sorted(NAMES)]
    assert sum(file.stat().st_size for file in DOCS.rglob("*.png")) < LARGEST


@pytest.mark.parametrize(
    ("language", "wrong"),
    [("nl", "**Keur dit goed**"), ("nl", "**Approve**"), ("en", "**Approve it now**")],
)
def test_control_a_wrong_button_is_caught(language: Language, wrong: str) -> None:
    assert not_on_the_screen(f"Press {wrong}.", language) == [wrong.strip("*")]


@pytest.mark.parametrize(("language", "right"), [("nl", "Keur goed"), ("en", "Copy S")])
def test_control_a_right_button_is_not(language: Language, right: str) -> None:
    assert not_on_the_screen(f"Press **{right}**.", language) == []


def test_control_a_wrong_key_picture_or_command_is_caught() -> None:
    assert not_in_the_table("<kbd>Ctrl Q</kbd> <kbd>Spatie</kbd>", "en") == ["Ctrl Q", "Spatie"]
    assert not_there("![a](screens/nl/none.png) [b](nothing.md)") == [
        "screens/nl/none.png",
        "nothing.md",
    ]
    told = "`griffel policy shew`, `griffel policy show`, `griffel --self-tset`"
    assert not_commands(told) == ["policy shew", "--self-tset"]
    assert is_command("models get NAME --from hub")
    assert not is_command("models get NAME --form hub")
