"""What a city declares that it follows: begun, changed, no longer followed. What it measured stays."""

from typing import Final

from msgspec import Struct
from sqlalchemy import func, insert
from sqlmodel import Session, select

from municipal.indicators.queries import IndicatorRow, indicators
from municipal.indicators.tables import Indicator, Reading, Tracked
from municipal.traces.chain import By, record
from municipal.traces.versions import Kept, at_version, history, keep
from vendors.needs.words import stems

KIND: Final = "tracked"


class Declared(Struct, frozen=True):
    """What a city says of an indicator that it follows."""

    since: int
    source_fr: str
    source_en: str
    target: float | None = None
    worst: float | None = None


class Tracking(Struct, frozen=True):
    """An indicator as a city follows it, at a version; `readings` is how often it measured."""

    declared: Declared
    version: int
    readings: int


class Moved(Struct, frozen=True):
    """Somebody changed it since the form was made: what both began from, and what now stands; None once it is gone."""

    base: Declared | None
    theirs: Tracking | None


def tracking(session: Session, city: str, indicator: str) -> Tracking | None:
    """What a city declares of an indicator, if it follows it."""
    row = _row(session, city, indicator)
    if row is None:
        return None
    query = select(func.count()).select_from(Reading).where(Reading.city == city, Reading.indicator == indicator)
    return Tracking(_declared(row), row.version, session.exec(query).one())


def consistent(session: Session, indicator: str, told: Declared) -> bool:
    """Whether target and worst value lie as the indicator wants: where more is better, the target above the worst."""
    if told.target is None or told.worst is None:
        return True
    polarity = session.exec(select(Indicator.polarity).where(Indicator.id == indicator)).first()
    if polarity == "more":
        return told.target > told.worst
    return told.target < told.worst if polarity == "less" else told.target != told.worst


def matching(session: Session, words: str, language: str) -> list[IndicatorRow]:
    """The indicators of the catalogue whose name or description shares a word with some words, most of them first."""
    asked = set(stems(words, language))
    ranked: list[tuple[int, IndicatorRow]] = []
    for row in indicators(session, language):
        named, told = asked & set(stems(row.name, language)), asked & set(stems(row.description, language))
        if named or told:
            ranked.append((2 * len(named) + len(told), row))
    return [row for _rank, row in sorted(ranked, key=lambda pair: -pair[0])]


def declare(session: Session, by: By, city: str, indicator: str, told: Declared) -> bool:
    """A city begins to follow an indicator; false when it does already."""
    if _row(session, city, indicator):
        return False
    before = history(session, KIND, f"{city}/{indicator}", body=city)
    version = before[0].version + 1 if before else 1
    # Not through the mapper: it would begin each row at version 1, also one that comes back.
    values = _values(told)
    session.execute(insert(Tracked).values(city=city, indicator=indicator, version=version, **values))
    _keep(session, by, city, indicator, told, version)
    record(session, by, "indicator.tracked", KIND, indicator, body=city, version=version, after=values)
    return True


def change(session: Session, by: By, city: str, indicator: str, told: Declared, *, version: int) -> Moved | None:
    """Change what is declared of an indicator; Moved when somebody else did meanwhile."""
    row = _row(session, city, indicator)
    if row is None or row.version != version:
        return _moved(session, city, indicator, version)
    before = _declared(row)
    if before == told:
        return None
    _keep_first(session, city, indicator, before, version)
    for name, value in _values(told).items():
        setattr(row, name, value)
    session.add(row)
    session.flush()
    _keep(session, by, city, indicator, told, row.version)
    record(
        session,
        by,
        "indicator.changed",
        KIND,
        indicator,
        body=city,
        version=row.version,
        before=_values(before),
        after=_values(told),
    )
    return None


def stop(session: Session, by: By, city: str, indicator: str, *, version: int) -> Moved | None:
    """A city no longer follows an indicator; its readings stay, and show again should it follow it anew."""
    row = _row(session, city, indicator)
    if row is None or row.version != version:
        return _moved(session, city, indicator, version)
    before = _declared(row)
    _keep_first(session, city, indicator, before, version)
    session.delete(row)
    session.flush()
    record(session, by, "indicator.left", KIND, indicator, body=city, version=version, before=_values(before))
    return None


def _row(session: Session, city: str, indicator: str) -> Tracked | None:
    return session.exec(select(Tracked).where(Tracked.city == city, Tracked.indicator == indicator)).first()


def _moved(session: Session, city: str, indicator: str, version: int) -> Moved:
    base = at_version(session, KIND, f"{city}/{indicator}", body=city, version=version)
    return Moved(_of(base) if base else None, tracking(session, city, indicator))


def _keep(session: Session, by: By, city: str, indicator: str, told: Declared, version: int) -> None:
    keep(session, by, KIND, f"{city}/{indicator}", body=city, version=version, values=_values(told))


def _keep_first(session: Session, city: str, indicator: str, before: Declared, version: int) -> None:
    """What `seed/` brought has no version kept: keep it before it changes, so that two edits can be joined."""
    if at_version(session, KIND, f"{city}/{indicator}", body=city, version=version) is None:
        _keep(session, By("system"), city, indicator, before, version)


def _declared(row: Tracked) -> Declared:
    return Declared(row.since, row.source_fr, row.source_en, row.target, row.worst)


def _of(kept: Kept) -> Declared:
    return Declared(**kept.values)


def _values(told: Declared) -> dict[str, object]:
    return {name: getattr(told, name) for name in Declared.__struct_fields__}
