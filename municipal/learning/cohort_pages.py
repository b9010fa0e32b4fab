"""Cohorts: a body opens one and sees how many finished; whoever has its address reads what will show, and joins."""

from litestar import Controller, Response, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect
from sqlmodel import Session

from municipal.cities.desk import desk
from municipal.db import reading, write
from municipal.learning.cohorts import belongs, close_cohort, cohorts, invitation, join, leave, open_cohort
from municipal.learning.curriculum import curriculum
from municipal.learning.forms import CohortAct, CohortEnd, CohortForm, CohortQuery
from municipal.learning.keeping import learner
from municipal.people.bodies import body_name
from municipal.people.by import by
from municipal.traces.once import new_token, once
from municipal.web.actor import the_actor
from municipal.web.addresses import address, canonical, paths
from municipal.web.form import FieldError, parse, query, said
from municipal.web.language import translator
from municipal.web.page import Asked, base_url, found, language, page
from municipal.web.threads import reads, sent, takes


class CityLearningPages(Controller):
    """The cohorts of a body."""

    include_in_schema = False

    @get(paths("city_learning"), action="cohort.read", body="id")
    @reads
    def index(self, request: Asked, id: FromPath[str]) -> Response[bytes]:  # noqa: A002 - the name in the address
        """What a cohort is, what the body sees of one, and those that it has."""
        asked = query(CohortQuery, canonical(request.query_params.multi_items()))
        return _cohorts(request, id, asked.received)

    @post(paths("city_learning"), action="cohort.open", body="id")
    @takes
    def change(self, request: Asked, id: FromPath[str]) -> Response[bytes] | Redirect:  # noqa: A002 - as in the address
        """Open a cohort, or close one."""
        with reading() as session:
            desk(session, request, id)
        return _close(request, id) if "close" in sent(request) else _open(request, id)


class CohortPages(Controller):
    """A cohort, for whoever was given its address."""

    include_in_schema = False

    @get(paths("cohort"), action="cohort.visit")
    @reads
    def invited(self, request: Asked, id: FromPath[str]) -> Response[bytes]:  # noqa: A002 - the name in the address
        """Whose cohort it is, what will show of whoever joins, and the way in."""
        asked = query(CohortQuery, canonical(request.query_params.multi_items()))
        return _invited(request, id, asked.received)

    @post(paths("cohort"), action="cohort.join")
    @takes
    def answer(self, request: Asked, id: FromPath[str]) -> Response[bytes] | Redirect:  # noqa: A002 - as in the address
        """Join, or leave."""
        form, _errors = parse(CohortAct, sent(request))
        if form is None:
            raise NotFoundException
        person = the_actor(request).person

        def work(session: Session) -> str:
            cohort = found(invitation(session, id))
            if form.act == "join":
                return join(session, cohort, person)
            leave(session, cohort, person)
            return "left"

        made = write(work)
        if made == "closed":
            return _invited(request, id, made, status=409)
        return Redirect(address("cohort", language(request), id=id.lower(), received=made), status_code=303)


def _open(request: Asked, body: str) -> Response[bytes] | Redirect:
    given = sent(request)
    form, errors = parse(CohortForm, given)
    if form is None:
        _ = translator(language(request))
        named = _("Nommez la cohorte en 2 à 100 caractères, sans chevrons.")
        told = named if "name" in errors else _("Rechargez la page, puis recommencez.")
        typed = said(given, "name")
        return _cohorts(request, body, "", typed=typed, errors=[FieldError("name", told)])
    who, onward = by(request), address("city_learning", language(request), id=body, received="opened")

    def act(session: Session) -> str:
        open_cohort(session, who, body=body, name=form.name)
        return onward

    return Redirect(write(lambda session: once(session, form.once, who.person, lambda: act(session))), status_code=303)


def _close(request: Asked, body: str) -> Redirect:
    form, _errors = parse(CohortEnd, sent(request))
    who = by(request)
    if form is None or not write(lambda session: close_cohort(session, who, body=body, identity=form.close)):
        raise NotFoundException
    return Redirect(address("city_learning", language(request), id=body, received="closed"), status_code=303)


def _cohorts(
    request: Asked, body: str, received: str, *, typed: str = "", errors: list[FieldError] | None = None
) -> Response[bytes]:
    with reading() as session:
        at = desk(session, request, body)
        rows = cohorts(session, body)
    return page(
        request,
        "city_learning",
        "learning/cohorts.html",
        id=body,
        status=422 if errors else 200,
        private=True,
        at=at,
        cohorts=rows,
        base=base_url(request),
        received=received,
        typed=typed,
        errors=errors or [],
        once=new_token(),
    )


def _invited(request: Asked, code: str, received: str, *, status: int = 200) -> Response[bytes]:
    spoken, person = language(request), learner(request)
    with reading() as session:
        cohort = found(invitation(session, code))
        body = body_name(session, cohort.body, spoken) or cohort.body
        joined = bool(person) and belongs(session, cohort.id, person)
    return page(
        request,
        "cohort",
        "learning/cohort.html",
        id=cohort.code,
        status=status,
        private=True,
        cohort=cohort,
        body=body,
        minutes=curriculum().limits.reading.essentials_minutes,
        person=person,
        joined=joined,
        received=received,
    )
