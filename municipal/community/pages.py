"""« Communauté »: what cities need together, what they published last, and whom to talk to."""

from collections.abc import Iterable
from typing import Final

from litestar import Controller, Response, get
from msgspec import Struct

from municipal.cases.cards import card
from municipal.cases.queries import CaseRow
from municipal.community.about import the_cases
from municipal.community.asked import City
from municipal.community.queries import latest_uses
from municipal.community.question_pages import CityQuestionPages
from municipal.community.together_pages import CaseTogetherPages
from municipal.db import reading
from municipal.shared_needs.queries import needs
from municipal.web.actor import actor_of
from municipal.web.addresses import FEEDS, paths
from municipal.web.open import OPEN
from municipal.web.page import Asked, language, page, settings
from municipal.web.threads import reads

__all__ = ["CaseTogetherPages", "CityQuestionPages", "CommunityPages"]

MOST_NEEDS: Final = 8
MOST_CASES: Final = 5
MOST_USES: Final = 5
# More are read than shown: a use of what a reader may not see is left out.
_READ: Final = 50


class Use(Struct, frozen=True):
    """A city that says it uses what a case tells about, and when it said so."""

    case: CaseRow
    city: City
    at: str


class CommunityPages(Controller):
    """The page that gathers."""

    opt = OPEN
    include_in_schema = False

    @get(paths("community"))
    @reads
    def index(self, request: Asked) -> Response[bytes]:
        """The needs of most cities, the latest cases of cities, the latest uses."""
        spoken = language(request)
        with reading() as session:
            known = the_cases(session, spoken, demo=settings(request).demo, reader=actor_of(request))
            shared = needs(session, spoken, limit=MOST_NEEDS)
            uses = latest_uses(session, spoken, most=_READ)
        return page(
            request,
            "community",
            "community/index.html",
            needs=shared,
            told=[card(row, spoken) for row in _latest(known.values())],
            uses=[Use(known[case], city, at) for case, city, at in uses if case in known][:MOST_USES],
            case_feed=FEEDS["cases"][spoken],
            need_feed=FEEDS["needs"][spoken],
        )


def _latest(rows: Iterable[CaseRow]) -> list[CaseRow]:
    """The cases that cities told themselves, the one published last first."""
    own = [(row.told.published_at, row.id, row) for row in rows if row.told]
    return [row for _at, _id, row in sorted(own, key=lambda one: one[:2], reverse=True)][:MOST_CASES]
