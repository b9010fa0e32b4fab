"""The guide of courses: what others teach, filtered by what a city has time, money and words for."""

from functools import cache

from litestar import Controller, Response, get
from msgspec import Struct

from municipal.courses.compare import MOST
from municipal.courses.forms import CoursesQuery
from municipal.courses.queries import VALUES, CourseRow, courses, keep
from municipal.courses.words import Line, choices, lines
from municipal.web.addresses import canonical, paths
from municipal.web.facets import Facet
from municipal.web.facets import facets as shown
from municipal.web.form import query
from municipal.web.open import OPEN
from municipal.web.page import Asked, language, page
from municipal.web.threads import reads


class Card(Struct, frozen=True):
    """A course, what is known of it, and the names of what is not."""

    course: CourseRow
    lines: list[Line]
    unknown: list[str]


class CoursePages(Controller):
    """The guide of courses."""

    opt = OPEN
    include_in_schema = False

    @get(paths("courses"))
    @reads
    def index(self, request: Asked) -> Response[bytes]:
        """The courses that the filters keep; the list alone when only it is asked for."""
        asked = query(CoursesQuery, canonical(request.query_params.multi_items()))
        spoken = language(request)
        kept = {row.id for row in keep(courses(spoken), asked.chosen())}
        cards = [card for card in _cards(spoken) if card.course.id in kept]
        return page(
            request,
            "courses",
            "courses/index.html",
            fragment="courses/_rows.html",
            cards=cards,
            facets=facets(asked, spoken),
            most=MOST,
        )


def facets(asked: CoursesQuery, language: str) -> list[Facet]:
    """Every filter with the choices that lead somewhere, and how many courses each keeps by itself."""
    return shown(courses(language), VALUES, choices(language), asked.chosen(), language)


@cache
def _cards(language: str) -> list[Card]:
    return [_card(row, language) for row in courses(language)]


def _card(row: CourseRow, language: str) -> Card:
    told = lines(row, language)
    silent = [one.label for one in told if one.value is None]
    return Card(row, [one for one in told if one.value is not None], [label[0].lower() + label[1:] for label in silent])
