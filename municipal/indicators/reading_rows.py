"""One row of a file of readings, made sound or refused with its remedy."""

from collections.abc import Mapping
from typing import Final, Literal

from msgspec import Struct
from sqlmodel import Session, select

from municipal.indicators.measures import Measure, measures
from municipal.indicators.reading_columns import REQUIRED, number, period, truth, whole
from municipal.indicators.reading_refusals import (
    BLANK,
    CONTROL,
    COUNTED,
    NUMBERS,
    PERIODS,
    SOURCES,
    TRUTH,
    UNKNOWN,
    UNTRACKED,
    RefusedError,
    again,
    another,
    doubt,
)
from municipal.indicators.readings import Followed, faults, followed, mixed, period_fault
from municipal.indicators.tables import Indicator
from municipal.places.names import Place, resolve
from municipal.places.queries import places
from vendors.sources.table import NO_TEXT, Line, Refused
from vendors.text import fold

_CHOICES: Final = 5


class Row(Struct, frozen=True):
    """A sound row: the reading, and what it does to the one that stands, whose value is `was`."""

    line: int
    city: str
    indicator: str
    period: str
    measure: Measure
    effect: Literal["new", "changed", "same"]
    was: float | None = None


class _City:
    """What must be known of a city while its rows are read."""

    def __init__(self, session: Session, code: str) -> None:
        self._session = session
        self.code = code
        self.stored = measures(session, code)
        self._followed: dict[str, Followed | None] = {}
        # The periods measured so far, by indicator: those stored, then those of the file.
        self.periods: dict[str, set[str]] = {}
        for indicator, held in self.stored:
            self.periods.setdefault(indicator, set()).add(held)

    def followed(self, indicator: str) -> Followed | None:
        """The indicator as the city follows it."""
        if indicator not in self._followed:
            self._followed[indicator] = followed(self._session, self.code, indicator)
        return self._followed[indicator]


class Reader:
    """What reads the rows of one file, one after another; `written` are its columns as its header wrote them."""

    def __init__(self, session: Session, written: Mapping[str, str], city: str | None) -> None:
        self._session = session
        self._written = written
        self._city = city
        self._english = written.get("valeur", "").casefold() == "value"
        self._places = places(session)
        self._indicators = _indicators(session)
        self._codes: dict[str, str] = {}
        self._cities: dict[str, _City] = {}
        self._seen: dict[tuple[str, str, str], int] = {}

    def read(self, line: Line) -> Row | Refused:
        """The row, sound or refused."""
        try:
            return self._row(line)
        except RefusedError as wrong:
            return Refused(line.line, self._written.get(wrong.column, wrong.column), wrong.value, *wrong.told)

    def _row(self, line: Line) -> Row:
        values = {name: line.values.get(name, "") for name in self._written}
        for name, value in values.items():
            if NO_TEXT.search(value):
                raise RefusedError(name, value, CONTROL)
        for name in REQUIRED:
            if not values.get(name):
                raise RefusedError(name, "", BLANK)
        where = self._where(values.get("municipalite", ""))
        one = self._followed(where, values["indicateur"])
        when = _when(values["periode"], where.periods.setdefault(one.indicator, set()))
        key = (where.code, one.indicator, when)
        if before := self._seen.get(key):
            raise RefusedError("periode", values["periode"], again(before))
        known = where.stored.get((one.indicator, when))
        measure = _measured(values, one, known, english=self._english)
        self._seen[key] = line.line
        where.periods[one.indicator].add(when)
        effect = "new" if known is None else "same" if known == measure else "changed"
        return Row(line.line, *key, measure, effect, known.value if known else None)

    def _where(self, text: str) -> _City:
        given = text or self._city or ""
        if given not in self._codes:
            self._codes[given] = _code(given, self._places)
        code = self._codes[given]
        if self._city and code != self._city:
            raise RefusedError("municipalite", text, another(self._city))
        if code not in self._cities:
            self._cities[code] = _City(self._session, code)
        return self._cities[code]

    def _followed(self, where: _City, text: str) -> Followed:
        indicator = self._indicators.get(text) or self._indicators.get(fold(text))
        if indicator is None:
            raise RefusedError("indicateur", text, UNKNOWN)
        one = where.followed(indicator)
        if one is None:
            raise RefusedError("indicateur", text, UNTRACKED)
        return one


def left_blank(line: Line) -> bool:
    """Whether a row of the template was left as it came: it names an indicator, and nothing that was measured."""
    measured = ("periode", "valeur", "nombre_compte", "methode_changee")
    return bool(line.values.get("indicateur")) and not any(line.values.get(name) for name in measured)


def _measured(values: Mapping[str, str], one: Followed, known: Measure | None, *, english: bool) -> Measure:
    value = number(values["valeur"], english=english)
    if value is None:
        raise RefusedError("valeur", values["valeur"], NUMBERS["number"])
    source = values.get("source", "")
    pairs = [(known.source_fr, known.source_en)] if known else []
    counted: int | None = known.counted if known else None
    if "nombre_compte" in values:
        text = values["nombre_compte"]
        counted = whole(text) if text else None
        if text and counted is None:
            raise RefusedError("nombre_compte", text, COUNTED)
    changed: bool | None = known.method_changed if known else False
    if "methode_changee" in values:
        changed = truth(values["methode_changee"])
        if changed is None:
            raise RefusedError("methode_changee", values["methode_changee"], TRUTH)
    told = Measure(value, *one.sources(source, *pairs), counted, changed)
    for field, kind in faults(told, one).items():
        if field == "value":
            raise RefusedError("valeur", values["valeur"], NUMBERS[kind])
        if field == "counted":
            raise RefusedError("nombre_compte", values["nombre_compte"], COUNTED)
        raise RefusedError("source", source, SOURCES)
    return told


def _when(text: str, others: set[str]) -> str:
    found = period(text)
    fault = period_fault(found) or ("mixed" if mixed(found, others) else "")
    if fault:
        raise RefusedError("periode", text, PERIODS[fault])
    return found


def _code(text: str, everywhere: list[Place]) -> str:
    """The code of a municipality; a spreadsheet may have dropped its leading zeros."""
    if not text:
        raise RefusedError("municipalite", "", BLANK)
    answer = resolve(text.zfill(5) if text.isdecimal() else text, everywhere)
    if answer.place:
        return answer.place.code
    raise RefusedError("municipalite", text, doubt([f"{one.code} ({one.name})" for one in answer.choices[:_CHOICES]]))


def _indicators(session: Session) -> dict[str, str]:
    """The id of each indicator by its id and by its name in either language."""
    rows = session.exec(select(Indicator.id, Indicator.name_fr, Indicator.name_en)).all()
    names = {fold(name): row[0] for row in rows for name in row[1:]}
    return names | {row[0]: row[0] for row in rows}
