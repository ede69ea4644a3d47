# The part of onnxruntime that Griffel calls itself.

from collections.abc import Sequence

def disable_telemetry_events() -> None: ...

class SessionOptions:
    intra_op_num_threads: int

class InferenceSession:
    def __init__(
        self, model: bytes, options: SessionOptions, *, providers: Sequence[str]
    ) -> None: ...
