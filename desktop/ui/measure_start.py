"""Show the first window once, painted, and end: the time to a window is measured on it."""

import sys
from functools import partial
from pathlib import Path

from desktop.settings import read_settings
from desktop.ui.application import dressed, make_application
from desktop.ui.window.window import Window


def show_first_window(folder: Path) -> None:
    """What `griffel` shows on the library in that folder, and nothing that comes after."""
    application = make_application(read_settings(folder))
    window = Window(folder, partial(dressed, application))
    window.show()
    application.processEvents()
    window.grab()
    window.close()


if __name__ == "__main__":
    show_first_window(Path(sys.argv[1]))
