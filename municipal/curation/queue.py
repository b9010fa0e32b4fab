"""One list of what waits for curation, from wherever it comes: what, about whom, since when, and by when."""

from collections.abc import Callable, Iterable
from typing import Final

from msgspec import Struct, structs
from sqlmodel import Session

from municipal.curation.promises import promises
from municipal.curation.waiting import SOURCES, Asked, Waiting
from municipal.web.addresses import address
from municipal.web.facets import Chosen, Facet, Values, facets, kept
from municipal.web.format import number
from municipal.web.language import translator

PER_PAGE: Final = 40
PAIR: Final = "pair"
# From so many on, the duplicates are read on their own page.
SEVERAL: Final = 4


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


def queue(session: Session, asked: Asked, chosen: Chosen, asked_page: int, legends: Callable[[str], str]) -> Queue:
    """A page of what waits, what is due first before the others; what has no day comes last."""
    every = sorted(gathered(session, asked), key=lambda row: (row.due_on or "9", row.since, row.kind, row.title))
    rows = kept(every, VALUES, chosen)
    count, late = len(rows), sum(row.late for row in rows)
    rows = rows if chosen.get("kind") else together(rows, asked.spoken)
    choices = {
        "state": (legends("state"), [(one, legends(one)) for one in ("late", "second")]),
        "kind": (legends("kind"), [(kind, one.name(asked.spoken)) for kind, one in promises().items()]),
    }
    pages = max(1, -(-len(rows) // PER_PAGE))
    page = min(asked_page, pages)
    return Queue(
        rows=rows[(page - 1) * PER_PAGE : page * PER_PAGE],
        facets=facets(every, VALUES, choices, chosen, asked.spoken),
        page=page,
        pages=pages,
        count=count,
        late=late,
    )


def together(rows: list[Waiting], spoken: str) -> list[Waiting]:
    """The list with its possible duplicates as one line, where the first of them stood, once there are several."""
    pairs = [row for row in rows if row.kind == PAIR]
    if len(pairs) < SEVERAL:
        return rows
    _ = translator(spoken)
    title = _("{count} doublons possibles").format(count=number(len(pairs), spoken))
    one = structs.replace(
        pairs[0],
        title=title,
        href=address("curation_pairs", spoken),
        about="",
        about_href="",
        late=any(row.late for row in pairs),
    )
    return [one if row is pairs[0] else row for row in rows if row is pairs[0] or row.kind != PAIR]


def gathered(session: Session, asked: Asked) -> Iterable[Waiting]:
    """Everything that waits, source by source."""
    for source in SOURCES:
        yield from source(session, asked)
