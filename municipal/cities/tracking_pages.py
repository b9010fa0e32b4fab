"""Which indicators a city follows: declared, changed, no longer followed."""

from litestar import Controller, Response, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect
from msgspec import Struct

from municipal.cities.desk import CITY, desk
from municipal.cities.expected_acts import ask_late, not_ours
from municipal.cities.forms import TrackingQuery
from municipal.cities.tracking_acts import FIELDS, Again, keep_declared, stop_following
from municipal.db import reading
from municipal.indicators.expected import dismissed, expected, reported
from municipal.indicators.late import late
from municipal.indicators.queries import DIMENSIONS, indicator, indicators, tracked_by
from municipal.indicators.tracking import Tracking, matching, tracking
from municipal.people.access import insist
from municipal.people.rules import decide
from municipal.traces.once import new_token
from municipal.web.addresses import canonical, paths
from municipal.web.form import query, said
from municipal.web.language import translator
from municipal.web.numbers import written_number
from municipal.web.page import Asked, found, language, page
from municipal.web.threads import reads, sent, takes

ACTS = {"save": keep_declared, "stop": stop_following, "late": ask_late, "dismiss": not_ours, "propose": not_ours}
# Of the list that is proposed, how many are shown before one asks for the others.
_FIRST = 4


class CityTrackingPages(Controller):
    """The table, the catalogue to choose from, and the form."""

    include_in_schema = False

    @get(paths("city_tracking"), action="body.read", body="id")
    @reads
    def index(self, request: Asked, id: FromPath[str]) -> Response[bytes]:  # noqa: A002 - the name in the address
        """What the city follows; one of them to change, or the catalogue to choose from."""
        asked = query(TrackingQuery, canonical(request.query_params.multi_items()))
        if asked.indicator:
            return _form(request, id, asked.indicator, None, asked.received)
        return _list(request, id, asked)

    @post(paths("city_tracking"), action="indicator.track", body="id")
    @takes
    def change(self, request: Asked, id: FromPath[str]) -> Response[bytes] | Redirect:  # noqa: A002 - as in the address
        """Keep what is declared, or stop."""
        with reading() as session:
            desk(session, request, id, kinds=CITY)
        act = ACTS.get(said(sent(request), "act"))
        if act is None:
            raise NotFoundException
        made = act(request, id)
        if isinstance(made, Again):
            return _form(request, id, made.indicator, made)
        return Redirect(made, status_code=303)


class Group(Struct, frozen=True):
    """Indicators to choose from."""

    name: str
    choices: list[tuple[str, str, str]]


def _list(request: Asked, body: str, asked: TrackingQuery) -> Response[bytes]:
    spoken = language(request)
    _ = translator(spoken)
    with reading() as session:
        at = desk(session, request, body, kinds=CITY, to_lent=True)
        mine = tracked_by(session, body, spoken)
        may = at.may("indicator.track")
        catalogue = (matching(session, asked.q, spoken) if asked.q else indicators(session, spoken)) if may else []
        likely = expected(session, body, spoken) if may and not asked.q else []
        refused = dismissed(session, body, spoken) if may and not asked.q else []
    followed = {one.indicator for one in mine}
    free = [row for row in catalogue if row.id not in followed]
    groups = [(name, [(row.id, row.name, row.unit) for row in free if row.dimension == name]) for name in DIMENSIONS]
    return page(
        request,
        "city_tracking",
        "cities/tracking.html",
        id=body,
        private=True,
        at=at,
        may=may,
        mine=mine,
        likely=[likely[:_FIRST], likely[_FIRST:]],
        refused=refused,
        dimensions=[(name, _(words)) for name, words in DIMENSIONS.items()],
        q=asked.q,
        near=[(row.id, row.name, row.unit) for row in free] if asked.q else [],
        groups=[] if asked.q else [Group(_(DIMENSIONS[name]), choices) for name, choices in groups if choices],
        received=asked.received,
    )


def _form(request: Asked, body: str, chosen: str, again: Again | None, received: str = "") -> Response[bytes]:
    spoken = language(request)
    with reading() as session:
        at = desk(session, request, body, kinds=CITY)
        row = found(indicator(session, chosen, spoken))
        now = tracking(session, body, chosen)
        asked = late(session, body, chosen) if now else None
    insist(decide(at.actor, "indicator.track", body=body))
    return page(
        request,
        "city_tracking",
        "cities/track.html",
        id=body,
        status=again.status if again else 200,
        private=True,
        at=at,
        row=row,
        now=now,
        version=again.version if again else now.version if now else 0,
        values=_values(now, spoken, chosen) | {"because": ""} | (again.values if again else {}),
        asked=asked,
        received=received,
        errors=again.errors if again else [],
        parts=again.parts if again else (),
        once=new_token(),
    )


def _values(now: Tracking | None, spoken: str, chosen: str) -> dict[str, str]:
    """What the fields show of what is declared; an English source that only repeats the French one stays blank.

    Of what is not declared yet, the document where cities find its values is proposed as the source.
    """
    if now is None:
        told = reported().get(chosen)
        return dict.fromkeys(FIELDS, "") | {"source_fr": told.document_fr if told else ""}
    told = now.declared
    return {
        "since": str(told.since),
        "source_fr": told.source_fr,
        "source_en": "" if told.source_en == told.source_fr else told.source_en,
        "target": written_number(told.target, spoken),
        "worst": written_number(told.worst, spoken),
    }
