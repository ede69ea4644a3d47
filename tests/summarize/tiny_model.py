"""A language model of a megabyte with random weights and a real tokenizer, made in a second.

It knows nothing and so writes noise: what comes out of it well-formed is so because the schema
forced it. The tokenizer is byte-level pair encoding learnt from Griffel's own samples, with the
control tokens and the chat template that the models of practice have.
"""

import json
import struct
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers, trainers

CONTROL = (
    "<|endoftext|>",
    "<|im_start|>",
    "<|im_end|>",
    "<|system|>",
    "<start_of_turn>",
    "<end_of_turn>",
    "</s>",
    "[INST]",
    "<tool_call>",
)
ADDED = ("<think>", "</think>", "<|fim_prefix|>")  # ordinary text to a reader, one token to it
_TEMPLATE = (
    "{% for message in messages %}<|im_start|>{{ message.role }}\n{{ message.content }}<|im_end|>\n"
    "{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
_VOCABULARY = 1500
_WIDTH, _LAYERS, _HEADS, _INNER, _CONTEXT = 64, 2, 4, 128, 8192

# What llama.cpp calls the tensors, and what their makers do.
_PUBLISHED = {
    "token_embd": "model.embed_tokens",
    "output_norm": "model.norm",
    "attn_output": "self_attn.o_proj",
    "output.weight": "lm_head.weight",
    "blk.": "model.layers.",
    "attn_norm": "input_layernorm",
    "ffn_norm": "post_attention_layernorm",
    **{f"attn_{part}": f"self_attn.{part}_proj" for part in "qkv"},
    **{f"ffn_{part}": f"mlp.{part}_proj" for part in ("gate", "up", "down")},
}

_Weights = NDArray[np.float32]
_STRING, _ARRAY, _UINT32, _INT32, _FLOAT32, _BOOL = 8, 9, 4, 5, 6, 7
_ALIGNMENT = 32


def make_tiny_model(folder: Path, seed: int = 1) -> Path:
    """A model folder with one GGUF file; another seed gives other weights."""
    folder.mkdir(parents=True, exist_ok=True)
    learnt = json.loads(_learnt().to_str())["model"]
    tokens = sorted(learnt["vocab"], key=learnt["vocab"].__getitem__)
    merges = [" ".join(pair) for pair in learnt["merges"]]
    everything = (*tokens, *CONTROL, *ADDED)
    types = [1] * len(tokens) + [3] * len(CONTROL) + [4] * len(ADDED)
    fields = [
        _text("general.architecture", "llama"),
        _text("general.name", "tiny"),
        *(
            _number(f"llama.{name}", value)
            for name, value in (
                ("context_length", _CONTEXT),
                ("embedding_length", _WIDTH),
                ("block_count", _LAYERS),
                ("feed_forward_length", _INNER),
                ("attention.head_count", _HEADS),
                ("attention.head_count_kv", _HEADS),
                ("rope.dimension_count", _WIDTH // _HEADS),
                ("vocab_size", len(everything)),
            )
        ),
        _field("llama.attention.layer_norm_rms_epsilon", _FLOAT32, struct.pack("<f", 1e-5)),
        _text("tokenizer.ggml.model", "gpt2"),
        _text("tokenizer.ggml.pre", "qwen2"),
        _texts("tokenizer.ggml.tokens", everything),
        _field("tokenizer.ggml.token_type", _ARRAY, _array(_INT32, types)),
        _texts("tokenizer.ggml.merges", merges),
        _number("tokenizer.ggml.eos_token_id", len(tokens) + CONTROL.index("<|im_end|>")),
        _field("tokenizer.ggml.add_bos_token", _BOOL, b"\0"),
        _text("tokenizer.chat_template", _TEMPLATE),
    ]
    _write(folder / "tiny.gguf", fields, _tensors(len(everything), seed))
    return folder


def make_tiny_weights(folder: Path, seed: int = 1) -> Path:
    """The same model in the form its maker would give it out in: safetensors and JSON."""
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer = tiny_tokenizer()
    _write_json(folder / "tokenizer.json", json.loads(tokenizer.to_str()))
    _write_json(
        folder / "tokenizer_config.json",
        {
            "tokenizer_class": "Qwen2Tokenizer",
            "eos_token": "<|im_end|>",
            "pad_token": "<|endoftext|>",
            "chat_template": _TEMPLATE,
        },
    )
    _write_json(
        folder / "config.json",
        {
            "architectures": ["LlamaForCausalLM"],
            "model_type": "llama",
            "vocab_size": tokenizer.get_vocab_size(),
            "hidden_size": _WIDTH,
            "num_hidden_layers": _LAYERS,
            "intermediate_size": _INNER,
            "num_attention_heads": _HEADS,
            "num_key_value_heads": _HEADS,
            "max_position_embeddings": _CONTEXT,
            "rms_norm_eps": 1e-5,
            "eos_token_id": tokenizer.token_to_id("<|im_end|>"),
            "tie_word_embeddings": False,
        },
    )
    weights = _tensors(tokenizer.get_vocab_size(), seed)
    named = {_published(name): _turned(name, one) for name, one in weights.items()}
    (folder / "model.safetensors").write_bytes(_safe(named))
    return folder


def tiny_tokenizer() -> Tokenizer:
    """The tokenizer of the model, as another library reads it."""
    tokenizer = Tokenizer.from_str(_learnt().to_str())
    tokenizer.add_special_tokens([AddedToken(one, normalized=False) for one in CONTROL])
    tokenizer.add_tokens([AddedToken(one, normalized=False) for one in ADDED])
    return tokenizer


@cache
def _learnt() -> Tokenizer:
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=_VOCABULARY,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(_talk(), trainer)
    return tokenizer


def _talk() -> list[str]:
    samples = [files("assets") / "sample" / f"{name}.json" for name in ("nl", "en", "call")]
    read = [json.loads(one.read_text(encoding="utf-8"))["turns"] for one in samples]
    return [turn["text"] for turns in read for turn in turns]


def _tensors(vocabulary: int, seed: int) -> dict[str, _Weights]:
    """Weights by name, each as rows of what goes in."""
    chance = np.random.default_rng(seed)

    def noise(out: int, into: int) -> _Weights:
        made: _Weights = chance.standard_normal((out, into), dtype=np.float32)
        return made / np.float32(into**0.5)

    ones = np.ones(_WIDTH, dtype=np.float32)
    made = {
        "token_embd.weight": noise(vocabulary, _WIDTH) * 8,
        "output_norm.weight": ones,
        "output.weight": noise(vocabulary, _WIDTH),
    }
    for layer in range(_LAYERS):
        parts = {name: noise(_WIDTH, _WIDTH) for name in ("q", "k", "v", "output")}
        made |= {f"blk.{layer}.attn_{name}.weight": one for name, one in parts.items()}
        made |= {
            f"blk.{layer}.attn_norm.weight": ones,
            f"blk.{layer}.ffn_norm.weight": ones,
            f"blk.{layer}.ffn_gate.weight": noise(_INNER, _WIDTH),
            f"blk.{layer}.ffn_up.weight": noise(_INNER, _WIDTH),
            f"blk.{layer}.ffn_down.weight": noise(_WIDTH, _INNER),
        }
    return made


def _write(path: Path, fields: Sequence[bytes], tensors: dict[str, _Weights]) -> None:
    """The form of https://github.com/ggml-org/ggml/blob/master/docs/gguf.md, version 3."""
    head = b"GGUF" + struct.pack("<IQQ", 3, len(tensors), len(fields)) + b"".join(fields)
    data = b""
    for name, weights in tensors.items():
        sizes = weights.shape[::-1]
        head += _string(name) + struct.pack(f"<I{len(sizes)}Q", len(sizes), *sizes)
        head += struct.pack("<IQ", 0, len(data))  # 0: 32-bit floats
        data += _padded(weights.tobytes())
    path.write_bytes(_padded(head) + data)


def _safe(tensors: dict[str, _Weights]) -> bytes:
    """The form of https://github.com/huggingface/safetensors#format."""
    head: dict[str, object] = {}
    data = b""
    for name, weights in tensors.items():
        raw = np.ascontiguousarray(weights).tobytes()
        place = [len(data), len(data) + len(raw)]
        head[name] = {"dtype": "F32", "shape": list(weights.shape), "data_offsets": place}
        data += raw
    written = json.dumps(head).encode()
    return struct.pack("<Q", len(written)) + written + data


def _published(name: str) -> str:
    """What a tensor is called outside llama.cpp."""
    for ours, theirs in _PUBLISHED.items():
        name = name.replace(ours, theirs)
    return name


def _turned(name: str, weights: _Weights) -> _Weights:
    """The same numbers, but each head keeps the halves of its pairs apart, not side by side."""
    if not name.endswith(("attn_q.weight", "attn_k.weight")):
        return weights
    pairs = weights.reshape(_HEADS, _WIDTH // _HEADS // 2, 2, _WIDTH)
    return pairs.swapaxes(1, 2).reshape(_WIDTH, _WIDTH)


def _write_json(path: Path, told: Mapping[str, object]) -> None:
    path.write_text(json.dumps(told), encoding="utf-8")


def _padded(data: bytes) -> bytes:
    return data + b"\0" * (-len(data) % _ALIGNMENT)


def _string(text: str) -> bytes:
    raw = text.encode()
    return struct.pack("<Q", len(raw)) + raw


def _field(key: str, kind: int, value: bytes) -> bytes:
    return _string(key) + struct.pack("<I", kind) + value


def _text(key: str, value: str) -> bytes:
    return _field(key, _STRING, _string(value))


def _number(key: str, value: int) -> bytes:
    return _field(key, _UINT32, struct.pack("<I", value))


def _texts(key: str, values: Sequence[str]) -> bytes:
    packed = b"".join(_string(value) for value in values)
    return _field(key, _ARRAY, struct.pack("<IQ", _STRING, len(values)) + packed)


def _array(kind: int, values: Sequence[int]) -> bytes:
    return struct.pack(f"<IQ{len(values)}i", kind, len(values), *values)
