"""What a story reads back from the disk: which acts were written down, and what leaked."""

from itertools import chain
from pathlib import Path

from desktop.app import open_audit
from tests.trust.canary import in_folder, search, word_traces


def acts(folder: Path, visit: str = "") -> list[str]:
    """What was done, in order; of one visit, or of what concerns none."""
    records = open_audit(folder).records()
    return [record.act for record in records if record.consultation == visit]


def leaks(folder: Path, *texts: str) -> list[str]:
    """Which of the words of these texts can be read in the names or in what is in the files.

    Short words stand in anything by chance.
    """
    words = {word.strip(".,;:").lower() for word in chain.from_iterable(t.split() for t in texts)}
    long_enough = sorted(word for word in words if len(word) > 5)
    return sorted(search(in_folder(folder), word_traces(long_enough)))
