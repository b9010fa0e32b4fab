"""What municipalities of a kind already report or publish: proposed to a city, never declared in its place."""

from functools import cache
from typing import Annotated, Final

from msgspec import Meta, Struct
from sqlmodel import Session, select

from municipal.bilingual import Bilingual
from municipal.indicators.queries import IndicatorRow, indicators, tracked_ids
from municipal.indicators.seed import indicator_ids
from municipal.indicators.tables import NotTracked
from municipal.paths import SEED
from municipal.places.queries import municipality
from municipal.traces.chain import By, now, record
from municipal.web.typography import french
from vendors.sources.faults import Fault, UnusableError
from vendors.sources.seedfile import read_csv

KIND: Final = "not_tracked"
FILE: Final = SEED / "expected.csv"

Text = Annotated[str, Meta(pattern=r"\S")]


class Reported(Bilingual, frozen=True):
    """A row of `expected.csv`; `document` is where a city finds its values, `why` what the cited source supports."""

    indicator: Text
    applies_to: Annotated[str, Meta(pattern=r"^(all|\d+,\d*|,\d+)$")]
    document_fr: Text
    document_en: Text
    why_fr: Text
    why_en: Text
    source_title: Text
    checked_on: Annotated[str, Meta(pattern=r"^\d{4}-\d\d-\d\d$")]
    verified: bool
    source_url: Annotated[str, Meta(pattern=r"^https?://\S+$")] | None = None

    def applies(self, population: int) -> bool:
        """Whether it is for a city of so many people: from the lower bound, below the upper one."""
        if self.applies_to == "all":
            return True
        low, _, high = self.applies_to.partition(",")
        return int(low or 0) <= population < int(high or population + 1)


class Expected(Struct, frozen=True):
    """What is reported of an indicator, with the indicator in the reader's language."""

    row: IndicatorRow
    told: Reported


@cache
def reported() -> dict[str, Reported]:
    """What is reported, by indicator.

    Raises UnusableError when the file is broken, names an unknown indicator or one twice, or lacks French typography.
    """
    rows = read_csv(FILE, Reported)
    known = indicator_ids(SEED / "indicators.csv")
    ids = [row.indicator for row in rows]
    faults = [
        Fault("seed", f"{FILE.name}:{row.indicator}", f"Corrigez {row.indicator}.", f"Correct {row.indicator}.")
        for row in rows
        if row.indicator not in known
        or ids.count(row.indicator) > 1
        or any(french(text) != text for text in (row.document_fr, row.why_fr, row.source_title))
    ]
    if faults:
        raise UnusableError(faults)
    return {row.indicator: row for row in rows}


def expected(session: Session, city: str, language: str) -> list[Expected]:
    """What a city of this kind may follow already: neither declared nor dismissed; what a source confirms first."""
    gone = dismissed_ids(session, city)
    return [one for one in _all(session, city, language) if one.row.id not in gone]


def dismissed(session: Session, city: str, language: str) -> list[Expected]:
    """What the city said it does not follow, and still does not."""
    gone = dismissed_ids(session, city)
    return [one for one in _all(session, city, language) if one.row.id in gone]


def dismissed_ids(session: Session, city: str) -> set[str]:
    """The indicators that a city said it does not follow."""
    return set(session.exec(select(NotTracked.indicator).where(NotTracked.city == city)))


def dismiss(session: Session, by: By, city: str, indicator: str) -> bool:
    """A city says that it does not follow an indicator; false when nothing changes."""
    if indicator not in reported() or indicator in tracked_ids(session, city) | dismissed_ids(session, city):
        return False
    session.add(NotTracked(city=city, indicator=indicator, at=now()))
    session.flush()
    record(session, by, "indicator.dismissed", KIND, indicator, body=city, after={"dismissed": True})
    return True


def propose_again(session: Session, by: By, city: str, indicator: str) -> bool:
    """A city takes that back: the indicator is proposed anew; false when nothing changes."""
    query = select(NotTracked).where(NotTracked.city == city, NotTracked.indicator == indicator)
    row = session.exec(query).first()
    if row is None:
        return False
    session.delete(row)
    session.flush()
    record(
        session,
        by,
        "indicator.dismissed",
        KIND,
        indicator,
        body=city,
        before={"dismissed": True},
        after={"dismissed": False},
    )
    return True


def _all(session: Session, city: str, language: str) -> list[Expected]:
    """What applies to the city and is not declared."""
    place = municipality(session, city)
    if place is None:
        return []
    declared = tracked_ids(session, city)
    rows = {row.id: row for row in indicators(session, language)}
    found = [
        Expected(rows[one.indicator], one)
        for one in reported().values()
        if one.indicator not in declared and one.applies(place.population)
    ]
    return sorted(found, key=lambda one: not one.told.verified)
