"""Erasing a person: their rows go, what the chain of traces tells stays under a pseudonym that leads nowhere."""

import secrets
from typing import Final

from msgspec import Struct
from sqlalchemy import delete, update
from sqlmodel import Session, SQLModel

from municipal.db import touched
from municipal.people.queries import PersonRow, holders, person
from municipal.people.sessions import held
from municipal.privacy.inventory import Holding, holdings
from municipal.privacy.mine import mentioning, reach, table, whose
from municipal.privacy.tables import Deletion
from municipal.traces.chain import By, digest, now, record

# Without one of these a body would have nobody to open its door.
KEEPERS: Final = ("administrator", "instance_administrator")
WORDS: Final = {"fr": "EFFACER", "en": "ERASE"}


class Erased(Struct, frozen=True):
    """The proof of an erasure, as the person keeps it; `digest` is that of number, pseudonym, instant and counts."""

    number: str
    person: str
    at: str
    rows: int
    counts: dict[str, int]
    digest: str


def said(word: str) -> bool:
    """Whether the word that confirms was typed, in either language."""
    return word.strip().upper() in WORDS.values()


def kept_alone(session: Session, identity: str) -> list[str]:
    """The bodies that would have no administrator left without a person."""
    return [
        grant.body
        for grant in held(session, identity)
        if grant.role in KEEPERS
        and not grant.via
        and [one.id for one in holders(session, grant.role, grant.body)] == [identity]
    ]


def is_only_of(session: Session, identity: str, body: str) -> bool:
    """Whether a person acts for one body and no other."""
    return {grant.body for grant in held(session, identity) if not grant.via} == {body}


def erase(session: Session, by: By, identity: str, *, body: str = "") -> Erased | None:
    """Erase a person, and keep the proof of it; nothing when there is no such person.

    Ask `kept_alone` first. Personal values stay nowhere: the proof and the chain tell a pseudonym, counts and digests.
    """
    who = person(session, identity)
    if who is None:
        return None
    session.flush()
    counts = {one.table: count for one in _leaves_first() if (count := _erase(session, one, who))}
    proof = _proof(identity, counts)
    session.add(
        Deletion(
            id=proof.number,
            person=identity,
            at=proof.at,
            asked_by=by.person,
            rows=proof.rows,
            digest=proof.digest,
        )
    )
    record(session, by, "data.erased", "account", identity, body=body, after=proof)
    session.expire_all()
    return proof


def _proof(identity: str, counts: dict[str, int]) -> Erased:
    number, at = secrets.token_hex(5).upper(), now()
    told = digest([number, identity, at, counts])
    return Erased(number, identity, at, sum(counts.values()), counts, told)


def _leaves_first() -> list[Holding]:
    """The holdings to empty, those that refer to others before them."""
    order = {one.name: place for place, one in enumerate(SQLModel.metadata.sorted_tables)}
    return sorted((one for one in holdings() if one.erased != "no"), key=lambda one: -order[one.table])


def _erase(session: Session, holding: Holding, who: PersonRow) -> int:
    stored = table(holding)
    with reach(holding):
        mine = whose(session, holding, who)
        if holding.erased == "address":
            return touched(session, update(stored).where(mine).values(dict.fromkeys(holding.address.split())))
        gone = mine | mentioning(session, holding, who) if holding.mentions else mine
        return touched(session, delete(stored).where(gone))
