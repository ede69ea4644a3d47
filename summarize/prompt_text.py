"""What a person said, as plain text to a language model: nothing in it can steer the model.

Models mark who speaks with tokens that are written like "<|im_start|>" or "[INST]". A runtime takes
such writing for the token itself, wherever it stands.
"""

import unicodedata
from collections.abc import Collection

from summarize.errors import AnswerBroken

# Nearly every such token begins with one of these; the guillemets look alike and begin none.
_LOOKALIKES = str.maketrans({"<": "‹", ">": "›", "＜": "‹", "＞": "›", "｜": "|", "▁": "_"})
_MOST_ROUNDS = 100


def one_line(text: str) -> str:
    """The text on one line, without characters that are not seen."""
    seen = "".join(" " if c.isspace() else c for c in text if not _is_unseen(c))
    return " ".join(seen.translate(_LOOKALIKES).split())


def plain(text: str, control: Collection[str]) -> str:
    """The text with a space in every piece of it that is one of the model's own tokens."""
    wanted = [one for one in control if one.strip() and one in text]
    for _ in range(_MOST_ROUNDS):
        if not wanted:
            return text
        for one in wanted:
            text = text.replace(one, f"{one[0]} {one[1:]}" if len(one) > 1 else "")
        wanted = [one for one in control if one.strip() and one in text]
    raise AnswerBroken  # tokens that come back whatever is done: no such model is worth using


def _is_unseen(character: str) -> bool:
    return not character.isspace() and unicodedata.category(character)[0] == "C"
