"""What the changes of a row make of it, told again from the first: with all that stand, or without some of them."""

from collections.abc import Collection, Iterable
from typing import Any, Final

from msgspec import Struct

from vendors.registry.tables import VendorChange

UNDONE: Final = "undone"


class Told(Struct, frozen=True):
    """Whether there is a row, the value of each field that changes ever touched, and the change that gave it.

    `by` has no change for a value that was there before the first of them.
    """

    exists: bool
    values: dict[str, Any]
    by: dict[str, int]


def told(changes: Iterable[VendorChange], without: Collection[int] = ()) -> Told:
    """The row that its changes tell, in their order; those taken back, and those of `without`, are passed over.

    A row whose creation was taken back, and that somebody changed since, keeps the values of its creation.
    """
    exists = there = None
    values: dict[str, Any] = {}
    by: dict[str, int] = {}
    actual: dict[str, Any] = {}
    for change in changes:
        before, after = change.before, change.after
        if there is None or there != (before is not None):
            # What no change tells, as a new text of the seed, was there before: nothing takes it back.
            exists = before is not None
        for name, value in (before or {}).items():
            if name in actual and actual[name] != value:
                values[name] = value
                by.pop(name, None)
        there = after is not None
        actual |= after or {}
        if change.act == UNDONE:
            continue
        for name, value in ((after or {}) if before is None else before).items():
            values.setdefault(name, value)
        if change.taken_back or change.id in without:
            continue
        exists = there
        for name, value in (after or {}).items():
            values[name] = value
            by[name] = change.id or 0
    return Told(bool(exists), values, by)
