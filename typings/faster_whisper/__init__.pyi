# What Griffel uses of faster-whisper 1.2, which ships without types.
from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt
from faster_whisper.transcribe import Segment

class _Encoding:
    ids: list[int]

class _Tokenizer:
    def encode(self, text: str, add_special_tokens: bool = ...) -> _Encoding: ...

class WhisperModel:
    hf_tokenizer: _Tokenizer
    def __init__(
        self,
        model_size_or_path: str,
        *,
        device: str = ...,
        compute_type: str = ...,
        cpu_threads: int = ...,
        local_files_only: bool = ...,
    ) -> None: ...
    def encode(self, features: npt.NDArray[np.float32]) -> object: ...
    def transcribe(
        self,
        audio: str | npt.NDArray[np.float32],
        *,
        language: str | None = ...,
        beam_size: int = ...,
        best_of: int = ...,
        no_repeat_ngram_size: int = ...,
        temperature: float | tuple[float, ...] = ...,
        condition_on_previous_text: bool = ...,
        word_timestamps: bool = ...,
        vad_filter: bool = ...,
        vad_parameters: dict[str, int] | None = ...,
        hotwords: str | None = ...,
    ) -> tuple[Iterable[Segment], Any]: ...
