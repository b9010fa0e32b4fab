"""The grid that was published, as the committee scores by it, and the faults that keep the scoring from opening."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Final

from msgspec import Struct

from municipal.committee.queries import MemberRow
from municipal.legal import the_checklist, the_rules
from vendors.sources.faults import Fault
from vendors.tenders import grid as law
from vendors.tenders.grid import Criterion
from vendors.tenders.number import exact, plain

# Where nothing is scored, what the secretary records of each bid is held as a criterion of this name.
CONFORMS: Final = "conforming"
_CONFORMS_NAME: Final = ("Conformité", "Conformity")


class Scored(Struct, frozen=True):
    """A criterion with its names; `key` says it in a form, whatever its id holds."""

    key: str
    id: str
    name_fr: str
    name_en: str
    most: Fraction
    least: Fraction | None = None
    questions: tuple[str, ...] = ()

    def asked(self, language: str) -> list[str]:
        """The questions to the bidders that it covers, as the grid fixed them, in the reader’s language."""
        known = {one.id: one for one in the_checklist().questions}
        found = [known[one] for one in self.questions if one in known]
        return [one.question_en if language == "en" else one.question_fr for one in found]

    def name(self, language: str) -> str:
        """Its name in the reader’s language."""
        return (self.name_en if language == "en" else self.name_fr) or self.name_fr or self.id

    @property
    def top(self) -> str:
        """Its points as a decimal text."""
        return plain(self.most)


class Grid(Struct, frozen=True):
    """A grid: how the award is made, by which criteria, with which factor or points for price."""

    mode: str
    factor: Fraction
    price_points: Fraction
    criteria: tuple[Scored, ...]

    @property
    def scored(self) -> bool:
        """Whether members score: at the lowest price nobody does, and conformity alone is recorded."""
        return self.mode != "lowest_price"

    @property
    def lines(self) -> tuple[Scored, ...]:
        """What is agreed on for each bid: the criteria, or conformity."""
        fr, en = _CONFORMS_NAME
        return self.criteria if self.scored else (Scored("1", CONFORMS, fr, en, Fraction(1)),)

    @property
    def law(self) -> list[Criterion]:
        """The criteria as the rules know them."""
        return [Criterion(one.id, one.most, one.least) for one in self.criteria]


def read_grid(frozen: dict[str, Any]) -> Grid:
    """A grid from what the project fixed; at the lowest price its criteria count for nothing."""
    mode = str(frozen["mode"])
    rows: list[dict[str, Any]] = list(frozen.get("criteria") or [])
    criteria = tuple(
        Scored(
            str(n),
            str(row["id"]),
            str(row.get("name_fr") or ""),
            str(row.get("name_en") or ""),
            _exact(row.get("max")) or Fraction(0),
            _exact(row.get("min")),
            tuple(map(str, row.get("questions") or [])),
        )
        for n, row in enumerate(rows, 1)
    )
    factor, price_points = (_exact(frozen.get(name)) for name in ("factor", "price_points"))
    return Grid(mode, factor or Fraction(0), price_points or Fraction(0), criteria if mode != "lowest_price" else ())


def faults(grid: Grid, members: Sequence[MemberRow]) -> list[Fault]:
    """Every way in which a grid and a committee break R1 to R5, as far as they hold for the way of awarding."""
    committee = [law.Member(one.name, one.council_member) for one in members if not one.excused_at]
    if grid.mode == "two_envelope":
        return law.faults_of(law.Grid(grid.law, committee, grid.factor), the_rules())
    if grid.mode == "one_envelope":
        return [
            *law.total_faults(grid.law, the_rules().total_points - grid.price_points),
            *law.minimum_faults(grid.law),
            *law.committee_faults(committee, the_rules()),
        ]
    return []


def _exact(told: object) -> Fraction | None:
    """A number as the grid’s form wrote it; nothing where there is none."""
    return None if told in (None, "") else exact(str(told))
