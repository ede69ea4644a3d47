"""Start Griffel from the command line."""

import multiprocessing


def main() -> None:
    """Run the command the user typed.

    Heavy imports wait until here: the decoder child imports this module again before its work.
    """
    multiprocessing.freeze_support()
    from desktop.commands.app import run

    run()


if __name__ == "__main__":
    main()
