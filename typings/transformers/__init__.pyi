# The part of transformers that Griffel calls itself.
from collections.abc import Mapping, Sequence
from os import PathLike
from typing import Any, Literal

from torch import Tensor, dtype

class _Backend:
    def to_str(self) -> str: ...
    def from_str(self, json: str) -> _Backend: ...
    def encode(self, sequence: str, *, add_special_tokens: bool) -> _Encoding: ...

class _Encoding:
    ids: list[int]

class _Answer:
    logits: Tensor

class _Weighed:
    weight: Tensor

class PreTrainedTokenizerFast:
    backend_tokenizer: _Backend
    added_tokens_decoder: Mapping[int, object]
    bos_token: str | None
    eos_token: str | None
    eos_token_id: int | None
    def get_chat_template(self) -> str: ...
    def __len__(self) -> int: ...

class PreTrainedConfig:
    def get_text_config(self, *, decoder: bool) -> Any: ...

class DynamicCache:
    def __init__(self, *, config: PreTrainedConfig) -> None: ...
    def crop(self, tokens_to_remove: int) -> None: ...
    def get_seq_length(self) -> int: ...

class GenerationMixin:
    config: PreTrainedConfig
    generation_config: Any
    def eval(self) -> GenerationMixin: ...
    def get_output_embeddings(self) -> _Weighed: ...
    def __call__(
        self,
        *,
        input_ids: Tensor,
        cache: DynamicCache,
        use_cache: bool,
        logits_to_keep: int,
    ) -> _Answer: ...

class AutoConfig:
    @staticmethod
    def from_pretrained(
        folder: str | PathLike[str], *, local_files_only: bool, trust_remote_code: bool
    ) -> PreTrainedConfig: ...

class AutoTokenizer:
    @staticmethod
    def from_pretrained(
        folder: str | PathLike[str], *, local_files_only: bool, trust_remote_code: bool
    ) -> PreTrainedTokenizerFast: ...

class AutoModelForCausalLM:
    @staticmethod
    def from_pretrained(
        folder: str | PathLike[str],
        *,
        local_files_only: bool,
        trust_remote_code: bool,
        use_safetensors: bool,
        dtype: dtype,
        attn_implementation: str,
        output_loading_info: Literal[True],
    ) -> tuple[GenerationMixin, Mapping[str, Sequence[object]]]: ...
