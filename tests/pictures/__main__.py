"""`python -m tests.pictures [FOLDER]`: take the pictures of every screen, in both languages."""

import os
import sys
from pathlib import Path
from typing import get_args

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before anything loads Qt

from asr.transcript import Language
from tests.pictures.walk import photograph


def main() -> None:
    """Take them, and say how many and how large they are."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "docs/screens")
    taken = [
        place
        for language in get_args(Language)
        for place in photograph(folder / language, language)
    ]
    size = sum(place.stat().st_size for place in taken)
    sys.stdout.write(f"{len(taken)} pictures in {folder}, {size / 1e6:.1f} MB\n")


if __name__ == "__main__":
    main()
