"""Where somebody stands in « Ma ville »: the body, what it is, and whether they are there by a delegation alone."""

from functools import partial
from typing import Final

import msgspec
from litestar.exceptions import NotFoundException
from msgspec import Struct
from sqlmodel import Session

from municipal.people.bodies import body_name
from municipal.people.by import insisted
from municipal.people.queries import person
from municipal.people.roles import kind_of
from municipal.people.rules import decide
from municipal.traces.chain import Permit
from municipal.web.actor import Actor, the_actor
from municipal.web.language import translator
from municipal.web.page import Asked, found, language

ANY: Final = ("municipality", "mrc", "province")
CITY: Final = ("municipality",)


class Desk(Struct, frozen=True):
    """A body, as the person who asks stands in it; `lent`: as somebody's second person only, from an MRC."""

    actor: Actor
    body: str
    name: str
    kind: str
    lent: bool

    @property
    def title(self) -> str:
        """The name as it begins a page."""
        return self.name[:1].upper() + self.name[1:]

    def may(self, action: str, *, phase: str = "", author: str = "") -> bool:
        """Whether the person may do this here, perhaps after one more proof."""
        return self.why(action, phase=phase, author=author) in ("yes", "confirm")

    def why(self, action: str, *, phase: str = "", author: str = "") -> str:
        """What the table of rules answers."""
        return decide(self.actor, action, body=self.body, phase=phase, author=author).why


def desk(session: Session, request: Asked, body: str, *, kinds: tuple[str, ...] = ANY, to_lent: bool = False) -> Desk:
    """Where the person stands. Raises NotFoundException for a body that does not exist, or is not of these kinds.

    Whoever is there by a delegation alone sees what the delegation is for (`to_lent`), and nothing else of the body.
    """
    name = found(body_name(session, body, language(request)))
    actor = the_actor(request)
    own = msgspec.structs.replace(actor, grants=tuple(grant for grant in actor.grants if not grant.via))
    lent = not decide(own, "body.read", body=body).ok
    kind = kind_of(body)
    if kind not in kinds or (lent and not to_lent):
        raise NotFoundException
    return Desk(actor, body, name, kind, lent)


def permit(request: Asked, body: str) -> Permit:
    """What asks the table of rules about an act in a body, and says who acts."""
    return partial(insisted, request, body=body)


def called(session: Session, identity: str, spoken: str) -> str:
    """The name of whoever acted, as a journal says it."""
    _ = translator(spoken)
    known = {
        "system": _("Le service"),
        "anonymous": _("Une personne non connectée"),
        "town hall": _("L’hôtel de ville"),
        "unknown": _("Une personne inconnue"),
        "operator": _("La personne qui administre le service"),
    }
    if identity in known:
        return known[identity]
    row = person(session, identity)
    return row.name if row else _("Compte fermé")
