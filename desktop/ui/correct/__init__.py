"""Correct: conversation and note side by side, and the versions of the note."""
