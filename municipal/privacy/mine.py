"""Whose rows are whose: all that the inventory ties to a person, found by pseudonym or by e-mail."""

import re
from collections.abc import Iterable
from contextlib import nullcontext
from typing import Any, Final

from sqlalchemy import ColumnElement, Table, false, func, or_, select
from sqlmodel import Session, SQLModel

from municipal.people.queries import PersonRow, person, same_address
from municipal.people.sessions import held
from municipal.privacy.inventory import Holding, holdings
from municipal.tenancy.guard import everything

# An e-mail stands in the rows of any body: nobody's tenant says where to look.
BY_EMAIL: Final = "rows found by a person's e-mail"

Rows = dict[str, list[dict[str, Any]]]


def collect(session: Session, identity: str) -> Rows:
    """What is kept about a person, table by table, without what is secret; the same data always in the same order."""
    who = person(session, identity)
    return {one.table: _rows(session, one, who) for one in holdings() if one.own} if who else {}


def counted(session: Session, identity: str) -> dict[str, int]:
    """How many rows of each table are about a person."""
    who = person(session, identity)
    found: dict[str, int] = {}
    for one in holdings() if who else ():
        if one.own and who:
            with reach(one):
                query = select(func.count()).select_from(table(one)).where(whose(session, one, who))
                found[one.table] = session.execute(query).scalar_one()
    return found


def table(holding: Holding) -> Table:
    """The table of a holding, known by its name: a slice imports no tables of another."""
    return SQLModel.metadata.tables[holding.table]


def reach(holding: Holding) -> Any:  # noqa: ANN401 - a context
    """What lets a statement on a holding reach the rows of all bodies, where an e-mail is looked for."""
    return everything(BY_EMAIL) if holding.address or holding.mentions else nullcontext()


def whose(session: Session, holding: Holding, who: PersonRow) -> ColumnElement[bool]:
    """The condition that keeps the rows of one person."""
    stored = table(holding)
    parts = [stored.c[name] == who.id for name in holding.found_by.split()]
    parts += [stored.c[name].in_(_spelt(session, stored, name, who.email)) for name in holding.address.split()]
    if holding.through:
        other = SQLModel.metadata.tables[holding.through]
        (key,) = stored.primary_key.columns
        parts.append(key.in_(select(other.c[key.name]).where(other.c.actor == who.id)))
    found = or_(false(), *parts)
    return found if not holding.within else (stored.c[holding.within].in_(_bodies(session, who.id))) & found


def mentioning(session: Session, holding: Holding, who: PersonRow) -> ColumnElement[bool]:
    """The condition that keeps the rows whose text cites the person's e-mail; they may be meant for somebody else."""
    stored = table(holding)
    cited = [stored.c[name].in_(_citing(session, stored, name, who.email)) for name in holding.mentions.split()]
    return or_(false(), *cited)


def _rows(session: Session, holding: Holding, who: PersonRow) -> list[dict[str, Any]]:
    stored = table(holding)
    keys = [column.name for column in stored.primary_key.columns]
    with reach(holding):
        found = session.execute(select(stored).where(whose(session, holding, who))).mappings().all()
    # Databases sort letters each in their own way.
    ordered = sorted(found, key=lambda row: tuple(row[name] for name in keys))
    return [{name: row[name] for name in holding.shown} for row in ordered]


def _bodies(session: Session, identity: str) -> list[str]:
    """The bodies for which a person acts, or ever did."""
    audit = SQLModel.metadata.tables["audit"]
    acted = session.execute(select(audit.c.body).distinct().where(audit.c.actor == identity)).scalars()
    return sorted({*acted, *(grant.body for grant in held(session, identity))})


def _spelt(session: Session, stored: Table, name: str, email: str | None) -> list[str]:
    """A person's e-mail in every spelling that a column holds."""
    return [value for value in _texts(session, stored, name) if email and same_address(value) == email]


def _citing(session: Session, stored: Table, name: str, email: str | None) -> list[str]:
    """The texts of a column in which the e-mail stands as a word of its own."""
    if not email:
        return []
    word = re.compile(rf"(?<![\w.+@-]){re.escape(email)}(?![\w@-]|\.\w)", re.IGNORECASE)
    return [value for value in _texts(session, stored, name) if word.search(value)]


def _texts(session: Session, stored: Table, name: str) -> Iterable[str]:
    column = stored.c[name]
    return session.execute(select(column).distinct().where(column.is_not(None), column != "")).scalars().all()
