"""Where a handler runs: SQLite answers in microseconds and is read in place, everything that may wait has a thread."""

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from litestar.concurrency import sync_to_thread

from municipal.db import current

Given = ParamSpec("Given")
Made = TypeVar("Made")


def reads(handler: Callable[Given, Made]) -> Callable[Given, Awaitable[Made]]:
    """A handler that only reads: in place over SQLite, in a thread over PostgreSQL."""

    @wraps(handler)
    async def run(*args: Given.args, **kwargs: Given.kwargs) -> Made:
        if current().is_sqlite:
            return handler(*args, **kwargs)
        return await sync_to_thread(handler, *args, **kwargs)

    return run


def writes(handler: Callable[Given, Made]) -> Callable[Given, Awaitable[Made]]:
    """A handler that writes, and may have to wait for its turn: always in a thread."""

    @wraps(handler)
    async def run(*args: Given.args, **kwargs: Given.kwargs) -> Made:
        return await sync_to_thread(handler, *args, **kwargs)

    return run
