"""The cases that people talk about here, as their own slice tells them: one place asks for them."""

from sqlmodel import Session

from municipal.cases.cards import Card, card
from municipal.cases.queries import library
from municipal.web.actor import Actor


def the_cases(session: Session, language: str, *, demo: bool, reader: Actor | None) -> dict[str, Card]:
    """The card of every case that somebody may read, by its id."""
    return {row.id: card(row, language) for row in library(session, language, demo=demo, reader=reader)}
