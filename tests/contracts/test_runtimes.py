"""Everything that runs a language model keeps the same contract."""

import pytest

from summarize.runtime import Runtime
from tests.contracts.runtime import RuntimeContract
from tests.summarize.runtimes import tiny_llama, tiny_reference


class TestLlama(RuntimeContract):
    @pytest.fixture
    def runtime(self) -> Runtime:
        return tiny_llama()


class TestReference(RuntimeContract):
    AT_A_STEP = 32

    @pytest.fixture
    def runtime(self) -> Runtime:
        return tiny_reference()
