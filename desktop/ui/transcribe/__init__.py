"""Transcribe: what is still being worked out, and how far it is."""
