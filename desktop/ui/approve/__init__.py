"""Approve: what is still open, the exact text, and the seal."""
