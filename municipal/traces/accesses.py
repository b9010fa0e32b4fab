"""The register of accesses: who read what is sensitive, written before the answer leaves.

Nowhere else does a GET write. Here it must: a read that the register would not show is the one that it is for.
"""

import secrets
import time
from collections.abc import Callable
from functools import wraps
from typing import Any, Final, ParamSpec, TypeVar

from litestar.exceptions import HTTPException
from msgspec import Struct
from sqlalchemy import func
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, col, select

from municipal.db import write
from municipal.traces.chain import now
from municipal.traces.tables import Access
from municipal.web.actor import the_actor

Given = ParamSpec("Given")
Made = TypeVar("Made")

# How a handler shows that it is noted: the tests find by it every route that says `sensitive`.
NOTED: Final = "noted"
PAGE: Final = 50
_LONGEST: Final = 200
_BUSY: Final = 503


class AccessRow(Struct, frozen=True):
    """One line of the register."""

    at: str
    person: str
    action: str
    kind: str
    object: str


def note(
    session: Session, *, person: str, body: str, action: str, kind: str, identity: str = "", request: str = ""
) -> None:
    """Keep that a person read something sensitive of a body; `request` is the path by which they came."""
    session.add(
        Access(
            # Two reads of one second stay in their order.
            id=f"{time.time_ns():016x}{secrets.token_hex(4)}",
            at=now(),
            person=person,
            body=body,
            action=action,
            object_type=kind,
            object_id=identity[:_LONGEST],
            request=request[:_LONGEST],
        )
    )


def noted(kind: str, *, of: str = "") -> Callable[[Callable[Given, Made]], Callable[Given, Made]]:
    """A handler whose answers stand in the register; `of` names the query parameter that says which object.

    It goes under `writes` or `takes`, on a route that says `sensitive=True`. What cannot be noted is not shown: 503.
    """

    def decorate(handler: Callable[Given, Made]) -> Callable[Given, Made]:
        @wraps(handler)
        def run(*args: Given.args, **kwargs: Given.kwargs) -> Made:
            request: Any = kwargs["request"]
            opt: dict[str, Any] = request.route_handler.opt
            seen = {
                "person": the_actor(request).person,
                "body": str(request.path_params.get(opt.get("body", ""), "")),
                "action": str(opt.get("action", "")),
                "identity": request.query_params.get(of, "") if of else "",
                "request": request.scope["path"],
            }
            if request.method != "GET":
                # What changes something is noted first: nothing is done that could not be noted.
                _keep(kind, seen)
                return handler(*args, **kwargs)
            answer = handler(*args, **kwargs)
            _keep(kind, seen)
            return answer

        setattr(run, NOTED, kind)
        return run

    return decorate


def _keep(kind: str, seen: dict[str, str]) -> None:
    try:
        write(lambda session: note(session, kind=kind, **seen))
    except SQLAlchemyError as error:
        raise HTTPException(status_code=_BUSY) from error


def accesses(session: Session, body: str, *, page: int = 1) -> tuple[list[AccessRow], int]:
    """The reads of a body's sensitive pages, the latest first, fifty at a time, with their whole number."""
    query = select(Access).where(Access.body == body)
    total = session.exec(select(func.count()).select_from(Access).where(Access.body == body)).one()
    latest = query.order_by(col(Access.at).desc(), col(Access.id).desc()).offset(PAGE * (page - 1)).limit(PAGE)
    rows = [AccessRow(row.at, row.person, row.action, row.object_type, row.object_id) for row in session.exec(latest)]
    return rows, total
