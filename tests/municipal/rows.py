"""Rows of the world that a test needs one of, whichever it is."""

from sqlmodel import select

from municipal.db import reading
from vendors.registry.tables import Solution


def a_solution() -> str:
    """The id of a solution."""
    with reading() as session:
        return session.exec(select(Solution.id).order_by(Solution.id)).first()
