"""A change of one row of the registry that matters: proposed by one person, accepted or refused by another."""

import secrets
from typing import Any, Final, Literal

from msgspec import Struct
from sqlmodel import Session, col, select

from municipal.curation.tables import RegistryEdit
from municipal.db import touch
from municipal.people.roles import PROVINCE
from municipal.traces.chain import Permit, now, record
from vendors.registry.changing import TABLES, Cause, Kind, alter, content, drop
from vendors.registry.tables import Vendor

OBJECT: Final = "registry_edit"
WAITING: Final = "waiting"
ACCEPTED: Final = "accepted"
REFUSED: Final = "refused"
# The act of a change of the registry that two people made.
ACT: Final = "edit"

Decided = Literal["done", "moved", "own", "taken"]


class Edit(Struct, frozen=True):
    """A change that somebody proposed: the fields of a row as they stood and as they would be; none: the row goes."""

    id: str
    vendor: str
    kind: Kind
    key: str
    before: dict[str, Any]
    after: dict[str, Any]
    source: str
    reason: str
    state: str
    person: str
    at: str
    version: int


class Answer(Struct, frozen=True):
    """What a second person answers to an edit, as they read it, and why."""

    edit: str
    version: int
    accepted: bool
    reason: str


def propose(
    session: Session,
    permit: Permit,
    *,
    vendor: str,
    kind: Kind,
    key: str,
    values: dict[str, Any],
    source: str,
    reason: str,
) -> str | None:
    """Keep an edit until a second person answers; its id comes back, or None when it would change nothing.

    No value at all proposes that the row goes. Raises NoResultFound for a row that does not exist.
    """
    by = permit("registry.propose")
    stands = content(session.get_one(TABLES[kind], key))
    changed = {name: value for name, value in values.items() if stands[name] != value}
    if values and not changed:
        return None
    before = {name: stands[name] for name in changed} if values else stands
    made = RegistryEdit(
        id=secrets.token_hex(8),
        vendor=vendor,
        kind=kind,
        key=key,
        before=before,
        after=changed,
        source=source,
        reason=reason,
        person=by.person,
        at=now(),
    )
    session.add(made)
    session.flush()
    after = {"kind": kind, "key": key, "after": changed}
    record(session, by, "registry.proposed", OBJECT, made.id, body=PROVINCE, version=1, after=after, reason=reason)
    return made.id


def decide(session: Session, permit: Permit, person: str, answer: Answer) -> Decided:
    """Accept or refuse an edit, with a reason; once accepted, the row says it.

    `own` when it is the person’s own; `moved` when it has its answer or the row no longer says what it said; `taken`
    when another enterprise has the NEQ. Then nothing is changed.
    """
    made = session.exec(select(RegistryEdit).where(RegistryEdit.id == answer.edit)).first()
    if made is None or made.version != answer.version or made.state != WAITING:
        return "moved"
    if made.person == person:
        return "own"
    by = permit("registry.accept", phase=made.state, author=made.person)
    if answer.accepted:
        row = session.get(TABLES[made.kind], made.key)  # type: ignore[index] - only kinds are ever written
        if row is None or _differs(content(row), made.before):
            return "moved"
        if _taken(session, made):
            return "taken"
        _write(session, made)
        touch(session)
    made.state = ACCEPTED if answer.accepted else REFUSED
    made.second, made.second_at, made.second_reason = by.person, now(), answer.reason
    session.add(made)
    session.flush()
    record(
        session,
        by,
        "registry.decided",
        OBJECT,
        made.id,
        body=PROVINCE,
        version=made.version,
        before=made.before,
        after={"accepted": answer.accepted, "after": made.after},
        reason=answer.reason,
    )
    return "done"


def edit(session: Session, identity: str) -> Edit | None:
    """An edit by its id."""
    row = session.exec(select(RegistryEdit).where(RegistryEdit.id == identity)).first()
    return _shown(row) if row else None


def waiting(session: Session, vendors: list[str] | None = None) -> list[Edit]:
    """The edits that wait for a second person, the oldest first; of some suppliers, or of all."""
    query = select(RegistryEdit).where(RegistryEdit.state == WAITING)
    if vendors is not None:
        query = query.where(col(RegistryEdit.vendor).in_(vendors))
    return [_shown(row) for row in session.exec(query.order_by(RegistryEdit.at, RegistryEdit.id))]


def _write(session: Session, made: RegistryEdit) -> None:
    cause = Cause(ACT, now(), origin=made.id, person=made.person, reason=made.reason)
    kind: Kind = made.kind  # type: ignore[assignment] - only kinds are ever written
    if made.after:
        alter(session, kind, made.vendor, made.key, made.after, cause)
    else:
        drop(session, kind, made.vendor, made.key, cause)


def _differs(stands: dict[str, Any], before: dict[str, Any]) -> bool:
    return any(stands.get(name) != value for name, value in before.items())


def _taken(session: Session, made: RegistryEdit) -> bool:
    neq = made.after.get("neq") if made.kind == "vendor" else None
    if not neq:
        return False
    query = select(Vendor.id).where(Vendor.neq == neq, Vendor.id != made.key)
    return session.exec(query).first() is not None


def _shown(row: RegistryEdit) -> Edit:
    return Edit(**{name: getattr(row, name) for name in Edit.__struct_fields__})
