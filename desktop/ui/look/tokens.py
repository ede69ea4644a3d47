"""The visual language in one place: colours of both themes, distances, and sizes of type."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Tokens:
    """The colours of a theme. Every text on its ground keeps a contrast of 4.5 to 1 or more."""

    background: str
    surface: str
    text: str
    muted: str
    line: str
    accent: str
    on_accent: str
    highlight: str
    patient: str
    danger: str
    on_danger: str
    finding: str
    finding_ground: str
    omission: str
    omission_ground: str
    done: str


LIGHT = Tokens(
    background="#F5F6F4",
    surface="#FFFFFF",
    text="#1E2A33",
    muted="#55636F",
    line="#D5DBDF",
    accent="#0B6B66",
    on_accent="#FFFFFF",
    highlight="#E3F1EF",
    patient="#6A4C93",
    danger="#B3261E",
    on_danger="#FFFFFF",
    finding="#8A4B00",
    finding_ground="#FFF3DC",
    omission="#1B5A9C",
    omission_ground="#EAF1F8",
    done="#2B6633",
)
DARK = Tokens(
    background="#14191E",
    surface="#1D242B",
    text="#E7ECEF",
    muted="#A6B2BC",
    line="#37424C",
    accent="#63CFC6",
    on_accent="#0E1418",
    highlight="#1E3A3A",
    patient="#C9A9F0",
    danger="#FF8A80",
    on_danger="#0E1418",
    finding="#F5C06A",
    finding_ground="#3A2E17",
    omission="#8FC1F5",
    omission_ground="#1B2A3A",
    done="#8FD19A",
)

# Pixels at 100 %; distances go in steps of 4.
STEP = 4
PANE = 20
CARD_RADIUS = 10
ROW_RADIUS = 6
ROW = 28
TARGET = 32
PRIMARY = 40
WORKLIST = 300

# Type, in pixels.
TEXT = 14
HINT = 12
TITLE = 15
SECTION = 20
CLOCK = 56
CLOCK_LOW = 36  # in a window that is not high
