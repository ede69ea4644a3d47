# The filling in of a chat template, in a closed surrounding.
from collections.abc import Mapping, Sequence

class jinja2:
    class TemplateError(Exception): ...

def render_jinja_template(
    conversations: Sequence[Sequence[Mapping[str, str]]],
    *,
    chat_template: str,
    add_generation_prompt: bool = ...,
    **kwargs: object,
) -> tuple[list[str], list[object]]: ...
