"""The cases that people talk about here, as their own slice tells them: one place asks for them."""

from sqlmodel import Session

from municipal.cases.queries import CaseRow, library
from municipal.web.actor import Actor


def the_cases(session: Session, language: str, *, demo: bool, reader: Actor | None) -> dict[str, CaseRow]:
    """Every case that somebody may read, by its id."""
    return {row.id: row for row in library(session, language, demo=demo, reader=reader)}
