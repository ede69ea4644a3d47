"""A library with a passphrase, for what stands before the door."""

from pathlib import Path

import pytest

from desktop.entrance import begin_library

PASSPHRASE = "vier losse woorden"  # noqa: S105 - opens nothing but the test's own library


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A library and its recovery code; making one takes a second."""
    folder = tmp_path_factory.mktemp("library") / "griffel"
    _, code = begin_library(folder, PASSPHRASE)
    return folder, code.printed()
