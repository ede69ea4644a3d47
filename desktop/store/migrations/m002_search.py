"""Format 2: a full-text index over notes and, while they are kept, transcripts.

It is filled from what is there the first time somebody searches: `indexed` says for which
consultations that was done. No backup holds it.
"""

STATEMENTS = (
    "ALTER TABLE consultations ADD COLUMN indexed INTEGER NOT NULL DEFAULT 0",
    "CREATE INDEX consultations_to_index ON consultations (id) WHERE indexed = 0",
    # A passage is a note or a conversation: a line for each statement or utterance, and in
    # `places` for each line its section or utterance, as JSON.
    """
    CREATE TABLE passages (
        number INTEGER PRIMARY KEY,
        consultation TEXT NOT NULL REFERENCES consultations (id) ON DELETE CASCADE,
        kind TEXT NOT NULL,
        places TEXT NOT NULL,
        text TEXT NOT NULL
    ) STRICT
    """,
    "CREATE UNIQUE INDEX passages_of ON passages (consultation, kind)",
    """
    CREATE VIRTUAL TABLE search USING fts5 (
        text, content = 'passages', content_rowid = 'number',
        tokenize = "unicode61 remove_diacritics 2"
    )
    """,
    # Without this the words of a removed passage stay in the index until it is next merged.
    "INSERT INTO search (search, rank) VALUES ('secure-delete', 1)",
    """
    CREATE TRIGGER passage_added AFTER INSERT ON passages BEGIN
        INSERT INTO search (rowid, text) VALUES (new.number, new.text);
    END
    """,
    """
    CREATE TRIGGER passage_removed AFTER DELETE ON passages BEGIN
        INSERT INTO search (search, rowid, text) VALUES ('delete', old.number, old.text);
    END
    """,
)
