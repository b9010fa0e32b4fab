"""The rules of purchasing, in public: every dated row, in force, past or to come; what is unknown first."""

import datetime as dt
from typing import Final, Literal

from litestar import Controller, Response, get
from msgspec import Struct

from municipal.db import reading
from municipal.law.forms import LawQuery
from municipal.law.queries import the_law
from municipal.law.words import GROUPS, KINDS, Group, amount_of, kind_name, period_of, topic_name
from municipal.people.roles import PROVINCE
from municipal.people.rules import decide
from municipal.web.actor import actor_of
from municipal.web.addresses import canonical, paths
from municipal.web.form import FieldError, query
from municipal.web.format import today
from municipal.web.language import translator
from municipal.web.open import OPEN
from municipal.web.page import Asked, language, page
from municipal.web.threads import reads
from vendors.tenders.regime import Article, Dated, Law, Threshold, threshold

# When a row holds: on the day that is asked about, once before it, or later.
Time = Literal["now", "later", "past"]
_ORDER: Final[tuple[Time, ...]] = ("now", "later", "past")


class Line(Struct, frozen=True):
    """A dated row as the page shows it."""

    id: str
    what: str
    value: str
    regime: str
    article: str
    rule: str
    period: str
    time: Time
    unknown: bool
    verified: bool
    source_title: str
    source_url: str
    checked_on: str


class Shelf(Struct, frozen=True):
    """The rows of a group: those of the day or to come, and those that are past."""

    group: Group
    name: str
    lines: list[Line]
    past: list[Line]


class LawPages(Controller):
    """The rules, dated."""

    opt = OPEN
    include_in_schema = False

    @get(paths("law"))
    @reads
    def index(self, request: Asked) -> Response[bytes]:
        """Every row by topic; of a day that is asked about, those in force on it."""
        asked = query(LawQuery, canonical(request.query_params.multi_items()))
        spoken = language(request)
        on, errors = _day(asked.date, spoken)
        with reading() as session:
            law = the_law(session)
        filtered = bool(asked.date) and not errors
        lines = {row.id: line(row, on, spoken) for row in [*law.thresholds, *law.articles]}
        shelves = [_shelf(group, law, lines, spoken, filtered=filtered) for group in _groups(law)]
        there = [one for shelf in shelves for one in shelf.lines]
        return page(
            request,
            "law",
            "law/index.html",
            status=422 if errors else 200,
            date=asked.date,
            filtered=filtered,
            on=on.isoformat(),
            errors=errors,
            unknown=[one for one in there if one.unknown and one.time == "now"],
            missing=_missing(law, on, spoken),
            unverified=[one for one in there if not one.verified and not one.unknown and one.time == "now"],
            shelves=[one for one in shelves if one.lines or one.past],
            may_propose=decide(actor_of(request), "law.propose", body=PROVINCE).ok,
        )


def line(row: Dated, on: dt.date, spoken: str) -> Line:
    """A row in the reader’s language, as it stands on a day."""
    number = row if isinstance(row, Threshold) else None
    article = row if isinstance(row, Article) else None
    return Line(
        row.id,
        kind_name(number.kind, spoken) if number else topic_name(article.topic, spoken) if article else "",
        amount_of(number, spoken) if number else "",
        row.regime,
        number.article if number else (article.article or "") if article else "",
        article.rule(spoken) if article else "",
        period_of(row, spoken),
        _time(row, on),
        number is not None and number.amount is None,
        row.verified,
        row.source_title,
        row.source_url,
        row.checked_on.isoformat(),
    )


def _time(row: Dated, on: dt.date) -> Time:
    if row.effective_from and row.effective_from > on:
        return "later"
    return "past" if row.effective_to and row.effective_to < on else "now"


def _groups(law: Law) -> list[Group]:
    """The groups, and one for each topic that none of them has."""
    known = {topic for group in GROUPS for topic in group.topics}
    others = dict.fromkeys(row.topic for row in law.articles if row.topic not in known)
    return [*GROUPS, *(Group(topic, topic, (), (topic,)) for topic in others)]


def _shelf(group: Group, law: Law, lines: dict[str, Line], spoken: str, *, filtered: bool) -> Shelf:
    """The rows of a group: numbers before articles, what is unknown before what is known, the day before the rest."""
    rows = [lines[row.id] for row in law.thresholds if row.kind in group.kinds]
    rows += [lines[row.id] for topic in group.topics for row in law.articles if row.topic == topic]
    rows.sort(key=lambda one: (_ORDER.index(one.time), not one.unknown))
    there = [one for one in rows if one.time == "now" or (one.time == "later" and not filtered)]
    past = [] if filtered else [one for one in rows if one.time == "past"]
    return Shelf(group, translator(spoken)(group.name), there, past[::-1])


def _missing(law: Law, on: dt.date, spoken: str) -> list[str]:
    """The numbers of which not even a row is known for a day."""
    return [kind_name(kind, spoken) for kind in KINDS if threshold(law, kind, on) is None]


def _day(text: str, spoken: str) -> tuple[dt.date, list[FieldError]]:
    """The day that is asked about; today where none is, or where it is none."""
    if not text:
        return today(), []
    try:
        return dt.date.fromisoformat(text), []
    except ValueError:
        told = translator(spoken)("Écrivez une date comme {day}.").format(day=today().isoformat())
        return today(), [FieldError("date", told)]
