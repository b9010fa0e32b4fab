"""A plan written to the registry, every change kept under its import so that all of it can be taken back."""

from collections.abc import Callable

from sqlmodel import Session

from vendors.lists.plan import Counts, Plan
from vendors.registry.changing import Cause, Kind, alter, create_many


def apply(
    session: Session,
    plan: Plan,
    cause: Cause,
    *,
    most: int | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> Counts:
    """Write what a plan of this very session says, or only its first `most` rows that change anything.

    Whoever writes in several transactions makes a new plan in each: what is written is unchanged there, so a run that
    was cut short goes on where it stopped. `on_progress` learns how many of the rows to change are written.
    """
    moving = [row for row in plan.rows if row.writes]
    chosen = moving[:most]
    writes = [write for row in chosen for write in row.writes]
    # What later rows of the file say of a new supplier changes it once it is there.
    create_many(
        session, [(one.kind, one.vendor, one.values | _origin(one.kind, cause)) for one in writes if one.new], cause
    )
    for one in writes:
        if not one.new:
            alter(session, one.kind, one.vendor, one.key, one.values, cause)
    if on_progress:
        on_progress(len(chosen), len(moving))
    return plan.counts


def _origin(kind: Kind, cause: Cause) -> dict[str, str]:
    return {"source" if kind == "vendor_alias" else "origin": cause.origin}
