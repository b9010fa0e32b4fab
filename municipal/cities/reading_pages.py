"""The readings of a city: a table to look through, a form to add one, a file to bring, what people saw."""

from typing import Any

from litestar import Controller, Response, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect

from municipal.cities.desk import CITY, called, desk
from municipal.cities.observation_acts import ACTS
from municipal.cities.reading_acts import FIELDS, Again, texts
from municipal.cities.reading_forms import ReadingsQuery, TemplateQuery
from municipal.cities.reading_uploads import Previewed, Unread, bring, consent, preview
from municipal.db import reading
from municipal.indicators.measures import readings_of
from municipal.indicators.observations import observations_of
from municipal.indicators.queries import indicator, tracked_by
from municipal.indicators.reading_columns import COLUMNS, ENGLISH
from municipal.indicators.reading_template import template
from municipal.indicators.readings import followed
from municipal.traces.once import new_token
from municipal.web.addresses import canonical, paths
from municipal.web.form import query, said
from municipal.web.page import Asked, found, language, page
from municipal.web.threads import reads, sent, takes

# How many readings the table shows before one asks for the older ones.
_RECENT = 12
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class CityReadingPages(Controller):
    """What the city measured, by indicator; files in and out."""

    include_in_schema = False

    @get(paths("city_readings"), action="body.read", body="id")
    @reads
    def index(self, request: Asked, id: FromPath[str]) -> Response[bytes]:  # noqa: A002 - the name in the address
        """The readings of one indicator, or the indicators that the city follows with the latest of each."""
        asked = query(ReadingsQuery, canonical(request.query_params.multi_items()))
        return _one(request, id, asked, None) if asked.indicator else _all(request, id, asked.received)

    @post(paths("city_readings"), action="body.read", body="id")
    async def change(self, request: Asked, id: FromPath[str]) -> Response[bytes] | Redirect:  # noqa: A002 - as above
        """One of the forms; each asks the table of rules about what it does."""
        await bring(request)
        return await _change(request=request, city=id)

    @get(paths("city_readings_template"), action="reading.record", body="id")
    @reads
    def template(self, request: Asked, id: FromPath[str]) -> Response[bytes]:  # noqa: A002 - as above
        """The file in which the city writes its readings."""
        asked = query(TemplateQuery, request.query_params.multi_items())
        spoken = language(request)
        with reading() as session:
            desk(session, request, id, kinds=CITY)
            made = template(session, id, spoken, asked.format)
        name = f"{'readings' if spoken == 'en' else 'releves'}-{id}.{asked.format}"
        kind = "text/csv" if asked.format == "csv" else _XLSX
        headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-store"}
        return Response(made, media_type=kind, headers=headers)


@takes
def _change(*, request: Asked, city: str) -> Response[bytes] | Redirect:
    with reading() as session:
        desk(session, request, city, kinds=CITY, to_lent=True)
    act = said(sent(request), "act")
    if act in ("preview", "consent"):
        made = preview(request, city) if act == "preview" else consent(request, city)
        if isinstance(made, Unread):
            return _all(request, city, unread=made)
        return _previewed(request, city, made) if isinstance(made, Previewed) else Redirect(made, status_code=303)
    if act not in ACTS:
        raise NotFoundException
    done = ACTS[act](request, city)
    if isinstance(done, Again):
        return _one(request, city, ReadingsQuery(indicator=done.indicator), done)
    return Redirect(done, status_code=303)


def _all(request: Asked, city: str, received: str = "", unread: Unread | None = None) -> Response[bytes]:
    spoken = language(request)
    with reading() as session:
        at = desk(session, request, city, kinds=CITY, to_lent=True)
        mine = tracked_by(session, city, spoken)
    return page(
        request,
        "city_readings",
        "cities/readings.html",
        id=city,
        status=422 if unread else 200,
        private=True,
        at=at,
        may=at.may("reading.record"),
        mine=mine,
        columns=ENGLISH if spoken == "en" else COLUMNS,
        received=received,
        errors=unread.errors if unread else [],
    )


def _previewed(request: Asked, city: str, made: Previewed) -> Response[bytes]:
    spoken = language(request)
    with reading() as session:
        at = desk(session, request, city, kinds=CITY)
        names = {row.indicator: row for row in tracked_by(session, city, spoken)}
    return page(
        request,
        "city_readings",
        "cities/readings_preview.html",
        id=city,
        status=made.status,
        private=True,
        at=at,
        made=made,
        names=names,
        moving=made.count("new") + made.count("changed"),
        once=new_token(),
    )


def _one(request: Asked, city: str, asked: ReadingsQuery, again: Again | None) -> Response[bytes]:
    spoken = language(request)
    with reading() as session:
        at = desk(session, request, city, kinds=CITY, to_lent=True)
        row = found(indicator(session, asked.indicator, spoken))
        one = found(followed(session, city, row.id))
        held = readings_of(session, city, row.id)
        seen = observations_of(session, city, row.id)
        who = {author: called(session, author, spoken) for author in {line.author for line in seen}}
    chosen = next((line for line in held if line.period == asked.period), None) if asked.period else None
    declared = one.source_en if spoken == "en" else one.source_fr
    values: dict[str, Any] = dict.fromkeys((*FIELDS, "text", "seen_period"), "") | {"source": declared}
    values |= texts(chosen, spoken) if chosen else {}
    return page(
        request,
        "city_readings",
        "cities/reading.html",
        id=city,
        status=again.status if again else 200,
        private=True,
        at=at,
        row=row,
        declared=declared,
        recent=held[:_RECENT],
        older=held[_RECENT:],
        counts=any(line.measure.counted is not None for line in held),
        seen=seen,
        who=who,
        may=at.may("reading.record"),
        may_write=at.may("observation.write"),
        publishable={line.id for line in seen if at.may("observation.publish", author=line.author)},
        values=values | (again.values if again else {}),
        stamp=again.stamp if again else chosen.stamp if chosen else "",
        theirs=texts(again.theirs, spoken) if again and again.theirs else None,
        errors=again.errors if again else [],
        received=asked.received,
        once=new_token(),
    )
