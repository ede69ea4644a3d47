"""Bare faster-whisper beside ours: in a process of its own, as it comes."""

import multiprocessing
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from asr.transcribe import SpeechModel
from asr.transcript import Language
from desktop.bench.speech_figures import Cost, clocked

# What it makes of a file, and what that cost once the model was loaded.
Bare = Callable[[Path, Language], tuple[str, Cost]]


@contextmanager
def bare_whisper(model: Path, threads: int = 0) -> Iterator[Bare]:
    """The yardstick. What this process does for its own speed would help it as well."""
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=1, mp_context=spawn) as process:
        yield lambda file, language: process.submit(_hear, model, threads, file, language).result()


def _hear(model: Path, threads: int, file: Path, language: Language) -> tuple[str, Cost]:
    ear = _loaded(model, threads)
    with clocked() as cost:
        words = ear.hear_bare(file, language)
    return " ".join(word.text.strip() for word in words), cost


@cache
def _loaded(model: Path, threads: int) -> SpeechModel:
    return SpeechModel(model, threads=threads)
