"""Who stands at the door with a cookie: asked by the outermost layer, once a request."""

from litestar.concurrency import sync_to_thread

from municipal.db import current, reading
from municipal.people.sessions import recognise
from municipal.web.actor import Actor
from municipal.web.guard import Recognise

Known = tuple[Actor, str | None]


def recogniser() -> Recognise:
    """The function that says who a cookie belongs to: in place over SQLite, in a thread over PostgreSQL."""

    def look(cookie: str) -> Known | None:
        with reading() as session:
            found = recognise(session, cookie)
        return (found.actor, found.cookie) if found else None

    async def ask(cookie: str) -> Known | None:
        if current().is_sqlite:
            return look(cookie)
        return await sync_to_thread(look, cookie)

    return ask
