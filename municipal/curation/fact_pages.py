"""Facts past their date: read again, corrected, or no longer true."""

from typing import Any, Final

from litestar import Controller, Response, get, post
from litestar.exceptions import NotFoundException
from litestar.response import Redirect
from sqlmodel import Session, col, select

from municipal.cities.desk import permit
from municipal.curation.acting import Again
from municipal.curation.barred import barred, may
from municipal.curation.edits import waiting
from municipal.curation.fact_acts import ACTS, owner, stamp
from municipal.curation.fact_forms import FactQuery
from municipal.curation.neqs_view import NEQS, neqs_page
from municipal.curation.old_facts import old_facts
from municipal.db import reading
from municipal.people.roles import PROVINCE
from municipal.traces.once import new_token
from municipal.web.actor import the_actor
from municipal.web.addresses import address, canonical, paths
from municipal.web.form import query, said
from municipal.web.format import today
from municipal.web.page import Asked, language, page
from municipal.web.threads import reads, sent, takes
from vendors.registry.queries import solutions
from vendors.registry.queries import vendor as the_vendor
from vendors.registry.tables import Fact

PER_PAGE: Final = 30
_TYPED: Final = ("text_fr", "text_en", "source_title", "source_url", "source_date")


class FactPages(Controller):
    """The list, and the forms of one fact."""

    include_in_schema = False

    @get(paths("curation_facts"), action="curation.read", body=PROVINCE)
    @reads
    def index(self, request: Asked) -> Response[bytes]:
        """The facts past their date, or the forms of the one that is named."""
        asked = query(FactQuery, canonical(request.query_params.multi_items()))
        if asked.fact:
            return _form(request, asked.fact, Again(asked.form))
        if asked.form == NEQS:
            return neqs_page(request, asked.page)
        return _list(request, asked.page, asked.received, 200)

    @post(paths("curation_facts"), action="curation.read", body=PROVINCE)
    @takes
    def change(self, request: Asked) -> Response[bytes] | Redirect:
        """Read again, correct or retire a fact; each asks the table of rules."""
        raw = sent(request)
        named = ACTS.get(said(raw, "act"))
        if named is None:
            raise NotFoundException
        action, act = named
        permit(request, PROVINCE)(action)
        made = act(request)
        if isinstance(made, str):
            return Redirect(made, status_code=303)
        return _form(request, said(raw, "fact"), made)


def _list(request: Asked, number: int, received: str, status: int) -> Response[bytes]:
    spoken, actor = language(request), the_actor(request)
    with reading() as session:
        found = old_facts(session, today())
        pages = max(1, -(-len(found) // PER_PAGE))
        number = min(number, pages)
        rows = found[(number - 1) * PER_PAGE : number * PER_PAGE]
        proposed = {one.key for one in waiting(session) if one.kind == "fact"}
        stands = _stamps(session, [one.id for one in rows])
        stops = {one: barred(session, actor.person, [one]).why for one in {row.vendor for row in rows}}

    def at(one: int) -> str:
        return address("curation_facts", spoken, page=one)

    return page(
        request,
        "curation_facts",
        "curation/facts.html",
        status=status,
        private=True,
        rows_of=[(one, stands[one.id], one.id in proposed, stops[one.vendor]) for one in rows],
        count=len(found),
        number=number,
        pages=pages,
        previous=at(number - 1) if number > 1 else "",
        next=at(number + 1) if number < pages else "",
        may_change=may(actor, "registry.propose"),
        received=received,
        fact=None,
        errors=[],
        once=new_token,
    )


def _stamps(session: Session, facts: list[str]) -> dict[str, str]:
    return {one.id: stamp(one) for one in session.exec(select(Fact).where(col(Fact.id).in_(facts)))}


def _form(request: Asked, identity: str, again: Again) -> Response[bytes]:
    """One fact, with what was typed."""
    actor = the_actor(request)
    with reading() as session:
        vendor = owner(session, identity)
        row = session.get_one(Fact, identity)
        fact: dict[str, Any] = {name: getattr(row, name) or "" for name in (*_TYPED, "id", "read_on", "field", "body")}
        data: dict[str, Any] = {
            "fact": fact,
            "stands": stamp(row),
            "solution": next(iter(solutions(session, ids=[row.solution])), None),
            "vendor": the_vendor(session, vendor),
            "stop": barred(session, actor.person, [vendor]),
            "proposed": [one for one in waiting(session, [vendor]) if one.key == identity],
        }
    typed = {name: values[0] for name, values in again.values.items() if values}
    return page(
        request,
        "curation_facts",
        "curation/facts.html",
        status=again.status if again.errors or again.received else 200,
        private=True,
        values=fact | {"reason": "", "source": ""} | typed,
        form="gone" if again.form == "gone" else "correct",
        errors=again.errors,
        received=again.received,
        may_change=may(actor, "registry.propose") and (not data["stop"].why or "reason" in typed),
        once=new_token,
        **data,
    )
