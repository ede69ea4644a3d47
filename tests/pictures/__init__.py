"""Real screenshots of every screen, in both languages: `python -m tests.pictures [FOLDER]`."""
