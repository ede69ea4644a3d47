"""From one format of the library to the next: numbered steps, each in a transaction of its own.

A step is never changed once it has been released; what it led to lies in tests/golden/library.
"""

from desktop.store.database import Database
from desktop.store.migrations import m001_consultations, m002_search, m003_intakes

STEPS: tuple[tuple[str, ...], ...] = (
    m001_consultations.STATEMENTS,
    m002_search.STATEMENTS,
    m003_intakes.STATEMENTS,
)
NEWEST = len(STEPS)
INDEX_FORMAT = 2  # the first with an index, and with `indexed` in consultations


def migrate(database: Database, to: int = NEWEST) -> None:
    """Take every step from the format there is; cut short, it has taken whole ones only."""
    for number in range(database.format + 1, to + 1):
        with database.transaction():
            for statement in STEPS[number - 1]:
                database.run(statement)
            database.set_format(number)
