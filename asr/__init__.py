"""Hear: sound and speech; nothing of notes, files on disk, or screens.

Kept free of imports: the decoder child starts from this package and must start quickly.
"""
