"""« Mes recherches »: what one keeps, and the form by which the page of a list lets somebody keep its search."""

from functools import partial

from litestar import Controller, Response, get, post
from litestar.exceptions import ClientException
from litestar.response import Redirect
from msgspec import Struct
from sqlmodel import Session

from municipal.alerts.day import HOUR
from municipal.alerts.forms import ChangeForm, SaveForm
from municipal.alerts.lists import LISTS, Asked, asked_of, feed_of, named, path_of
from municipal.alerts.queries import PROJECT, SearchRow, kept_by
from municipal.alerts.saving import MOST, remove, save, switch
from municipal.db import reading, write
from municipal.people.by import insisted
from municipal.people.queries import person
from municipal.web.actor import actor_of, the_actor
from municipal.web.addresses import address, paths
from municipal.web.form import Received, parse, query, said
from municipal.web.open import OPEN
from municipal.web.page import Asked as Request
from municipal.web.page import found, language, page, settings
from municipal.web.threads import reads, sent, takes

_FULL = 409


class Shown(Struct, frozen=True):
    """A search, or a project, as the page shows it; a project has no feed."""

    id: str
    list: str
    name: str
    href: str
    feed: str
    alert: bool
    saved_at: str
    told_at: str


class SearchPages(Controller):
    """List; keep, stop, take up again, remove."""

    include_in_schema = False

    @get(paths("searches"), action="account.read")
    @reads
    def index(self, request: Request) -> Response[bytes]:
        """What one keeps, the latest first."""
        return _page(request, query(Received, request.query_params.multi_items()).received)

    @post(paths("searches"), **OPEN)
    @takes
    def change(self, request: Request) -> Response[bytes] | Redirect:
        """Keep a search, or change one; whoever is not signed in signs in first, and comes back to the results."""
        given = sent(request)
        if said(given, "act"):
            return _change(request)
        form, wrong = parse(SaveForm, given)
        asked = asked_of(form.page, form.asked) if form else None
        if form is None or asked is None:
            raise ClientException(", ".join(wrong) or "asked")
        spoken = language(request)
        if actor_of(request) is None:
            # The lists are the same page for everybody: who asks is known only here.
            return Redirect(address("sign_in", spoken, back=path_of(form.page, asked, spoken)), status_code=303)
        kept = write(partial(_save, request, form.page, asked))
        return Redirect(address("searches", spoken, received=kept), status_code=303) if kept else _page(request, "full")


def _save(request: Request, name: str, asked: Asked, session: Session) -> str:
    by = insisted(request, "search.save")
    demo = settings(request).demo
    return save(session, by, the_actor(request), name, asked, language(request), demo=demo)


def _change(request: Request) -> Redirect:
    form, wrong = parse(ChangeForm, sent(request))
    if form is None:
        raise ClientException(", ".join(wrong))

    def act(session: Session) -> None:
        by, actor = insisted(request, "search.save"), the_actor(request)
        if form.act == "remove":
            remove(session, by, actor.person, form.id)
        else:
            switch(session, by, actor, form.id, wanted=form.act == "on", demo=settings(request).demo)

    write(act)
    done = {"remove": "removed", "on": "on", "off": "off"}[form.act]
    return Redirect(address("searches", language(request), received=done), status_code=303)


def _page(request: Request, received: str) -> Response[bytes]:
    actor, spoken = the_actor(request), language(request)
    with reading() as session:
        who = found(person(session, actor.person))
        rows = [_shown(session, row, spoken) for row in kept_by(session, actor.person)]
    return page(
        request,
        "searches",
        "alerts/searches.html",
        status=_FULL if received == "full" else 200,
        private=True,
        searches=[row for row in rows if row.list != PROJECT],
        projects=[row for row in rows if row.list == PROJECT],
        just=next((row for row in rows if row.id == received), None),
        received=received,
        told=bool(who.email and who.notices),
        most=MOST,
        hour=HOUR,
    )


def _shown(session: Session, row: SearchRow, spoken: str) -> Shown:
    if row.page not in LISTS:
        href, feed, name = address("project", spoken, id=row.asked["city"], project=row.asked["project"]), "", row.name
    else:
        href, feed = path_of(row.page, row.asked, spoken), feed_of(row.page, row.asked, spoken)
        name = named(session, row.page, row.asked, spoken)
    return Shown(row.id, row.page, name, href, feed, row.alert, row.saved_at, row.told_at)
