"""The delegation of a city to its MRC: proposed, accepted, refused, ended."""

from litestar import Controller, Response, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect
from msgspec import Struct
from sqlmodel import Session

from municipal.cities.desk import Desk, desk, permit
from municipal.cities.forms import OneForm
from municipal.db import reading, write
from municipal.people.bodies import body_name, mrc_body
from municipal.people.delegations import DelegationRow, accept, end, of_city, of_mrc, propose
from municipal.people.openings import is_open
from municipal.places.queries import place
from municipal.traces.once import new_token, once
from municipal.web.actor import the_actor
from municipal.web.addresses import address, canonical, paths
from municipal.web.form import Received, parse, query, said, without
from municipal.web.page import Asked, language, page
from municipal.web.threads import reads, sent, takes

KINDS = ("municipality", "mrc")


class Line(Struct, frozen=True):
    """A delegation, and the name of the other side."""

    row: DelegationRow
    other: str


class CityDelegationPages(Controller):
    """Both sides of a delegation."""

    include_in_schema = False

    @get(paths("city_delegation"), action="body.read", body="id")
    @reads
    def index(self, request: Asked, id: FromPath[str]) -> Response[bytes]:  # noqa: A002 - the name in the address
        """What it is, how far it is, and what one may do about it."""
        asked = query(Received, canonical(request.query_params.multi_items()))
        return _delegation(request, id, asked.received)

    @post(paths("city_delegation"), action="body.read", body="id")
    @takes
    def change(self, request: Asked, id: FromPath[str]) -> Response[bytes] | Redirect:  # noqa: A002 - as in the address
        """Propose, accept, or end."""
        given = sent(request)
        act = said(given, "act")
        form, _errors = parse(OneForm, without(given, "act"))
        if form is None or act not in ("propose", "accept", "end"):
            raise NotFoundException
        person = the_actor(request).person
        onward = address("city_delegation", language(request), id=id, received=act)

        def work(session: Session) -> str | None:
            at = desk(session, request, id, kinds=KINDS)
            return once(
                session, form.once, person, lambda: onward if _act(session, request, at, act, form.id) else None
            )

        there = write(work)
        return Redirect(there, status_code=303) if there else _delegation(request, id, "gone", status=409)


def _act(session: Session, request: Asked, at: Desk, act: str, identity: str) -> bool:
    allowed = permit(request, at.body)
    if act == "propose":
        who = allowed("delegation.propose")
        mrc = mrc_body(session, at.body) if at.kind == "municipality" else None
        return mrc is not None and propose(session, who, city=at.body, mrc=mrc)
    if act == "accept":
        who = allowed("delegation.accept")
        return at.kind == "mrc" and accept(session, who, mrc=at.body, identity=identity)
    return end(session, allowed("delegation.end"), body=at.body, identity=identity)


def _delegation(request: Asked, body: str, received: str, *, status: int = 200) -> Response[bytes]:
    spoken = language(request)
    with reading() as session:
        at = desk(session, request, body, kinds=KINDS)
        mrc = mrc_body(session, body) if at.kind == "municipality" else None
        lines = _lines(session, at, spoken)
        mrc_label = body_name(session, mrc, spoken) if mrc else None
        mrc_open = is_open(session, mrc) if mrc else True
    return page(
        request,
        "city_delegation",
        "cities/delegation.html",
        id=body,
        status=status,
        private=True,
        at=at,
        lines=lines,
        mrc=mrc_label,
        mrc_open=mrc_open,
        received=received,
        once=new_token(),
    )


def _lines(session: Session, at: Desk, spoken: str) -> list[Line]:
    if at.kind == "municipality":
        row = of_city(session, at.body)
        return [Line(row, body_name(session, row.mrc, spoken) or row.mrc)] if row else []
    lines: list[Line] = []
    for row in of_mrc(session, at.body):
        where = place(session, row.city)
        lines.append(Line(row, where.label if where else row.city))
    return lines
