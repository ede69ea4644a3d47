"""Data that comes with Griffel: templates, vocabulary, words for the user, the sample."""
