"""llama.cpp, in this process: the only place that knows how a language model is run.

The library brings a web server along. It is bound to a socket file in a folder that only this user
can enter, asks for a key that nobody has, and the file is gone before the model is used: all calls
are made in the process itself. Where there are no such files, the key and the closed doors remain.
"""

import json
import os
import secrets
import sys
import tempfile
import threading
from collections.abc import Generator, Mapping
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

from summarize.errors import AnswerBroken, ModelUnreadable, RuntimeMissing
from summarize.gguf import control_tokens
from summarize.prompt_text import plain
from summarize.runtime import Figures, NoRoom, Prompt, Schema

if TYPE_CHECKING:
    import xllamacpp

ROOM = 8192  # tokens; 57 real-length visits had 5,309 at most
_AT_A_STEP = 256  # tokens of a prompt; between two steps the work can be cancelled
_SEED = 1
_WARMTH = 0.2
_Chunk = Mapping[str, Any]


class Llama:
    """A GGUF model, loaded. `threads`: never all cores, llama.cpp and Whisper then starve both."""

    def __init__(
        self, folder: Path, *, threads: int = 0, room: int = ROOM, seed: int = _SEED
    ) -> None:
        files = sorted(folder.glob("*.gguf"))
        if len(files) != 1:
            raise ModelUnreadable
        self._control = control_tokens(files[0])
        self._server = _load(files[0], threads or max(1, (os.cpu_count() or 2) // 2), room)
        self._seed = seed
        self.figures = Figures()

    def read(self, prompt: Prompt) -> None:
        """Take the prompt in."""
        asked = {**self._request(prompt), "max_tokens": 0}
        for _ in self._answer(asked, ends_by_itself=False):
            pass

    def write(self, prompt: Prompt, schema: Schema, most: int) -> Generator[str, None, None]:
        """The answer, piece by piece."""
        # Through "json_schema" the chat route makes a grammar of its own, which lets a model put
        # blanks anywhere; handed over as a grammar, the schema keeps its fixed whitespace.
        grammar = f"%llguidance {{}}\nstart: %json {json.dumps(schema)}"
        asked = {**self._request(prompt), "max_tokens": most, "grammar": grammar}
        yield from self._answer(asked, ends_by_itself=True)

    def _request(self, prompt: Prompt) -> dict[str, object]:
        messages = [
            {"role": "system", "content": plain(prompt.instructions, self._control)},
            {"role": "user", "content": plain(prompt.question, self._control)},
        ]
        return {
            "messages": messages,
            "stream": True,
            "return_progress": True,
            "timings_per_token": True,
            "cache_prompt": True,
            "seed": self._seed,
            "temperature": _WARMTH,
            "chat_template_kwargs": {"enable_thinking": False},
        }

    def _answer(
        self, asked: Mapping[str, object], *, ends_by_itself: bool
    ) -> Generator[str, None, None]:
        """The pieces as they come. Whoever leaves before the end stops the model."""
        chunks: SimpleQueue[_Chunk | None] = SimpleQueue()
        left = threading.Event()

        def take(chunk: _Chunk) -> bool:
            chunks.put(chunk)
            return left.is_set()

        def run() -> None:
            try:
                self._server.handle_chat_completions(asked, take)
            except RuntimeError:
                chunks.put({"error": {}})
            finally:
                chunks.put(None)

        work = threading.Thread(target=run, daemon=True)
        work.start()
        ended = ""
        try:
            while (chunk := chunks.get()) is not None:
                _refuse(chunk)
                self.figures = _figures(chunk) or self.figures
                for choice in chunk.get("choices") or ():
                    ended = choice.get("finish_reason") or ended
                    yield choice["delta"].get("content") or ""
        finally:
            left.set()
            work.join()
            while not chunks.empty():  # what nobody waited for was done all the same
                self.figures = _figures(chunks.get() or {}) or self.figures
        if ended != "stop" and ends_by_itself:
            raise NoRoom if ended == "length" else AnswerBroken


def _load(file: Path, threads: int, room: int) -> "xllamacpp.Server":
    try:
        import xllamacpp
    except ImportError:
        raise RuntimeMissing from None
    params = xllamacpp.CommonParams()
    params.model.path = str(file)
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = threads
    params.n_ctx, params.n_batch, params.n_parallel = room, _AT_A_STEP, 1
    params.ctx_shift = False  # it would leave out the oldest part of a conversation in silence
    params.cache_ram_mib = params.n_ctx_checkpoints = 0  # one conversation at a time, and no copies
    params.fit_params = params.warmup = False
    params.offline, params.verbosity = True, -1
    params.endpoint_slots = params.endpoint_props = params.endpoint_metrics = params.ui = False
    params.api_keys = [secrets.token_hex(32)]
    with tempfile.TemporaryDirectory(prefix="griffel-") as folder:
        if sys.platform != "win32":
            params.hostnames = [str(Path(folder) / "llama.sock")]  # known by this ending
        try:
            return xllamacpp.Server(params)
        except RuntimeError:
            raise ModelUnreadable from None


def _refuse(chunk: _Chunk) -> None:
    if "error" in chunk:
        too_long = chunk["error"].get("type") == "exceed_context_size_error"
        raise NoRoom if too_long else AnswerBroken


def _figures(chunk: _Chunk) -> Figures | None:
    timings = chunk.get("timings")
    if not timings:
        return None
    return Figures(
        known=timings["cache_n"],
        read=timings["prompt_n"],
        written=timings["predicted_n"],
        read_seconds=timings["prompt_ms"] / 1000,
        write_seconds=timings["predicted_ms"] / 1000,
    )
