# The part of xllamacpp that Griffel calls itself.
from collections.abc import Callable, Mapping
from typing import Any

class _Model:
    path: str

class _Processor:
    n_threads: int

class CommonParams:
    model: _Model
    cpuparams: _Processor
    cpuparams_batch: _Processor
    n_ctx: int
    n_batch: int
    n_parallel: int
    hostnames: list[str]
    api_keys: list[str]
    endpoint_slots: bool
    endpoint_props: bool
    endpoint_metrics: bool
    ui: bool
    offline: bool
    warmup: bool
    fit_params: bool
    ctx_shift: bool
    cache_ram_mib: int
    n_ctx_checkpoints: int
    verbosity: int
    n_threads_http: int

class Server:
    def __init__(self, params: CommonParams) -> None: ...
    def handle_chat_completions(
        self,
        request: Mapping[str, object],
        callback: Callable[[dict[str, Any]], bool] | None = ...,
    ) -> Any: ...
    def handle_completions(
        self,
        request: Mapping[str, object],
        callback: Callable[[dict[str, Any]], bool] | None = ...,
    ) -> Any: ...
    @property
    def listening_address(self) -> str: ...
