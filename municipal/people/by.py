"""Who acts in a request, as the chain of traces writes it."""

from typing import Any

import msgspec

from municipal.people.access import SLOT, insist
from municipal.people.rules import Decision, decide
from municipal.traces.chain import NOBODY, By
from municipal.web.actor import actor_of, the_actor
from municipal.web.request_id import request_id


def by(request: Any, decision: Decision | None = None) -> By:  # noqa: ANN401 - a request, whatever its state
    """The person of a request with the role that permits what it does; nobody, where anybody may."""
    actor = actor_of(request)
    if actor is None:
        return msgspec.structs.replace(NOBODY, request=request_id(request))
    permitted = decision or request.scope.get(SLOT)
    grant = permitted.grant if permitted else None
    return By(actor.person, grant.title if grant else "", request_id(request))


def insisted(request: Any, action: str, *, body: str = "", phase: str = "", author: str = "") -> By:  # noqa: ANN401 - as above
    """Who acts, once the table of rules permits this act on this very object. Raises as `access.insist`."""
    return by(request, insist(decide(the_actor(request), action, body=body, phase=phase, author=author)))
