"""Who asks: nobody, somebody halfway through signing in, or a person with roles in bodies."""

from typing import Any, Final

from litestar.connection import ASGIConnection
from msgspec import Struct

SLOT: Final = "repere.actor"


class Grant(Struct, frozen=True):
    """A role held in a body; `via` names the delegation that lends it, if one does."""

    role: str
    body: str
    via: str = ""

    @property
    def title(self) -> str:
        """The role as traces write it, with the delegation it comes by."""
        return f"{self.role} via {self.via}" if self.via else self.role


class Actor(Struct, frozen=True):
    """A person who is signed in. `pending`: a proof is still missing (`prove` or `enrol`), and nothing else is open."""

    person: str
    name: str
    language: str
    grants: tuple[Grant, ...]
    session: str
    level: int
    proved_at: float
    pending: str = ""

    @property
    def bodies(self) -> tuple[str, ...]:
        """The bodies for which the person may act, each once, in the order of the grants."""
        return tuple(dict.fromkeys(grant.body for grant in self.grants))

    def holds(self, *roles: str) -> bool:
        """Whether the person holds one of these roles, wherever."""
        return any(grant.role in roles for grant in self.grants)


class Recognised(Struct, frozen=True):
    """Somebody known by a cookie, and the cookie to send in its place when its minute has passed."""

    actor: Actor
    cookie: str | None


class SignInNeeded(Exception):  # noqa: N818 - a turn of the way, not a fault
    """Nobody is signed in, and this page is somebody's."""


class ProofNeeded(Exception):  # noqa: N818 - a turn of the way, not a fault
    """One more proof first: `prove` or `enrol` a second factor, or say again who one is (`confirm`)."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


def actor_of(connection: ASGIConnection[Any, Any, Any, Any]) -> Actor | None:
    """Who asks; the outermost layer has put it there."""
    return connection.scope.get(SLOT)  # type: ignore[return-value]


def the_actor(connection: ASGIConnection[Any, Any, Any, Any]) -> Actor:
    """Who asks, where somebody must. Raises SignInNeeded."""
    found = actor_of(connection)
    if found is None:
        raise SignInNeeded
    return found
