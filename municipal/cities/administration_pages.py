"""The administration of the service: counts, requests to open a city, and the people of any body."""

from typing import Any

from litestar import Controller, Response, get, post
from litestar.exceptions import NotFoundException
from litestar.response import Redirect
from msgspec import Struct
from sqlmodel import Session

from municipal.cities.forms import OneForm, OpenQuery
from municipal.db import reading, write
from municipal.people.bodies import mrc_body
from municipal.people.by import by
from municipal.people.census import census
from municipal.people.openings import decide_opening, is_open, waiting
from municipal.people.roles import PROVINCE
from municipal.places.queries import who
from municipal.sign_in.arriving import base_for_messages
from municipal.traces.accesses import note
from municipal.web.actor import the_actor
from municipal.web.addresses import address, canonical, paths
from municipal.web.form import Received, parse, query, said, without
from municipal.web.page import Asked, language, page
from municipal.web.threads import reads, sent, takes, writes


class Match(Struct, frozen=True):
    """A municipality that was looked for, with the body of its MRC."""

    code: str
    label: str
    open: bool
    mrc: str | None


class AdministrationPages(Controller):
    """What only those who run the service see."""

    include_in_schema = False

    @get(paths("administration"), action="instance.read", body="province")
    @reads
    def index(self, request: Asked) -> Response[bytes]:
        """Counts, and the way to a body."""
        asked = query(OpenQuery, canonical(request.query_params.multi_items()))
        with reading() as session:
            counts = census(session)
            answer = who(session, asked.q) if asked.q else None
            near = ([answer.place] if answer.place else answer.choices) if answer else []
            found = [
                Match(one.code, one.label, is_open(session, one.code), mrc_body(session, one.code)) for one in near
            ]
        return page(
            request,
            "administration",
            "cities/administration.html",
            private=True,
            counts=counts,
            q=asked.q,
            found=found,
            province=PROVINCE,
        )

    @get(paths("openings"), action="opening.decide", body="province")
    @writes
    def openings(self, request: Asked) -> Response[bytes]:
        """The requests that wait, with who asks: a read that the register of accesses keeps."""
        asked = query(Received, canonical(request.query_params.multi_items()))
        return _openings(request, asked.received)

    @post(paths("openings"), action="opening.decide", body="province")
    @takes
    def decide(self, request: Asked) -> Response[bytes] | Redirect:
        """Open the city, or refuse."""
        given = sent(request)
        act = said(given, "act")
        form, _errors = parse(OneForm, without(given, "act"))
        if form is None or act not in ("accept", "refuse"):
            raise NotFoundException
        done = write(
            lambda session: decide_opening(
                session, by(request), form.id, city=form.city, accepted=act == "accept", base=base_for_messages(request)
            )
        )
        if not done:
            return _openings(request, "gone", status=409)
        return Redirect(address("openings", language(request), received=act), status_code=303)


def _openings(request: Asked, received: str, *, status: int = 200) -> Response[bytes]:
    def work(session: Session) -> list[Any]:
        seen = {"person": the_actor(request).person, "body": PROVINCE, "request": request.scope["path"]}
        note(session, action="opening.decide", kind="opening", **seen)
        return waiting(session)

    asked = write(work)
    return page(
        request, "openings", "cities/openings.html", status=status, private=True, asked=asked, received=received
    )
