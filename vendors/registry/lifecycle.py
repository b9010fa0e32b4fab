"""A supplier’s place: a step is proposed with its proofs, decided by one or two people, and can be taken back."""

import datetime as dt
import secrets

from msgspec import Struct
from sqlalchemy import select
from sqlmodel import Session, col

from vendors.registry.changing import Cause, alter
from vendors.registry.forbidding import Refused
from vendors.registry.proving import after_months, known, missing
from vendors.registry.steps import DEREFERENCED, Lifecycle, Step, steps_from
from vendors.registry.tables import LifecycleStep, Vendor

__all__ = [
    "Due",
    "Proposal",
    "Removal",
    "confirmations_due",
    "decide",
    "known",
    "missing",
    "propose",
    "removals",
    "steps_from",
]
WAITING = "waiting"
ACCEPTED = "accepted"
REFUSED = "refused"
ACT = "lifecycle"


class Proposal(Struct, frozen=True):
    """A step that somebody wants a supplier to take: with what it brings as proof, by proof, and why."""

    vendor: str
    after: str
    proofs: dict[str, str]
    reason: str


class Due(Struct, frozen=True):
    """A listed supplier whose yearly confirmation is due, since which day (ISO), and whether the grace is over."""

    vendor: str
    name: str
    confirmed_on: str | None
    since: str
    late: bool


class Removal(Struct, frozen=True):
    """Why a supplier was removed (a choice of the rules), with what source, and on which day (ISO)."""

    reason: str
    source: str
    on: str


def propose(session: Session, asked: Proposal, cause: Cause, rules: Lifecycle) -> str:
    """Keep a step until a second person answers, or take it at once where one person decides; its id comes back.

    Raises Refused: `unknown`, `merged`, `step` (none leads there from here), `waiting` (one waits), or `missing`.
    """
    row = session.get(Vendor, asked.vendor)
    if row is None:
        raise Refused("unknown")
    if row.merged_into:
        raise Refused("merged")
    step = next((one for one in steps_from(row.status, rules) if one.after == asked.after), None)
    if step is None:
        raise Refused("step")
    query = select(col(LifecycleStep.id)).where(
        col(LifecycleStep.vendor) == row.id, col(LifecycleStep.state) == WAITING
    )
    if session.execute(query).first():
        raise Refused("waiting")
    given = {name: text.strip() for name, text in asked.proofs.items() if name in step.proofs and text.strip()}
    if missing(session, row.id, asked.after, given, rules, cause.at[:10]):
        raise Refused("missing")
    proven = known(session, row.id, rules, cause.at[:10])
    made = LifecycleStep(
        id=secrets.token_hex(8),
        vendor=row.id,
        before=row.status,
        after=asked.after,
        proofs={name: given.get(name, proven.get(name, "")) for name in step.proofs},
        reason=asked.reason,
        state=ACCEPTED if step.people == 1 else WAITING,
        person=cause.person,
        at=cause.at,
    )
    session.add(made)
    session.flush()
    if made.state == ACCEPTED:
        _take(session, made, step, cause)
    return made.id


def decide(session: Session, identity: str, version: int, accepted: bool, cause: Cause, rules: Lifecycle) -> None:  # noqa: FBT001 - the answer itself
    """A second person accepts or refuses a step that waits.

    Raises Refused: `moved` when it was answered, or when the supplier is elsewhere by now; `author` for one’s own.
    """
    made = session.get(LifecycleStep, identity)
    if made is None or made.version != version or made.state != WAITING:
        raise Refused("moved")
    if made.person == cause.person:
        raise Refused("author")
    row = session.get_one(Vendor, made.vendor)
    step = next((one for one in steps_from(made.before, rules) if one.after == made.after), None)
    if accepted and (step is None or row.status != made.before):
        raise Refused("moved")
    made.state = ACCEPTED if accepted else REFUSED
    made.second, made.second_at, made.second_reason = cause.person, cause.at, cause.reason
    session.flush()
    if accepted and step:
        _take(session, made, step, cause)


def confirmations_due(session: Session, today: str, rules: Lifecycle) -> list[Due]:
    """The listed suppliers whose confirmation is older than a year, or that have none; the oldest first."""
    query = select(col(Vendor.id), col(Vendor.name), col(Vendor.confirmed_on)).where(
        col(Vendor.status) == "listed", col(Vendor.merged_into).is_(None)
    )
    found = [_due(one, name, day, today, rules) for one, name, day in session.execute(query)]
    return sorted((one for one in found if one.since <= today), key=lambda one: (one.since, one.vendor))


def removals(session: Session) -> dict[str, Removal]:
    """Why each removed supplier was removed."""
    query = (
        select(LifecycleStep)
        .join(Vendor, col(Vendor.id) == LifecycleStep.vendor)
        .where(
            col(Vendor.status) == DEREFERENCED,
            col(LifecycleStep.after) == DEREFERENCED,
            col(LifecycleStep.state) == ACCEPTED,
        )
        .order_by(col(LifecycleStep.at), col(LifecycleStep.id))
    )
    return {
        step.vendor: Removal(
            step.proofs.get("removal", ""), step.proofs.get("source", ""), (step.second_at or step.at)[:10]
        )
        for step in session.scalars(query)
    }


def _take(session: Session, made: LifecycleStep, step: Step, cause: Cause) -> None:
    """Give the supplier its place; a confirmation brought as a proof is kept with it."""
    values = {"status": made.after}
    if "confirmation" in step.proofs:
        values["confirmed_on"] = made.proofs["confirmation"]
    alter(session, "vendor", made.vendor, made.vendor, values, Cause(ACT, cause.at, made.id, cause.person, made.reason))


def _due(vendor: str, name: str, confirmed_on: str | None, today: str, rules: Lifecycle) -> Due:
    if not confirmed_on:
        return Due(vendor, name, None, today, late=True)
    day = after_months(dt.date.fromisoformat(confirmed_on[:10]), rules.validity.confirmation_months)
    late = after_months(day, rules.validity.grace_months).isoformat() < today
    return Due(vendor, name, confirmed_on, day.isoformat(), late)
