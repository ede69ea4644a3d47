"""torch and transformers, in this process: the plain way to run a language model, to measure by.

The weights as their makers give them out, in 32-bit floats, and the likeliest token each time. Far
larger and slower than llama.cpp, so it is no part of a plain installation.
"""

import codecs
import json
import os
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from summarize.chat import Chat, around
from summarize.errors import AnswerBroken, ModelUnreadable, RuntimeMissing
from summarize.plain_weights import refuse_what_is_not_data
from summarize.runtime import Figures, NoRoom, Prompt, Schema, always

if TYPE_CHECKING:
    from llguidance import LLMatcher, LLTokenizer
    from torch import Tensor
    from transformers import DynamicCache, GenerationMixin

_ROOM = 8192  # tokens, as many as llama.cpp has here
# Tokens of a prompt; between two steps the work can be cancelled. What was read is kept in whole
# steps only: each token is then always computed beside the same others, and alike to the last bit.
_AT_A_STEP = 32
_WARMTH = 0.2
_OFFLINE = {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1", "HF_HUB_DISABLE_TELEMETRY": "1"}
# What the libraries say of files that are not what they should be.
_DAMAGE = (OSError, ValueError, TypeError, LookupError, AttributeError, RuntimeError)


class Reference:
    """A model in safetensors, loaded. With a seed it draws its tokens, else the likeliest comes."""

    def __init__(
        self, folder: Path, *, threads: int = 0, room: int = _ROOM, seed: int | None = None
    ) -> None:
        refuse_what_is_not_data(folder)
        _bring_in(threads or max(1, (os.cpu_count() or 2) // 2))
        self._seed = seed
        self._held: list[int] = []  # what the cache begins with, in whole steps
        self.figures = Figures()
        try:
            _read_over(folder / "tokenizer.json")
            self._model = _loaded(folder)
            self._vocabulary = _Vocabulary.of(folder, self._model)
            self._room = min(room, _longest(self._model, room))
            self._cache = _cache(self._model)
            self._computed([0])
            if self._cache.get_seq_length() != 1:
                raise ValueError("a model that keeps what it reads elsewhere")
        except _DAMAGE:
            raise ModelUnreadable from None

    def read(self, prompt: Prompt, wanted: Callable[[], bool] = always) -> None:
        """Take the prompt in."""
        for _ in self._taken_in(self._vocabulary.chat.tokens(prompt)):
            if not wanted():
                return

    def write(self, prompt: Prompt, schema: Schema, most: int) -> Generator[str, None, None]:
        """The answer, piece by piece."""
        form, choose = self._vocabulary.form(schema), _Choice(self._seed)
        tokens = self._vocabulary.chat.tokens(prompt)
        for scores in self._taken_in(tokens):  # noqa: B007  those of the last step are used
            yield ""  # nothing yet, but nobody may be waiting any more
        letters = codecs.getincrementaldecoder("utf-8")()
        read, begun = self.figures, perf_counter()
        for written in range(1, min(most, self._room - len(tokens)) + 1):
            token = choose(scores, form)
            self.figures = replace(read, written=written, write_seconds=perf_counter() - begun)
            if token in self._vocabulary.ends:
                return
            yield letters.decode(self._vocabulary.tokens.decode_bytes([token]))
            if form.is_stopped():
                return
            scores = self._computed([token])
        raise NoRoom

    def _taken_in(self, tokens: list[int]) -> "Generator[Tensor, None, None]":
        """Read these tokens, step by step; the scores of what may follow are those of the last."""
        if len(tokens) >= self._room:
            raise NoRoom
        known = self._known(tokens)
        begun = perf_counter()
        for start in range(known, len(tokens), _AT_A_STEP):
            step = tokens[start : start + _AT_A_STEP]
            scores = self._computed(step)
            if len(step) == _AT_A_STEP:
                self._held += step
            read = start + len(step) - known
            self.figures = Figures(known=known, read=read, read_seconds=perf_counter() - begun)
            yield scores

    def _known(self, tokens: Sequence[int]) -> int:
        """How many of these tokens need not be read again; the cache holds those and no more.

        The last token has to be read in any case. A model of which the cache cannot be cut, as it
        slides over the text, reads everything anew.
        """
        pairs = zip(self._held, tokens[:-1], strict=False)
        same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
        whole = same // _AT_A_STEP * _AT_A_STEP
        if whole:
            try:
                self._cache.crop(whole - self._cache.get_seq_length())
            except RuntimeError:
                whole = 0
        if not whole:
            self._cache = _cache(self._model)
        self._held = list(tokens[:whole])
        return whole

    def _computed(self, tokens: list[int]) -> "Tensor":
        """The score of every token that may follow these and what is in the cache."""
        import torch

        try:
            with torch.inference_mode():
                answer = self._model(
                    input_ids=torch.tensor([tokens]),
                    cache=self._cache,
                    use_cache=True,
                    logits_to_keep=1,
                )
        except RuntimeError:  # no memory
            self._held = []
            raise AnswerBroken from None
        return answer.logits[0, -1]


class _Choice:
    """The next token: of those that the form allows, the likeliest or one that is drawn."""

    def __init__(self, seed: int | None) -> None:
        import torch

        self._chance = None if seed is None else torch.Generator().manual_seed(seed)

    def __call__(self, scores: "Tensor", form: "LLMatcher") -> int:
        import torch

        allowed = torch.frombuffer(bytearray(form.compute_logit_bias()), dtype=torch.uint8)
        scores = scores.masked_fill(allowed.logical_not(), float("-inf"))
        if self._chance is None:
            token = int(scores.argmax().item())
        else:
            likely = (scores / _WARMTH).softmax(-1)
            token = int(torch.multinomial(likely, 1, generator=self._chance).item())
        if not form.consume_token(token):
            raise AnswerBroken
        return token


@dataclass(frozen=True)
class _Vocabulary:
    """How a model spells, which tokens end its answers, and what a form leaves of the others."""

    chat: Chat
    tokens: "LLTokenizer"
    ends: frozenset[int]

    @classmethod
    def of(cls, folder: Path, model: "GenerationMixin") -> "_Vocabulary":
        """That of the model in a folder."""
        import llguidance
        import transformers

        told = transformers.AutoTokenizer.from_pretrained(
            folder, local_files_only=True, trust_remote_code=False
        )
        written = json.loads(told.backend_tokenizer.to_str())
        written |= {"padding": None, "truncation": None}
        signs = {one["content"]: one["id"] for one in written["added_tokens"]}
        bare = json.dumps(written | {"added_tokens": [], "post_processor": None})
        spelling = told.backend_tokenizer.from_str(bare)
        frame = around(told.get_chat_template(), told.bos_token or "", told.eos_token or "")
        size = int(model.get_output_embeddings().weight.shape[0])
        ends = _ends(told.eos_token_id, model.generation_config.eos_token_id)
        if not signs or not ends or max(*ends, len(told) - 1) >= size:
            raise ValueError("a tokenizer that is not of this model")
        return cls(
            chat=Chat(
                lambda text: spelling.encode(text, add_special_tokens=False).ids, signs, frame
            ),
            tokens=llguidance.LLTokenizer(json.dumps(written), n_vocab=size, eos_token=[*ends]),
            ends=ends,
        )

    def form(self, schema: Schema) -> "LLMatcher":
        """What may follow in an answer of that schema, as it grows."""
        import llguidance

        grammar = llguidance.LLMatcher.grammar_from_json_schema(json.dumps(schema))
        form = llguidance.LLMatcher(self.tokens, grammar, log_level=0)
        if form.is_error():
            raise AnswerBroken
        return form


def _bring_in(threads: int) -> None:
    """Load the libraries, told to ask no network and to say nothing."""
    os.environ.update(_OFFLINE)
    try:
        import llguidance  # noqa: F401
        import torch
        from transformers.utils import logging
    except ImportError:
        raise RuntimeMissing from None
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    torch.set_num_threads(threads)


def _cache(model: "GenerationMixin") -> "DynamicCache":
    import transformers

    return transformers.DynamicCache(config=model.config)


def _longest(model: "GenerationMixin", otherwise: int) -> int:
    """The most tokens that the model was made for, where it says so."""
    told = model.config.get_text_config(decoder=True)
    return int(getattr(told, "max_position_embeddings", None) or otherwise)


def _read_over(tokenizer: Path) -> None:
    """Refuse a damaged one here: the library that uses it says no more of it than Exception."""
    import llguidance

    llguidance.LLTokenizer(tokenizer.read_text("utf-8"))


def _loaded(folder: Path) -> "GenerationMixin":
    import torch
    import transformers
    from safetensors import SafetensorError

    try:
        model, told = transformers.AutoModelForCausalLM.from_pretrained(
            folder,
            local_files_only=True,
            trust_remote_code=False,
            use_safetensors=True,
            dtype=torch.float32,
            attn_implementation="sdpa",
            output_loading_info=True,
        )
    except SafetensorError as error:
        raise ValueError("weights that are cut or damaged") from error
    if any(told[name] for name in ("missing_keys", "mismatched_keys", "error_msgs")):
        raise ValueError("weights that lack a part")  # it would be filled with noise
    return model.eval()


def _ends(*told: int | list[int] | None) -> frozenset[int]:
    """The tokens that end an answer: the tokenizer names one, the model one or more."""
    listed = [one if isinstance(one, list) else [one] for one in told]
    return frozenset(token for tokens in listed for token in tokens if token is not None)
