"""A proposal as whoever answers reads it: the row beside the one it would replace, cell by cell."""

from collections.abc import Mapping

from msgspec import Struct
from sqlmodel import Session

from municipal.cities.desk import called
from municipal.law.dated import Cells, File, seed_file
from municipal.law.proposing import stamp
from municipal.law.queries import Proposal
from municipal.law.words import FIELDS, cell_in_words, kind_name, topic_name
from municipal.web.language import translator


class Cell(Struct, frozen=True):
    """A field of a row: what stands today, what is proposed, and whether they differ."""

    label: str
    before: str
    after: str

    @property
    def changed(self) -> bool:
        """Whether the proposal changes it."""
        return self.before != self.after


class Shown(Struct, frozen=True):
    """A proposal in words; `own` when whoever reads made it, `stands` what tells whether the other row has moved."""

    proposal: Proposal
    title: str
    cells: list[Cell]
    replaces: bool
    stands: str
    own: bool
    who: str
    answered_by: str


def shown(session: Session, one: Proposal, now: Mapping[File, list[Cells]], person: str, spoken: str) -> Shown:
    """A proposal beside the row of the law in use that has its id."""
    _ = translator(spoken)
    before = next((row for row in now[one.file] if row["id"] == one.row["id"]), None)
    cells = [
        Cell(
            _(FIELDS[name]),
            cell_in_words(name, before[name], spoken) if before else "",
            cell_in_words(name, one.row.get(name, ""), spoken),
        )
        for name in seed_file(one.file).columns
    ]
    kind, topic = one.row.get("kind", ""), one.row.get("topic", "")
    return Shown(
        one,
        kind_name(kind, spoken) if kind else topic_name(topic, spoken),  # type: ignore[arg-type] - checked when proposed
        cells,
        before is not None,
        stamp(before),
        one.proposed_by == person,
        called(session, one.proposed_by, spoken),
        called(session, one.decided_by, spoken) if one.decided_by else "",
    )
