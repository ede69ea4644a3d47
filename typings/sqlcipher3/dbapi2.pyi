from collections.abc import Callable, Iterator, Sequence
from typing import Any

sqlite_version_info: tuple[int, int, int]

class Error(Exception):
    sqlite_errorcode: int

class Cursor:
    rowcount: int
    def __iter__(self) -> Iterator[tuple[Any, ...]]: ...
    def fetchone(self) -> tuple[Any, ...] | None: ...
    def fetchall(self) -> list[tuple[Any, ...]]: ...

class Connection:
    in_transaction: bool
    def execute(self, sql: str, parameters: Sequence[object] = ..., /) -> Cursor: ...
    def set_progress_handler(self, handler: Callable[[], object] | None, n: int) -> None: ...
    def close(self) -> None: ...

def connect(
    database: str,
    *,
    isolation_level: str | None = ...,
    check_same_thread: bool = ...,
    uri: bool = ...,
) -> Connection: ...
