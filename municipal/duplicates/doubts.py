"""The possible duplicates as they stand, in groups: kept in memory until public data change."""

from collections.abc import Iterable

from msgspec import Struct
from sqlalchemy import func, select
from sqlmodel import Session, col

from municipal.curation.promises import day_of
from municipal.curation.proposed_neqs import the_lexicon
from municipal.kept import kept
from vendors.registry.duplicates import Doubt, doubts
from vendors.registry.tables import Vendor, VendorChange

_NAMED = ("vendor", "vendor_alias")


class Doubts(Struct, frozen=True):
    """Every possible duplicate, the surest first; the names of suppliers, and the day they last changed, if known."""

    pairs: list[Doubt]
    names: dict[str, str]
    since: dict[str, str]

    def day(self, one: Doubt) -> str:
        """The day since which a pair may be in doubt: that of the later change of its two sides; blank if unknown."""
        return max(self.since.get(one.left, ""), self.since.get(one.right, ""))


@kept
def all_doubts(session: Session) -> Doubts:
    """The possible duplicates of the registry: neither the pairs that stand apart, nor those that wait for a second."""
    latest = (
        select(col(VendorChange.vendor), func.max(col(VendorChange.at)))
        .where(col(VendorChange.kind).in_(_NAMED))
        .group_by(col(VendorChange.vendor))
    )
    return Doubts(
        pairs=doubts(session, the_lexicon()),
        names={row.id: row.name for row in session.execute(select(col(Vendor.id), col(Vendor.name)))},
        since={vendor: day_of(at) for vendor, at in session.execute(latest)},
    )


def groups(pairs: Iterable[Doubt]) -> list[list[Doubt]]:
    """The pairs in groups: two that share a record go together. Groups and pairs keep their order."""
    root: dict[str, str] = {}

    def top(one: str) -> str:
        while root.setdefault(one, one) != one:
            root[one] = root[root[one]]
            one = root[one]
        return one

    listed = list(pairs)
    for pair in listed:
        root[top(pair.right)] = top(pair.left)
    found: dict[str, list[Doubt]] = {}
    for pair in listed:
        found.setdefault(top(pair.left), []).append(pair)
    return list(found.values())
