"""The people of a body: who they are, their roles, and the forms of whoever manages them."""

from litestar import Controller, Response, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect

from municipal.cities.desk import desk
from municipal.cities.forms import PeopleQuery
from municipal.cities.people_acts import ACTS, Refused
from municipal.db import reading, write
from municipal.people.access import insist
from municipal.people.inviting import invitations
from municipal.people.managing import MANAGE, givable
from municipal.people.queries import members
from municipal.people.roles import roles
from municipal.people.rules import decide
from municipal.traces.accesses import note
from municipal.traces.once import new_token
from municipal.web.actor import the_actor
from municipal.web.addresses import canonical, paths
from municipal.web.form import query, said
from municipal.web.page import Asked, choices, language, page
from municipal.web.threads import sent, takes, writes


class CityPeoplePages(Controller):
    """List, invite, change, remove, recover."""

    include_in_schema = False

    @get(paths("city_people"), action="body.read", body="id")
    @writes
    def index(self, request: Asked, id: FromPath[str]) -> Response[bytes]:  # noqa: A002 - the name in the address
        """Names and roles for everybody of the body; for who manages it, after a recent proof, addresses and forms.

        To read addresses is noted in the register of accesses.
        """
        asked = query(PeopleQuery, canonical(request.query_params.multi_items()))
        with reading() as session:
            desk(session, request, id)
        if asked.manage or asked.person:
            insist(decide(the_actor(request), MANAGE, body=id))
        return _people(request, id, Refused({"received": asked.received}, [], asked.person))

    @post(paths("city_people"), action=MANAGE, body="id")
    @takes
    def change(self, request: Asked, id: FromPath[str]) -> Response[bytes] | Redirect:  # noqa: A002 - as in the address
        """One of the page's forms."""
        with reading() as session:
            desk(session, request, id)
        act = ACTS.get(said(sent(request), "act"))
        if act is None:
            raise NotFoundException
        made = act(request, id)
        return _people(request, id, made) if isinstance(made, Refused) else Redirect(made, status_code=303)


def _people(request: Asked, body: str, told: Refused) -> Response[bytes]:
    spoken = language(request)
    with reading() as session:
        at = desk(session, request, body)
        why = at.why(MANAGE)
        people = members(session, body)
        waiting = invitations(session, body) if why == "yes" else []
    if why == "yes":
        seen = {"person": at.actor.person, "body": body, "identity": told.person, "request": request.scope["path"]}
        write(lambda session: note(session, action=MANAGE, kind="membership", **seen))
    chosen = next((row for row in people if row.person == told.person), None)
    if told.person and chosen is None:
        raise NotFoundException
    may = givable(at.actor, body) if why == "yes" else []
    return page(
        request,
        "city_people",
        "cities/people.html",
        id=body,
        status=told.status if told.errors else 200,
        private=True,
        at=at,
        why=why,
        people=people,
        chosen=chosen,
        waiting=waiting,
        roles=roles(),
        options=[{"value": one, "label": roles()[one].name(spoken), "hint": _may(one, spoken)} for one in may],
        values={"email": "", "roles": "", "received": ""} | told.values,
        languages=choices([("fr", "Français"), ("en", "English")]),
        errors=told.errors,
        once=new_token(),
    )


def _may(role: str, spoken: str) -> str:
    """What a role may do, as a sentence of its own."""
    one = roles()[role]
    text = one.may_fr if spoken == "fr" else one.may_en
    return text[:1].upper() + text[1:] + "."
