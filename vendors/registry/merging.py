"""What people decide of two records: one enterprise, two, or not yet known. It can be taken back: no row moves."""

import secrets
from typing import Literal

from msgspec import Struct, structs
from sqlalchemy import func, select
from sqlmodel import Session, col

from vendors.registry.changing import Cause, keep
from vendors.registry.forbidding import Refused, check
from vendors.registry.links import STANDS, group, refresh
from vendors.registry.tables import PairDecision, VendorChange

__all__ = ["Choice", "DecisionRow", "Refused", "confirm", "decide", "decisions", "group", "refresh", "undo"]
WAITING = "waiting"
REFUSED = "refused"
UNDONE = "undone"
PAIR = "pair"


class Choice(Struct, frozen=True):
    """What a person decides of two suppliers; `into` is the one under which both are shown when they are one."""

    left: str
    right: str
    decision: Literal["merged", "apart", "asked"]
    into: str | None = None
    reason: str = ""
    waits: bool = False


class DecisionRow(Struct, frozen=True):
    """A decision with who took, confirmed and took it back. `state`: stands, waiting, refused or undone."""

    id: str
    left: str
    right: str
    decision: str
    into: str | None
    state: str
    reason: str
    person: str
    at: str
    second: str | None
    second_at: str | None
    second_reason: str
    undone_by: str | None
    undone_at: str | None
    undone_reason: str
    version: int


def decide(session: Session, choice: Choice, cause: Cause) -> str:
    """Keep a decision, which stands at once unless a second person must confirm it; its id comes back.

    Raises Refused, with a code, when the two can never be one, or when another decision must be taken back first.
    """
    left, right = sorted((choice.left, choice.right))
    choice = structs.replace(choice, left=left, right=right, into=choice.into if choice.decision == "merged" else None)
    check(session, left, right, choice.decision, choice.into)
    made = PairDecision(
        id=secrets.token_hex(8),
        left=left,
        right=right,
        decision=choice.decision,
        into=choice.into,
        state=WAITING if choice.waits else STANDS,
        reason=choice.reason or cause.reason,
        person=cause.person,
        at=cause.at,
    )
    session.add(made)
    session.flush()
    if made.state == STANDS:
        _stands(session, made, structs.replace(cause, reason=made.reason))
    return made.id


def confirm(session: Session, identity: str, version: int, accepted: bool, cause: Cause) -> None:  # noqa: FBT001 - the answer itself
    """A second person accepts or refuses a decision that waits.

    Raises Refused: `moved` when somebody else answered, `author` for one’s own, or what `decide` would refuse now.
    """
    made = _the_row(session, identity, version, WAITING)
    if made.person == cause.person:
        raise Refused("author")
    if accepted:
        check(session, made.left, made.right, made.decision, made.into, waiting=made.id)
    made.state = STANDS if accepted else REFUSED
    made.second, made.second_at, made.second_reason = cause.person, cause.at, cause.reason
    session.flush()
    if accepted:
        _stands(session, made, cause)


def undo(session: Session, identity: str, version: int, cause: Cause) -> None:
    """Take a decision back: the records are again as if it had never been.

    Raises Refused, `moved`, when it no longer stands as it was read.
    """
    made = _the_row(session, identity, version, STANDS)
    made.state = UNDONE
    made.undone_by, made.undone_at, made.undone_reason = cause.person, cause.at, cause.reason
    session.flush()
    refresh(session)
    query = select(VendorChange).where(col(VendorChange.kind) == PAIR, col(VendorChange.origin) == identity)
    for change in session.scalars(query).all():
        change.taken_back = True
        keep(session, PAIR, change.vendor, change.key, change.after, None, _of(cause, identity, UNDONE))


def decisions(session: Session, vendor: str | None = None, *, state: str | None = None) -> list[DecisionRow]:
    """All decisions, those about one supplier, or those in one state; newest first."""
    query = select(*(getattr(PairDecision, name) for name in DecisionRow.__struct_fields__))
    if vendor is not None:
        query = query.where((col(PairDecision.left) == vendor) | (col(PairDecision.right) == vendor))
    if state is not None:
        query = query.where(col(PairDecision.state) == state)
    newest = func.coalesce(PairDecision.undone_at, PairDecision.second_at, PairDecision.at)
    found = session.execute(query.order_by(newest.desc(), col(PairDecision.id)))
    return [DecisionRow(*row) for row in found]


def _the_row(session: Session, identity: str, version: int, state: str) -> PairDecision:
    made = session.get(PairDecision, identity)
    if made is None or made.version != version or made.state != state:
        raise Refused("moved")
    return made


def _stands(session: Session, made: PairDecision, cause: Cause) -> None:
    """A decision that holds from now on: what is shown under what, and a line in the log of both."""
    refresh(session)
    for vendor, other in ((made.left, made.right), (made.right, made.left)):
        told = {"decision": made.decision, "other": other, "into": made.into}
        keep(session, PAIR, vendor, made.id, None, told, _of(cause, made.id, made.decision))


def _of(cause: Cause, identity: str, act: str) -> Cause:
    return structs.replace(cause, act=act, origin=identity)
