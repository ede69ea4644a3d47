"""Keep what was measured."""

from pathlib import Path

from desktop.errors import PlaceUnwritable


def folder_for_results(folder: Path) -> Path:
    """The folder, made when it is not there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PlaceUnwritable from error
    return folder


def keep(text: str, file: Path) -> None:
    """Write a result in place of an earlier one, which stays whole until the new one is."""
    part = file.with_name(f"{file.name}.part")
    try:
        part.write_text(text, encoding="utf-8", newline="\n")
        part.replace(file)
    except OSError as error:
        raise PlaceUnwritable from error
