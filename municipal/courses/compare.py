"""Two to four courses side by side: where they differ, and what nobody has said."""

from typing import Final

from litestar import Controller, Response, get
from msgspec import Struct

from municipal.courses.forms import CompareQuery
from municipal.courses.queries import CourseRow, by_id
from municipal.courses.words import Line, lines
from municipal.learning.curriculum import curriculum
from municipal.web.addresses import canonical, paths
from municipal.web.form import query
from municipal.web.format import date
from municipal.web.language import translator
from municipal.web.open import OPEN
from municipal.web.page import Asked, language, page
from municipal.web.threads import reads

FEWEST: Final = 2
MOST: Final = 4


class Row(Struct, frozen=True):
    """A point of comparison, and what each course has there; `differs` when two that are known are not the same."""

    label: str
    cells: list[str | None]
    differs: bool = False


class Comparison(Struct, frozen=True):
    """What the page shows: a column a course, a row a point; `unknown` are the ids that no course has."""

    columns: list[CourseRow]
    rows: list[Row]
    unknown: list[str]


def comparison(ids: list[str], language: str) -> Comparison:
    """The comparison of the first courses that exist among the ids, in their order."""
    known = by_id(language)
    columns = [known[one] for one in ids if one in known][:MOST]
    told = [lines(one, language) for one in columns]
    rows = [_row([own[n] for own in told]) for n in range(len(told[0]))] if told else []
    return Comparison(
        columns,
        [*_described(columns, language), *rows, *_checked(columns, language)],
        [one for one in ids if one not in known],
    )


class CourseComparePages(Controller):
    """The comparison of courses."""

    opt = OPEN
    include_in_schema = False

    @get(paths("courses_compare"))
    @reads
    def compare(self, request: Asked) -> Response[bytes]:
        """Two to four courses; with fewer or more, what to do about it."""
        ids = query(CompareQuery, canonical(request.query_params.multi_items())).wanted()
        table = comparison(ids, language(request))
        return page(
            request,
            "courses_compare",
            "courses/compare.html",
            table=table,
            too_few=len(table.columns) < FEWEST,
            too_many=len(ids) - len(table.unknown) > MOST,
            most=MOST,
        )


def _row(line: list[Line]) -> Row:
    known = {one.value for one in line if one.value is not None}
    return Row(line[0].label, [one.value for one in line], len(known) > 1)


def _described(columns: list[CourseRow], language: str) -> list[Row]:
    """What each course says of itself: other words are no difference."""
    _ = translator(language)
    names = curriculum().competencies
    skills = [[names[code].text("name", language) for code in one.competencies] for one in columns]
    return [
        Row(_("Contenu"), [one.content for one in columns]),
        Row(_("Pour qui"), [one.audience for one in columns]),
        Row(_("Compétences"), ["; ".join(own) or None for own in skills]),
    ]


def _checked(columns: list[CourseRow], language: str) -> list[Row]:
    _ = translator(language)
    places = [Line(_("Donnée au Québec"), _("oui") if one.quebec else _("non")) for one in columns]
    days = Row(_("Vérifiée le"), [date(one.checked_on, language) for one in columns])
    return [_row(places), days] if columns else []
