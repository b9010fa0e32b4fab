"""Taking changes back: a whole import, a proposal or one change; what somebody changed since stays, and is told."""

from collections import defaultdict
from collections.abc import Callable, Iterable

from msgspec import Struct, structs
from sqlalchemy import select
from sqlmodel import Session, col

from vendors.registry.changing import TABLES, Cause, parts
from vendors.registry.merging import refresh
from vendors.registry.reconciling import WHOLE, Kept, Row, reconcile
from vendors.registry.replay import UNDONE, told
from vendors.registry.resting import Key
from vendors.registry.tables import VendorChange

__all__ = ["Kept", "TakenBack", "take_back", "take_back_one"]
_WAIT = frozenset({"held", "missing", "taken"})


class TakenBack(Struct, frozen=True):
    """How many rows have again what they had, and what was kept."""

    restored: int
    kept: list[Kept]


def _nothing(_: str) -> bool:
    return False


def take_back(session: Session, origin: str, cause: Cause, held: Callable[[str], bool] = _nothing) -> TakenBack:
    """Take back every change of an origin that still stands; a second time takes back what could not go then.

    `held` tells whether something outside the registry rests on the id of a supplier or of a solution.
    """
    query = select(VendorChange).where(col(VendorChange.origin) == origin)
    return _take_back(session, session.scalars(query).all(), cause, held)


def take_back_one(session: Session, change_id: int, cause: Cause, held: Callable[[str], bool] = _nothing) -> TakenBack:
    """Take back one change; an unknown one, or one taken back already, changes nothing."""
    change = session.get(VendorChange, change_id)
    return _take_back(session, [change] if change else [], cause, held)


def _take_back(
    session: Session, changes: Iterable[VendorChange], cause: Cause, held: Callable[[str], bool]
) -> TakenBack:
    session.flush()
    targets = {one.id or 0: one for one in changes if one.kind in TABLES and one.act != UNDONE and not one.taken_back}
    if not targets:
        return TakenBack(0, [])
    rows = [
        Row(place[0], log[-1].vendor, place[1], told(log), told(log, targets), _fields(log, targets))
        for place, log in _logs(session, sorted({one.vendor for one in targets.values()})).items()
    ]
    origin = next(iter(targets.values())).origin
    restored, kept = reconcile(session, rows, structs.replace(cause, act=UNDONE, origin=origin), held)
    made = {(one.kind, one.key) for one in targets.values() if one.before is None}
    kept = [one for one in kept if one.field == WHOLE or (one.kind, one.key) not in made]
    kept += [row.kept(WHOLE, "changed") for row in rows if row.place in made and row.after.exists]
    # A row that cannot go, or come back, as long as something else stands is left to be tried again.
    wait = {(one.kind, one.key) for one in kept if one.field == WHOLE and one.why in _WAIT}
    for change in targets.values():
        change.taken_back = (change.kind, change.key) not in wait
    session.flush()
    refresh(session)
    return TakenBack(restored, kept)


def _fields(log: list[VendorChange], targets: dict[int, VendorChange]) -> frozenset[str]:
    """The fields that the changes to take back gave to a row, or took away with it."""
    return frozenset(name for one in log if one.id in targets for name in {**(one.before or {}), **(one.after or {})})


def _logs(session: Session, vendors: list[str]) -> dict[Key, list[VendorChange]]:
    """All changes of some suppliers by row, the first of each first."""
    found: dict[Key, list[VendorChange]] = defaultdict(list)
    for some in parts(vendors):
        query = select(VendorChange).where(col(VendorChange.vendor).in_(some)).order_by(col(VendorChange.id))
        for change in session.scalars(query):
            if change.kind in TABLES:
                found[change.kind, change.key].append(change)  # type: ignore[index] - one of the tables
    return found
