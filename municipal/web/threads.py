"""Where a handler runs: SQLite answers in microseconds and is read in place, everything that may wait has a thread."""

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any, Final, ParamSpec, TypeVar

from litestar.concurrency import sync_to_thread

from municipal.db import current
from municipal.web.form import multi

Given = ParamSpec("Given")
Made = TypeVar("Made")

_SENT: Final = "repere.sent"


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


def takes(handler: Callable[Given, Made]) -> Callable[Given, Awaitable[Made]]:
    """A handler of a form: what was sent is read first (see `sent`), then it runs in a thread."""

    @wraps(handler)
    async def run(*args: Given.args, **kwargs: Given.kwargs) -> Made:
        request: Any = kwargs["request"]
        pairs = (await request.form()).multi_items()
        request.scope[_SENT] = multi([(name, value) for name, value in pairs if isinstance(value, str)])
        return await sync_to_thread(handler, *args, **kwargs)

    return run


def sent(request: Any) -> dict[str, list[str]]:  # noqa: ANN401 - a request, whatever its state
    """The fields of the form that `takes` has read."""
    return request.scope.get(_SENT, {})
