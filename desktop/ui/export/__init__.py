"""Export: an approved note copied, saved or printed."""
