"""A city’s own cases: the list of them, and the sheet where one is written, validated, published and withdrawn."""

import secrets

from litestar import Controller, Response, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect

from municipal.cases.case_acts import ACTS, Again
from municipal.cases.city_views import listed, sheet
from municipal.cases.forms import OwnCaseQuery
from municipal.cases.own import begun, cases_of
from municipal.cities.desk import CITY, desk
from municipal.community.queries import open_questions
from municipal.db import reading
from municipal.web.addresses import address, canonical, paths
from municipal.web.form import query, said
from municipal.web.page import Asked, language, page
from municipal.web.threads import reads, sent, takes


class CityCasePages(Controller):
    """List, write, send, validate, publish, withdraw."""

    include_in_schema = False

    @get(paths("city_cases"), action="body.read", body="id")
    @reads
    def index(self, request: Asked, id: FromPath[str]) -> Response[bytes]:  # noqa: A002 - the name in the address
        """The cases of a city by how far they are; to whom is there by delegation, those that wait for them."""
        asked = query(OwnCaseQuery, canonical(request.query_params.multi_items()))
        spoken = language(request)
        with reading() as session:
            at = desk(session, request, id, kinds=CITY, to_lent=True)
            rows = cases_of(session, id)
            left = begun(session, at.actor.person, id) if at.may("case.write") else []
            questions = 0 if at.lent else open_questions(session, id)
        return page(
            request,
            "city_cases",
            "cases/own_list.html",
            id=id,
            private=True,
            at=at,
            groups=listed(rows, spoken, lent=at.lent),
            left=left,
            questions=questions,
            may_write=at.may("case.write") and not at.lent,
            received=asked.received,
        )

    @get(paths("city_case"), action="body.read", body="id")
    @reads
    def form(self, request: Asked, id: FromPath[str]) -> Response[bytes] | Redirect:  # noqa: A002 - as in the address
        """A case to write or to read; a new one where none is named, and the list for who may begin none."""
        asked = query(OwnCaseQuery, canonical(request.query_params.multi_items()))
        if not asked.case:
            with reading() as session:
                at = desk(session, request, id, kinds=CITY, to_lent=True)
            if at.lent or not at.may("case.write"):
                return Redirect(address("city_cases", language(request), id=id))
        return sheet(request, id, asked.case or secrets.token_hex(8), asked, new=not asked.case)

    @post(paths("city_case"), action="body.read", body="id")
    @takes
    def change(self, request: Asked, id: FromPath[str]) -> Response[bytes] | Redirect:  # noqa: A002 - as in the address
        """One of the page's forms; each asks the table of rules about the case as it stands."""
        with reading() as session:
            desk(session, request, id, kinds=CITY, to_lent=True)
        act = ACTS.get(said(sent(request), "act"))
        if act is None:
            raise NotFoundException
        made = act(request, id)
        if isinstance(made, Again):
            return sheet(request, id, made.case, OwnCaseQuery(), again=made, new=True)
        return Redirect(made, status_code=303)
