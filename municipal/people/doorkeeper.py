"""Who stands at the door with a cookie: asked by the outermost layer, once a request."""

from litestar.concurrency import sync_to_thread

from municipal.db import current, reading
from municipal.people.sessions import recognise
from municipal.web.actor import Recognised


async def who_knocks(cookie: str) -> Recognised | None:
    """Who a cookie belongs to: looked up in place over SQLite, in a thread over PostgreSQL."""
    if current().is_sqlite:
        return _look(cookie)
    return await sync_to_thread(_look, cookie)


def _look(cookie: str) -> Recognised | None:
    with reading() as session:
        return recognise(session, cookie)
