"""A picture of few colours is kept as it is; of many, each pixel gets a colour close to its own."""

from PySide6.QtGui import QColor, QImage

from tests.pictures.camera import in_few_colours


def gradient(steps: int) -> QImage:
    """A picture with so many colours in a row."""
    made = QImage(steps, 2, QImage.Format.Format_RGB32)
    for place in range(steps):
        for line in range(2):
            made.setPixelColor(place, line, QColor(place % 256, place // 256 * 8, 40))
    return made


def furthest(before: QImage, after: QImage) -> int:
    """How far the colour moved that moved most, of 255."""
    found = 0
    for place in range(before.width()):
        one, other = before.pixelColor(place, 0), after.pixelColor(place, 0)
        moved = (one.red() - other.red(), one.green() - other.green(), one.blue() - other.blue())
        found = max(found, *map(abs, moved))
    return found


def test_up_to_256_colours_nothing_moves() -> None:
    picture = gradient(256)
    kept = in_few_colours(picture)
    assert kept.format() == QImage.Format.Format_Indexed8
    assert furthest(picture, kept) == 0


def test_control_of_more_colours_some_move_a_little() -> None:
    picture = gradient(512)
    assert 0 < furthest(picture, in_few_colours(picture)) <= 8
