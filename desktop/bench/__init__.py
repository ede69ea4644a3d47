"""Measure: how well conversations with a known text are heard, written down and checked."""
