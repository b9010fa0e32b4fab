"""Following a case or a shared need: what one asks to be told of, and what one no longer wants."""

from typing import Final

from sqlalchemy import delete
from sqlmodel import Session, col

from municipal.community.queries import following
from municipal.community.tables import Follow
from municipal.traces.chain import now

KINDS: Final = ("case", "need")


def follow(session: Session, person: str, kind: str, identity: str) -> None:
    """Follow from now on; what is followed already stays as it is."""
    if not following(session, person, kind, identity):
        moment = now()
        session.add(Follow(person=person, kind=kind, object=identity, at=moment, told_at=moment))
        session.flush()


def unfollow(session: Session, person: str, kind: str, identity: str) -> None:
    """No longer follow."""
    own = (col(Follow.person) == person, col(Follow.kind) == kind, col(Follow.object) == identity)
    session.execute(delete(Follow).where(*own))
