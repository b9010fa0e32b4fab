"""The library as it stands: documented cases in memory, and beside them those that cities published themselves."""

from collections.abc import Iterator, Sequence
from functools import cache, partial

import msgspec
from msgspec import Struct
from sqlalchemy import select as columns
from sqlmodel import Session, col

from municipal.cases.city_row import Published, city_row
from municipal.cases.effect import derived
from municipal.cases.rows import CaseRow, Reply, documented
from municipal.cases.seed import DocumentedCase, case_seeds
from municipal.cases.tables import CityCase, SupplierNotice
from municipal.cases.text import read
from municipal.indicators.queries import indicators, readings
from municipal.kept import kept
from municipal.needs import the_taxonomy
from municipal.paths import SEED
from municipal.places.names import Place
from municipal.places.queries import places
from vendors.text import sort_key


class Withdrawn(Struct, frozen=True):
    """When a case left the public pages, why, and who could read it."""

    at: str
    because: str
    visibility: str


class Shelf(Struct, frozen=True):
    """What the rows of the library are made from, and those already made, by language and world."""

    everyone: list[Place]
    dimensions: dict[str, str]
    published: list[Published]
    made: dict[tuple[str, bool], list[CaseRow]] = {}

    def rows(self, language: str, *, demo: bool) -> list[CaseRow]:
        """Every case in the reader's language: those of Québec first, the newest before the others."""
        key = (language, demo)
        if key not in self.made:
            regions = {place.code: place.region for place in self.everyone}
            told = [self._completed(row, regions) for row in cases(language, demo=demo)]
            own = [city_row(one, self.everyone, self.dimensions, language) for one in self.published]
            self.made[key] = in_order([*told, *own])
        return self.made[key]

    def _completed(self, row: CaseRow, regions: dict[str, str]) -> CaseRow:
        region = regions.get(row.municipality) if row.municipality else None
        dimension = self.dimensions.get(row.indicator) if row.indicator else None
        return msgspec.structs.replace(row, region=region, dimension=dimension)


@cache
def seeds(*, demo: bool) -> list[DocumentedCase]:
    """The documented cases of a world. Raises UnusableError when their file is broken."""
    folder = SEED / "demo" if demo else SEED
    return case_seeds(folder / "cases.toml", set(the_taxonomy().nodes), cited=not demo)


@cache
def cases(language: str, *, demo: bool) -> list[CaseRow]:
    """Every documented case, those of Québec first, the newest source before the others."""
    return in_order([documented(seed, language) for seed in seeds(demo=demo)])


@kept
def shelf(session: Session) -> Shelf:
    """The library of the present data."""
    dimensions = {row.id: row.dimension for row in indicators(session, "fr")}
    return Shelf(places(session), dimensions, list(_published(session)), {})


def teller(session: Session, identity: str) -> str | None:
    """The code of the city that told a case, though it may not give its name; None for a documented one."""
    return next((one.city for one in shelf(session).published if one.id == identity), None)


def in_order(rows: Sequence[CaseRow]) -> list[CaseRow]:
    """Those of Québec first, the newest source before the others, then by city."""
    named = sorted(rows, key=lambda row: (sort_key(row.city), row.id))
    newest = sorted(named, key=lambda row: row.source_date or row.started or "", reverse=True)
    return sorted(newest, key=lambda row: row.where != "quebec")


def _published(session: Session) -> Iterator[Published]:
    """What stands published; a withdrawn case has nothing any more."""
    notices = columns(
        col(SupplierNotice.case),
        col(SupplierNotice.reply),
        col(SupplierNotice.replied_by),
        col(SupplierNotice.replied_at),
    ).where(col(SupplierNotice.replied_at).is_not(None))
    replies = {case: Reply(text, by, at or "") for case, text, by, at in session.execute(notices)}
    query = (
        columns(
            col(CityCase.id),
            col(CityCase.city),
            col(CityCase.published),
            col(CityCase.published_at),
            col(CityCase.review_on),
        )
        .where(col(CityCase.published_at).is_not(None))
        .order_by(col(CityCase.id))
    )
    # Several cities tell of one indicator: its readings are read once.
    series_of = cache(partial(readings, session, language="fr"))
    for identity, city, told, at, review in session.execute(query).all():
        if told:
            text = read(told)
            reply = replies.get(identity) if text.supplier else None
            basis = derived(session, city, text, series_of)
            yield Published(identity, city, text, basis, at or "", review or "", reply)


def withdrawn(session: Session, identity: str) -> Withdrawn | None:
    """That a case which stood published was withdrawn, and why."""
    query = columns(col(CityCase.published_at), col(CityCase.withdrawn_because), col(CityCase.visibility)).where(
        col(CityCase.id) == identity, col(CityCase.published_at).is_not(None), col(CityCase.published).is_(None)
    )
    found = session.execute(query).first()
    return Withdrawn(found[0] or "", found[1], found[2]) if found else None
