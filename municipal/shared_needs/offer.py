"""What stands beside any need: how many cities share it, the act of joining it, and whom to talk to."""

from typing import Final

from msgspec import Struct
from sqlmodel import Session

from municipal.community.queries import following
from municipal.people.rules import municipalities
from municipal.places.names import Place
from municipal.places.queries import places
from municipal.shared_needs.identity import LONGEST, is_personal, told_by
from municipal.shared_needs.queries import Member, NeedRow, members, need, not_yet, wordings
from municipal.shared_needs.spreading import near
from municipal.shared_needs.words import cities, of_the_domain
from municipal.traces.once import new_token
from municipal.web.actor import Actor
from vendors.needs.detect import Detected
from vendors.text import words as plain

_EXAMPLES: Final = 3


class City(Struct, frozen=True):
    """A city for which the reader may join, and whether it has joined."""

    code: str
    label: str
    joined: bool


class Offer(Struct, frozen=True):
    """A need as it is offered for joining; `told` once some city told it, `words` and `mine` are the reader's own.

    `examples` are words of other cities, where only the domain of a need was understood.

    `once` is there for a reader who may join, and for nobody else: what anyone sees may be kept.
    """

    row: NeedRow
    words: str
    counted: str
    examples: list[str]
    told: bool
    personal: bool
    near: list[str]
    mine: list[City]
    signed_in: bool
    follows: bool
    once: str

    @property
    def free(self) -> list[City]:
        """The reader's cities that have not joined."""
        return [city for city in self.mine if not city.joined]


def offer(
    session: Session, actor: Actor | None, words: str, found: Detected, own: Place | None, language: str
) -> Offer | None:
    """The need that words tell, as it is offered on their page of results; nothing when nothing was found in them."""
    told = told_by(found) if len(words) <= LONGEST else None
    if told is None:
        return None
    known = need(session, told.id, language)
    return _offer(session, actor, known or not_yet(told, words, language), own, language, words)


def offer_of(session: Session, actor: Actor | None, row: NeedRow, language: str) -> Offer:
    """A need that some city has told, as its own page offers it."""
    return _offer(session, actor, row, None, language, "")


def cities_for(session: Session, actor: Actor | None, action: str) -> list[Place]:
    """The municipalities for which somebody may do something by a role of their own there, by name."""
    mine = municipalities(actor, action)
    return [place for place in places(session) if place.code in mine] if mine else []


def _offer(session: Session, actor: Actor | None, row: NeedRow, own: Place | None, language: str, words: str) -> Offer:
    sharing = members(session, row.id)
    joined = {member.city for member in sharing}
    reader = actor if actor and not actor.pending else None
    mine = cities_for(session, actor, "need.join")
    here = own or (mine[0] if len(mine) == 1 else None)
    codes = {place.code for place in mine}
    broad = bool(row.domains) and not row.capabilities
    return Offer(
        row=row,
        words=words,
        counted=of_the_domain(row.cities, language, own=bool(codes & joined))
        if broad
        else cities(row.cities, language),
        examples=_examples(session, row, [one for one in sharing if one.city not in codes], words) if broad else [],
        told=need(session, row.id, language) is not None,
        personal=is_personal(words),
        near=near(sharing, here, language) if here else [],
        mine=[City(place.code, place.label, place.code in joined) for place in mine],
        signed_in=reader is not None,
        follows=reader is not None and following(session, reader.person, "need", row.id),
        once=new_token() if mine else "",
    )


def _examples(session: Session, row: NeedRow, others: list[Member], words: str) -> list[str]:
    """What other cities said, without their names and without what the reader or the page says already."""
    said = {" ".join(plain(one.words)) for one in others} - {" ".join(plain(words or row.words))}
    return [text for text in (row.words, *wordings(session, row.id)) if " ".join(plain(text)) in said][:_EXAMPLES]
