"""The conversation of a visit: its lines, corrected, reassigned and heard."""
