# What Griffel uses of faster-whisper 1.2, which ships without types.
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from faster_whisper.transcribe import Segment

class _Encoding:
    ids: list[int]

class _Tokenizer:
    def decode(self, ids: Sequence[int]) -> str: ...
    def encode(self, text: str, add_special_tokens: bool = ...) -> _Encoding: ...
    def token_to_id(self, token: str) -> int | None: ...

class _Alignment:
    text_token_probs: list[float]

class _Generated:
    sequences_ids: list[list[int]]

class _Weights:
    def generate(
        self, features: object, prompts: list[list[int]], *, beam_size: int
    ) -> list[_Generated]: ...
    is_multilingual: bool
    def detect_language(self, features: object) -> list[list[tuple[str, float]]]: ...
    def align(
        self,
        features: object,
        start_sequence: list[int],
        text_tokens: list[list[int]],
        num_frames: list[int],
        *,
        median_filter_width: int = ...,
    ) -> list[_Alignment]: ...

class WhisperModel:
    hf_tokenizer: _Tokenizer
    model: _Weights
    def __init__(
        self,
        model_size_or_path: str,
        *,
        device: str = ...,
        compute_type: str = ...,
        cpu_threads: int = ...,
        num_workers: int = ...,
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
        no_speech_threshold: float | None = ...,
        hotwords: str | None = ...,
    ) -> tuple[Iterable[Segment], Any]: ...
