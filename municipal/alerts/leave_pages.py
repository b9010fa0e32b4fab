"""The address that a message gives to stop it: it works without signing in, by one button or one click of a program."""

from litestar import Controller, Response, get, post
from litestar.exceptions import ClientException
from litestar.params import FromPath
from msgspec import Struct
from sqlmodel import Session

from municipal.alerts.codes import person_of
from municipal.alerts.forms import LeaveForm
from municipal.alerts.queries import PROJECT, SearchRow, by_code
from municipal.alerts.saving import stop
from municipal.db import reading, write
from municipal.people.queries import PersonRow, change_account, person
from municipal.traces.chain import By
from municipal.web.addresses import paths
from municipal.web.form import parse
from municipal.web.page import Asked, found, page
from municipal.web.threads import reads, sent, takes


class Leaving(Struct, frozen=True):
    """What a code stops: a search, a project, or every message to somebody; and whether it is stopped already."""

    kind: str
    name: str
    done: bool
    search: SearchRow | None = None
    person: PersonRow | None = None


class SearchLeavePages(Controller):
    """Ask, then stop."""

    include_in_schema = False

    @get(paths("search_leave"), action="search.leave")
    @reads
    def ask(self, request: Asked, id: FromPath[str]) -> Response[bytes]:  # noqa: A002 - the name in the address
        """What the button will stop: reading a message must stop nothing, and programs follow links by themselves."""
        with reading() as session:
            return _page(request, id, found(_leaving(session, id)))

    @post(paths("search_leave"), action="search.leave")
    @takes
    def leave(self, request: Asked, id: FromPath[str]) -> Response[bytes]:  # noqa: A002 - as in the address
        """Stop at once; said again, it changes nothing."""
        form, wrong = parse(LeaveForm, sent(request))
        if form is None:
            raise ClientException(", ".join(wrong))

        def act(session: Session) -> Leaving | None:
            one = _leaving(session, id)
            if one is not None and not one.done:
                _stop(session, one)
            return one and _leaving(session, id)

        return _page(request, id, found(write(act)))


def _leaving(session: Session, code: str) -> Leaving | None:
    row = by_code(session, code)
    if row is not None:
        return Leaving("project" if row.page == PROJECT else "search", row.name, done=not row.alert, search=row)
    identity = person_of(code)
    who = person(session, identity) if identity else None
    return Leaving("all", "", done=not who.notices, person=who) if who else None


def _stop(session: Session, one: Leaving) -> None:
    """Whoever holds the address acts as the person to whom the message was sent, for this alone."""
    if one.search is not None:
        stop(session, By(one.search.person), one.search.person, one.search.id)
    elif one.person is not None:
        who = one.person
        change_account(session, By(who.id), name=who.name, language=who.language, notices=False, version=who.version)


def _page(request: Asked, code: str, one: Leaving) -> Response[bytes]:
    return page(request, "search_leave", "alerts/leave.html", id=code, private=True, leaving=one)
