"""What rests on a row of the registry, so that it cannot go: rows that refer to it, decisions, steps."""

from collections.abc import Callable, Collection
from typing import Any, Final, Literal

from sqlalchemy import or_, select
from sqlmodel import Session, col

from vendors.registry.changing import Kind, parts
from vendors.registry.tables import Fact, FitStatement, LifecycleStep, PairDecision, Solution, VendorAlias

Key = tuple[Kind, str]
# By kind: the tables whose rows refer to one of it, the kind that they are in the log, and the column.
_REFERRING: Final[dict[Kind, list[tuple[str, Any, Any]]]] = {
    "solution": [("fact", Fact.id, Fact.solution), ("fit", FitStatement.id, FitStatement.solution)],
    "vendor": [("solution", Solution.id, Solution.vendor), ("vendor_alias", VendorAlias.id, VendorAlias.vendor)],
}


def rests_on(
    session: Session, going: Collection[Key], held: Callable[[str], bool]
) -> dict[Key, Literal["held", "stands"]]:
    """Of the rows that would go together, those on which something rests that does not go, and how."""
    stay: dict[Key, Literal["held", "stands"]] = {}
    decided = _decided(session, [key for kind, key in going if kind == "vendor"])
    # What refers to a row is looked at before it: when that stays, so does this.
    for kind, referring in _REFERRING.items():
        ours = [key for one, key in going if one == kind]
        for key in ours:
            if (kind == "vendor" and key in decided) or held(key):
                stay[kind, key] = "held"
        for other, identity, column in referring:
            for some in parts(ours):
                for row, key in session.execute(select(identity, column).where(column.in_(some))):
                    if (other, row) not in going or (other, row) in stay:
                        stay.setdefault((kind, key), stay.get((other, row), "stands"))  # type: ignore[arg-type]
    return stay


def _decided(session: Session, vendors: list[str]) -> set[str]:
    """The suppliers about which a decision or a step stands, or waits."""
    found: set[str] = set()
    for some in parts(vendors):
        pairs = select(col(PairDecision.left), col(PairDecision.right)).where(
            col(PairDecision.state).in_(("stands", "waiting")),
            or_(col(PairDecision.left).in_(some), col(PairDecision.right).in_(some)),
        )
        found.update(one for pair in session.execute(pairs) for one in pair)
        steps = select(col(LifecycleStep.vendor)).where(
            col(LifecycleStep.state) == "waiting", col(LifecycleStep.vendor).in_(some)
        )
        found.update(session.scalars(steps))
    return found
