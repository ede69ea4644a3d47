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
from collections.abc import Callable, Generator, Mapping
from contextlib import closing
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

from summarize.chat import Chat
from summarize.errors import AnswerBroken, ModelUnreadable, RuntimeMissing
from summarize.gguf import read_head, steering
from summarize.prompt_text import plain
from summarize.runtime import Figures, NoRoom, Prompt, Schema, always

if TYPE_CHECKING:
    import xllamacpp

ROOM = 8192  # tokens; 57 real-length visits had 5,309 at most
_AT_A_STEP = 256  # tokens of a prompt; between two steps the work can be cancelled
_SEED = 1
_SAMPLE = "Hoest al 3 weken, T 38,2: één patiënt.\nArts: I'm fine."  # to see that tokens agree
_WARMTH = 0.2
_Chunk = Mapping[str, Any]


def runs_here() -> bool:
    """Whether there is something to run a language model with, and it can be loaded."""
    try:
        import xllamacpp
    except ImportError:  # not made for this machine, or a library of the system is missing
        return False
    return bool(xllamacpp.Server)


class Llama:
    """A GGUF model, loaded. `threads`: never all cores, llama.cpp and Whisper then starve both.

    While it loads nothing else runs in this process: five seconds for a gigabyte.
    """

    def __init__(
        self, folder: Path, *, threads: int = 0, room: int = ROOM, seed: int = _SEED
    ) -> None:
        files = sorted(folder.glob("*.gguf"))
        if len(files) != 1:
            raise ModelUnreadable
        head = read_head(files[0])
        self._control = steering(head).keys()
        self._server = _load(files[0], threads or max(1, (os.cpu_count() or 2) // 2), room)
        self._seed = seed
        self._chat = self._understood(Chat.of(head))
        self.figures = Figures()

    def read(self, prompt: Prompt, wanted: Callable[[], bool] = always) -> None:
        """Take the prompt in."""
        asked = {**self._request(prompt), "max_tokens": 0}
        with closing(self._answer(asked, ends_by_itself=False)) as steps:
            for _ in steps:
                if not wanted():
                    return

    def write(self, prompt: Prompt, schema: Schema, most: int) -> Generator[str, None, None]:
        """The answer, piece by piece."""
        # Through "json_schema" the chat route makes a grammar of its own, which lets a model put
        # blanks anywhere; handed over as a grammar, the schema keeps its fixed whitespace.
        grammar = f"%llguidance {{}}\nstart: %json {json.dumps(schema)}"
        asked = {**self._request(prompt), "max_tokens": most, "grammar": grammar}
        yield from self._answer(asked, ends_by_itself=True)

    def _understood(self, chat: Chat | None) -> Chat | None:
        """The frame and spelling, if llama.cpp counts as many tokens in the same text."""
        answer = self._server.handle_completions({"prompt": _SAMPLE, "max_tokens": 0})
        same = chat and answer.get("usage", {}).get("prompt_tokens") == chat.counted(_SAMPLE)
        return chat if same else None

    def _request(self, prompt: Prompt) -> dict[str, object]:
        return {
            **self._asked(prompt),
            "stream": True,
            "return_progress": True,
            "timings_per_token": True,
            "cache_prompt": True,
            "seed": self._seed,
            "temperature": _WARMTH,
        }

    def _asked(self, prompt: Prompt) -> dict[str, object]:
        if self._chat is not None:
            return {"prompt": self._chat.tokens(prompt)}
        # The library fills its template in itself, and takes a sign for a token wherever it stands.
        instructions = plain(prompt.instructions, self._control)
        question = plain(prompt.question, self._control)
        return {
            "messages": [
                {"role": "system", "content": instructions},
                {"role": "user", "content": question},
            ],
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
                if "messages" in asked:
                    self._server.handle_chat_completions(asked, take)
                else:
                    self._server.handle_completions(asked, take)
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
                    yield choice.get("text") or choice.get("delta", {}).get("content") or ""
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
        except (RuntimeError, MemoryError):
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
