"""What forbids a decision about two records: numbers that differ, a pair that stands apart, a link already made."""

from typing import Literal

from sqlalchemy import select
from sqlmodel import Session, col

from vendors.names.neq import read_neq
from vendors.names.numbered import numbered
from vendors.registry.links import STANDS, links, members, root
from vendors.registry.tables import PairDecision, Vendor, VendorAlias
from vendors.text import fold

Code = Literal[
    "unknown", "same", "into", "waiting", "already", "merged", "joined", "loop", "apart", "neq", "number",
    "moved", "author", "step", "missing",
]  # fmt: skip


class Refused(Exception):  # noqa: N818 - an answer to a person, not a fault
    """A decision that is not taken. `code` says why, in one word.

    `unknown`: there is no such supplier. `same`: twice the same. `into`: neither of the two. `waiting`: a decision
    about the two waits for a second person. `already`: that decision stands. `merged`: the one that would be put
    under the other is under a third one already. `joined`: the two are shown as one: take that back first. `loop`: it
    would go in a circle. `apart`: somebody decided that two of the records are two enterprises. `neq`: two valid
    NEQs. `number`: two numbered companies. `moved`: somebody answered meanwhile. `author`: it is one’s own. `step`,
    `missing`: see lifecycle.
    """

    def __init__(self, code: Code) -> None:
        super().__init__(code)
        self.code: Code = code


def check(
    session: Session, left: str, right: str, decision: str, into: str | None, *, waiting: str | None = None
) -> None:
    """Raise Refused when the decision cannot be taken; `waiting` is the one that is being confirmed."""
    if left == right:
        raise Refused("same")
    if session.get(Vendor, left) is None or session.get(Vendor, right) is None:
        raise Refused("unknown")
    query = select(PairDecision).where(
        col(PairDecision.left) == left,
        col(PairDecision.right) == right,
        col(PairDecision.state).in_((STANDS, "waiting")),
    )
    known = [one for one in session.scalars(query) if one.id != waiting]
    if any(one.state == "waiting" for one in known):
        raise Refused("waiting")
    if any(one.decision == decision for one in known):
        raise Refused("already")
    linked = links(session)
    if decision == "merged":
        _check_merge(session, left, right, into, linked)
    elif root(left, linked) == root(right, linked):
        raise Refused("joined")


def forbidden(session: Session, ours: list[str], theirs: list[str]) -> Code | None:
    """Why two groups of records can never be one enterprise; None when nothing forbids it."""
    if any(one in ours and other in theirs for pair in _apart(session) for one, other in (pair, pair[::-1])):
        return "apart"
    rows = {row.id: row for row in session.scalars(select(Vendor).where(col(Vendor.id).in_([*ours, *theirs])))}
    one, other = ({neq for key in some if (neq := _neq(rows[key]))} for some in (ours, theirs))
    if one and other and one != other:
        return "neq"
    one, other = (_numbers(session, [rows[key] for key in some]) for some in (ours, theirs))
    return "number" if one and other and one != other else None


def _check_merge(session: Session, left: str, right: str, into: str | None, linked: dict[str, str]) -> None:
    if into not in (left, right):
        raise Refused("into")
    under = right if into == left else left
    if root(left, linked) == root(right, linked):
        raise Refused("loop" if under == root(under, linked) else "joined")
    if under in linked:
        raise Refused("merged")
    if code := forbidden(session, members(left, linked), members(right, linked)):
        raise Refused(code)


def _apart(session: Session) -> list[tuple[str, str]]:
    query = select(col(PairDecision.left), col(PairDecision.right)).where(
        col(PairDecision.decision) == "apart", col(PairDecision.state) == STANDS
    )
    return [(left, right) for left, right in session.execute(query)]


def _neq(row: Vendor) -> str | None:
    told = read_neq(row.neq or "")
    return told.digits if told and not told.doubtful else None


def _numbers(session: Session, rows: list[Vendor]) -> set[str]:
    """The numbers of numbered companies that the names and other names of some records give."""
    query = select(col(VendorAlias.name)).where(col(VendorAlias.vendor).in_([row.id for row in rows]))
    names = [*(row.name for row in rows), *session.scalars(query)]
    return {number for name in names if (number := numbered(fold(name))[0])}
