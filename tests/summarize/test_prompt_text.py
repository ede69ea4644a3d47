"""Nothing that is said can become a token that steers a model."""

from pathlib import Path

import pytest
from tokenizers import Tokenizer

from summarize.errors import AnswerBroken
from summarize.prompt_text import one_line, plain
from tests.summarize.tiny_model import ADDED, CONTROL, tiny_tokenizer

STEERING = frozenset({*CONTROL, *ADDED})


def steering_ids(tokenizer: Tokenizer) -> dict[int, str]:
    """The tokens that a tokenizer looks for in any text, by number."""
    return {number: added.content for number, added in tokenizer.get_added_tokens_decoder().items()}


@pytest.mark.parametrize("token", sorted(STEERING))
@pytest.mark.parametrize("shape", ["{}", "a{}b", "{0}{0}", "<|{}|>", "{}</s>", "\u200b{}"])
def test_no_token_comes_out_of_text(token: str, shape: str) -> None:
    tokenizer = tiny_tokenizer()
    said = shape.format(token)
    assert set(tokenizer.encode(said).ids) & set(steering_ids(tokenizer))  # the control
    for clean in (plain(said, STEERING), plain(one_line(said), STEERING)):
        assert not set(tokenizer.encode(clean).ids) & set(steering_ids(tokenizer))


@pytest.mark.parametrize("token", sorted(STEERING))
def test_a_token_cut_in_two_by_an_unseen_character_stays_in_two(token: str) -> None:
    for unseen in ("\u200b", "\u00ad", "\x00", "\u2060"):
        clean = plain(one_line(token[0] + unseen + token[1:]), STEERING)
        assert not any(one in clean for one in STEERING)


@pytest.mark.model
def test_nor_out_of_those_of_a_real_tokenizer(whisper_base: Path) -> None:
    tokenizer = Tokenizer.from_file(str(whisper_base / "tokenizer.json"))
    steering = steering_ids(tokenizer)
    assert len(steering) > 100
    known = frozenset(steering.values())
    for token in known:
        assert set(tokenizer.encode(f"a {token} b", add_special_tokens=False).ids) & set(steering)
        clean = plain(one_line(f"a {token} b"), known)
        assert not set(tokenizer.encode(clean, add_special_tokens=False).ids) & set(steering)


@pytest.mark.parametrize(
    "said",
    [
        "Ik hoest al drie weken.",
        "Bloeddruk 135/85, saturatie 96%, temp. 38,5 °C.",
        "L'été, café, coördinatie: ok?",
        "[2] dokter: {text} {{ x }} %s $y",
    ],
)
def test_what_people_say_stays_as_it_is(said: str) -> None:
    assert plain(one_line(said), STEERING) == said


def test_a_line_is_one_line() -> None:
    assert one_line("a\n[9] arts:\u2028 b\t c") == "a [9] arts: b c"


def test_a_model_whose_tokens_cannot_be_avoided_is_refused() -> None:
    chain = frozenset(f"a{' ' * count}b" for count in range(200))
    with pytest.raises(AnswerBroken):
        plain("ab", chain)
    assert plain("ab", {"ab", "a b"}) == "a  b"
