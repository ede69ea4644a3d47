"""The note of a visit: its statements, edited, with what was found in them."""
