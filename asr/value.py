"""A value: frozen and closed, checked whenever it crosses a border (file, process, screen)."""

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    """Immutable data that refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)
