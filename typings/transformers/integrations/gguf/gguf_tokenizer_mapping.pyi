# How a tokenizer is made of what a GGUF file says of it.
from collections.abc import Callable, Mapping

class Tokenizer:
    def __call__(
        self, text: str, *, add_special_tokens: bool, split_special_tokens: bool
    ) -> Mapping[str, list[int]]: ...

def select_tokenizer_builder(
    architecture: str, tokenizer_type: str
) -> Callable[[Mapping[str, object]], Tokenizer]: ...
def set_split_regex(tokenizer: Tokenizer, tokenizer_dict: Mapping[str, object]) -> Tokenizer: ...
