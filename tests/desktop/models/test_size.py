"""How large a model is, is told so that it can be compared."""

import pytest

from asr.transcript import Language
from desktop.models.catalogue import catalogue
from desktop.models.size import size_told


@pytest.mark.parametrize(
    ("name", "language", "told"),
    [
        ("whisper-large-v3-turbo", "nl", "1,6 GB"),
        ("whisper-large-v3-turbo", "en", "1.6 GB"),
        ("whisper-base", "nl", "148 MB"),
    ],
)
def test_a_size_is_told_in_the_unit_that_fits(name: str, language: Language, told: str) -> None:
    model = catalogue().find(name)
    assert model is not None
    assert size_told(model, language) == told
