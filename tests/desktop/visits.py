"""A session on a sealed library in a folder of the test, and visits in it."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop.app import data_keys, open_session
from desktop.intake import Consent, Intake
from desktop.session import Session
from desktop.store.library import Library
from desktop.store.sealing import Key
from tests.fakes import ALL_DATA


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """A new library, under a policy that has patients recorded."""
    home, root = tmp_path / "griffel", Key.new()
    with closing(Library.create(home, root, data_keys(home, root))):
        pass
    with open_session(home, root) as opened:
        yield replace(opened, desk=replace(opened.desk, policy=ALL_DATA))


def intake(patient: str = "", *, consent: bool = True) -> Intake:
    """What is said of an invented visit."""
    given = Consent(how="spoken", at=datetime(2026, 1, 5, 9, 0, tzinfo=UTC))
    return Intake(patient=patient, template="soep", consent=given if consent else None)
