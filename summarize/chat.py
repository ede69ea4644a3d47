"""A question as the tokens of one model: what was said is spelt apart from what steers the model.

Around what is asked stands a frame: the chat template of the model, with the tokens that say who
speaks. The frame is made once, and text is put into it as tokens. A text is spelt by a tokenizer
that knows no such token, so nothing in it can become one.
"""

import os
import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from summarize.errors import AnswerBroken
from summarize.gguf import Head, steering
from summarize.prompt_text import plain
from summarize.runtime import Prompt

if TYPE_CHECKING:
    from transformers.integrations.gguf.gguf_tokenizer_mapping import Tokenizer

_PLACES = ("\ue000instructions\ue001", "\ue000question\ue001")  # letters that no template has
_SPELLING = {
    "tokenizer_type": "model",
    "pre_tokenizer_type": "pre",
    "tokens": "tokens",
    "scores": "scores",
    "token_type": "token_type",
    "merges": "merges",
    "add_prefix_space": "add_space_prefix",
}
Spell = Callable[[str], list[int]]


class Chat:
    """The frame of one model, and its spelling, which knows no token that steers.

    `frame`: what stands before, between and after what is asked. `begin`: of every prompt.
    """

    def __init__(
        self,
        spell: Spell,
        signs: Mapping[str, int],
        frame: Sequence[str],
        begin: Sequence[int] = (),
    ) -> None:
        self._spell = spell
        self._signs = signs
        self._begin = list(begin)
        self._frame = tuple(self._spelt_with_signs(part) for part in frame)

    @classmethod
    def of(cls, head: Head) -> "Chat | None":
        """That of the model with this head; None where transformers does not know the kind."""
        os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")  # it would tell that torch is gone
        from transformers.integrations.gguf.gguf_tokenizer_mapping import (
            select_tokenizer_builder,
            set_split_regex,
        )

        told = {
            name: head[f"tokenizer.ggml.{field}"]
            for name, field in _SPELLING.items()
            if f"tokenizer.ggml.{field}" in head
        }
        kind = str(told.get("tokenizer_type", ""))
        try:
            build = select_tokenizer_builder(str(head.get("general.architecture", "")), kind)
            tokenizer = set_split_regex(build(told), told)
            template = str(head["tokenizer.chat_template"])
            frame = around(template, _token(head, "bos"), _token(head, "eos"))
            return cls(partial(_spelt, tokenizer), steering(head), frame, _begin(head, kind))
        except (ValueError, KeyError):
            return None

    def tokens(self, prompt: Prompt) -> list[int]:
        """The question in its frame, up to where the model answers."""
        before, between, after = self._frame
        instructions, question = self.spelt(prompt.instructions), self.spelt(prompt.question)
        whole = [*before, *instructions, *between, *question, *after]
        begin = self._begin if whole[: len(self._begin)] != self._begin else []
        return begin + whole

    def spelt(self, text: str) -> list[int]:
        """A text as tokens, none of which steers the model."""
        ids = self._spell(text)
        numbers = set(self._signs.values())
        if numbers.isdisjoint(ids):
            return ids
        spaced = plain(text, self._signs.keys())
        ids = self._spell(spaced)
        if numbers.isdisjoint(ids) and spaced.replace(" ", "") == text.replace(" ", ""):
            return ids
        raise AnswerBroken  # a vocabulary in which letters steer: no such model is worth using

    def counted(self, text: str) -> int:
        """How many tokens that text alone would be to the model."""
        return len(self._begin) + len(self.spelt(text))

    def _spelt_with_signs(self, text: str) -> list[int]:
        longest_first = sorted(self._signs, key=len, reverse=True)
        found = re.split("(" + "|".join(map(re.escape, longest_first)) + ")", text)
        return [
            number
            for part in found
            if part
            for number in ([self._signs[part]] if part in self._signs else self._spell(part))
        ]


def around(template: str, bos: str, eos: str) -> list[str]:
    """A chat template before, between and after what is asked; ValueError where it has no such."""
    from transformers.utils.chat_template_utils import jinja2, render_jinja_template

    first, second = _PLACES
    messages = [{"role": "system", "content": first}, {"role": "user", "content": second}]
    try:
        rendered, _ = render_jinja_template(
            [messages],
            chat_template=template,
            add_generation_prompt=True,
            enable_thinking=False,
            bos_token=bos,
            eos_token=eos,
        )
    except jinja2.TemplateError:
        raise ValueError("a template that cannot be filled in") from None
    parts = re.split("|".join(map(re.escape, _PLACES)), rendered[0])
    if len(parts) != len(_PLACES) + 1 or rendered[0].index(first) > rendered[0].index(second):
        raise ValueError("a template that leaves out what is asked")
    return parts


def _spelt(tokenizer: "Tokenizer", text: str) -> list[int]:
    asked = tokenizer(text, add_special_tokens=False, split_special_tokens=True)
    return list(asked["input_ids"])


def _begin(head: Head, kind: str) -> list[int]:
    wanted = head.get("tokenizer.ggml.add_bos_token", kind == "llama")
    number = head.get("tokenizer.ggml.bos_token_id")
    return [number] if wanted and isinstance(number, int) else []


def _token(head: Head, name: str) -> str:
    tokens, number = head["tokenizer.ggml.tokens"], head.get(f"tokenizer.ggml.{name}_token_id")
    if isinstance(tokens, list) and isinstance(number, int) and number < len(tokens):
        return str(tokens[number])
    return ""
