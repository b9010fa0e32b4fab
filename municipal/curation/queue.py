"""One list of what waits for curation, from wherever it comes: what, about whom, since when, and by when."""

from collections.abc import Callable, Iterable
from typing import Final

from msgspec import Struct
from sqlmodel import Session

from municipal.curation.promises import promises
from municipal.curation.waiting import SOURCES, Asked, Waiting
from municipal.web.facets import Chosen, Facet, Values, facets, kept

PER_PAGE: Final = 40


def _states(row: Waiting) -> list[str]:
    return [*(["late"] if row.late else []), *(["second"] if row.second else [])]


VALUES: Final[Values[Waiting]] = {"kind": lambda row: [row.kind], "state": _states}


class Queue(Struct, frozen=True):
    """A page of the list; `count` are all that the facets keep, `late` those of them whose day has passed."""

    rows: list[Waiting]
    facets: list[Facet]
    page: int
    pages: int
    count: int
    late: int


def queue(session: Session, asked: Asked, chosen: Chosen, number: int, legends: Callable[[str], str]) -> Queue:
    """A page of what waits, what is due first before the others; what has no day comes last."""
    every = sorted(gathered(session, asked), key=lambda row: (row.due_on or "9", row.since, row.kind, row.title))
    rows = kept(every, VALUES, chosen)
    choices = {
        "state": (legends("state"), [(one, legends(one)) for one in ("late", "second")]),
        "kind": (legends("kind"), [(kind, one.name(asked.spoken)) for kind, one in promises().items()]),
    }
    pages = max(1, -(-len(rows) // PER_PAGE))
    page = min(number, pages)
    return Queue(
        rows=rows[(page - 1) * PER_PAGE : page * PER_PAGE],
        facets=facets(every, VALUES, choices, chosen, asked.spoken),
        page=page,
        pages=pages,
        count=len(rows),
        late=sum(row.late for row in rows),
    )


def gathered(session: Session, asked: Asked) -> Iterable[Waiting]:
    """Everything that waits, source by source."""
    for source in SOURCES:
        yield from source(session, asked)
