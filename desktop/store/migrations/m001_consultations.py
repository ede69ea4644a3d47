"""Format 1: consultations, what was said in them, every version of their notes, and settings."""

STATEMENTS = (
    # `state` is the consultation without its transcript and note, as JSON. The other columns
    # are what the list shows and is ordered by.
    """
    CREATE TABLE consultations (
        id TEXT PRIMARY KEY,
        stage TEXT NOT NULL,
        language TEXT NOT NULL,
        template TEXT NOT NULL,
        made TEXT NOT NULL,
        changed TEXT NOT NULL,
        approved_by TEXT NOT NULL,
        state TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX consultations_by_time ON consultations (made, id)",
    # `frame` is the transcript without its utterances; `sealed` is all of it, sealed by the
    # key of the consultation, and is empty once it was erased.
    """
    CREATE TABLE transcripts (
        consultation TEXT PRIMARY KEY REFERENCES consultations (id) ON DELETE CASCADE,
        frame TEXT NOT NULL,
        sealed BLOB
    ) STRICT
    """,
    # `note` quotes nothing of the conversation; `sealed` is the whole note, sealed like a
    # transcript and erased together with it.
    """
    CREATE TABLE versions (
        consultation TEXT NOT NULL REFERENCES consultations (id) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        kind TEXT NOT NULL,
        at TEXT NOT NULL,
        text_sha256 TEXT NOT NULL,
        ticked TEXT NOT NULL,
        approval TEXT NOT NULL,
        note TEXT NOT NULL,
        sealed BLOB,
        PRIMARY KEY (consultation, number)
    ) STRICT
    """,
    "CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
)
