"""Format 3: who a visit is with, what is left to see in its note, and when the note went out.

`intake` is empty for what was recorded before this format. `to_see` and `missing` are counts of
findings and omissions for the list, made anew at each save.
"""

STATEMENTS = (
    "ALTER TABLE consultations ADD COLUMN intake TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE consultations ADD COLUMN seconds REAL NOT NULL DEFAULT 0",
    "ALTER TABLE consultations ADD COLUMN to_see INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE consultations ADD COLUMN missing INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE consultations ADD COLUMN exported TEXT NOT NULL DEFAULT ''",
)
