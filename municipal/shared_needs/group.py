"""What the cities of a territory need together: for an MRC or the province, the ground of a joint purchase."""

from msgspec import Struct
from sqlmodel import Session

from municipal.people.roles import MRC, kind_of
from municipal.places.queries import mrc_name, places
from municipal.shared_needs.queries import Member, NeedRow, joined_by, need
from vendors.text import words


class Sum(Struct, frozen=True):
    """The volumes that cities gave in one unit, added up."""

    total: float
    unit: str
    cities: int


class GroupNeed(Struct, frozen=True):
    """A need as the cities of a territory have it; `row` counts the cities of all Québec."""

    row: NeedRow
    members: list[Member]
    sums: list[Sum]

    @property
    def conditions(self) -> list[Member]:
        """The cities that set conditions."""
        return [member for member in self.members if member.conditions]


def needs_of(session: Session, body: str, language: str) -> list[GroupNeed]:
    """The needs that the cities of a body joined: its own for a municipality, its cities' for an MRC, all for all."""
    found: list[GroupNeed] = []
    for identity, members in joined_by(session, _cities(session, body)).items():
        row = need(session, identity, language)
        if row:
            found.append(GroupNeed(row, members, sums(members)))
    return found


def sums(members: list[Member]) -> list[Sum]:
    """The volumes by unit, the unit that most cities used first; « km » and « Km. » are one unit."""
    by_unit: dict[str, list[Member]] = {}
    for member in members:
        if member.volume is not None:
            by_unit.setdefault(" ".join(words(member.unit)), []).append(member)
    made = [Sum(sum(one.volume or 0 for one in given), given[0].unit, len(given)) for given in by_unit.values()]
    return sorted(made, key=lambda one: (-one.cities, one.unit))


def _cities(session: Session, body: str) -> set[str]:
    kind = kind_of(body)
    if kind == "municipality":
        return {body}
    if kind == "province":
        return {place.code for place in places(session)}
    name = mrc_name(session, body.removeprefix(MRC))
    return {place.code for place in places(session) if name and place.mrc == name}
