"""At the door of every route: the table of rules decides, before the handler runs."""

from functools import partial
from typing import Any, Final

from litestar.concurrency import sync_to_thread
from litestar.connection import ASGIConnection
from litestar.datastructures import State
from litestar.exceptions import NotFoundException, PermissionDeniedException
from litestar.handlers import BaseRouteHandler
from sqlmodel import Session

from municipal.db import write
from municipal.people.bodies import exists
from municipal.people.roles import PROVINCE
from municipal.people.rules import Decision, decide
from municipal.traces.chain import By, record
from municipal.web.actor import Actor, ProofNeeded, SignInNeeded, actor_of

SLOT: Final = "repere.grant"
# Refusals of somebody who is signed in are kept (OWASP ASVS 5.0, 16.3.2); what is asked about is named when it exists.
_TRACED: Final = ("hidden", "role")


async def at_the_door(connection: ASGIConnection[Any, Any, Any, State], handler: BaseRouteHandler) -> None:
    """Let a request in, or say why not. A handler names its `action`, and the path parameter that is its `body`.

    One that names no action is closed to all. Raises SignInNeeded, ProofNeeded, NotFoundException for what is another
    body's, PermissionDeniedException for what one's own body keeps for other roles: these two leave a trace.
    """
    action: str | None = handler.opt.get("action")
    if action is None:
        raise NotFoundException
    actor = actor_of(connection)
    named: str = handler.opt.get("body", "")
    body = PROVINCE if named == PROVINCE else str(connection.path_params.get(named, ""))
    decision = decide(actor, action, body=body)
    if actor and decision.why in _TRACED:
        await sync_to_thread(write, partial(_refused, actor, action, body))
    connection.scope[SLOT] = insist(decision)  # type: ignore[literal-required]


def _refused(actor: Actor, action: str, body: str, session: Session) -> None:
    known = body if body and exists(session, body) else ""
    record(session, By(actor.person), "access.refused", "action", action, body=known)


def insist(decision: Decision) -> Decision:
    """The decision, when it is a yes; otherwise what a page makes of it. Raises as `at_the_door`."""
    if decision.ok:
        return decision
    if decision.why == "sign_in":
        raise SignInNeeded
    if decision.why in ("prove", "enrol", "confirm"):
        raise ProofNeeded(decision.why)
    if decision.why == "hidden":
        raise NotFoundException
    raise PermissionDeniedException
