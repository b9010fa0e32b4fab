"""What happened around a project since its market was fixed."""

from msgspec import Struct
from sqlmodel import Session


class ProjectNews(Struct, frozen=True):
    """Something that concerns a project: when, what, and where to read about it."""

    at: str
    kind: str
    title: str
    href: str


def news(session: Session, city: str, project: str, since: str) -> list[ProjectNews]:
    """What is new since a moment, the latest first."""
    return []
