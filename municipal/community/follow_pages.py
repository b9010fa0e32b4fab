"""« Mon compte »: the cases and needs that one follows."""

from collections.abc import Callable

from litestar import Controller, Response, get, post
from litestar.exceptions import NotFoundException
from litestar.response import Redirect
from msgspec import Struct
from sqlmodel import Session

from municipal.community.about import the_cases
from municipal.community.follows import follow, unfollow
from municipal.community.forms import FollowForm
from municipal.community.queries import followed
from municipal.db import reading, write
from municipal.people.by import insisted
from municipal.shared_needs.queries import need
from municipal.web.actor import Actor, the_actor
from municipal.web.addresses import address, paths
from municipal.web.form import parse
from municipal.web.onward import within
from municipal.web.page import Asked, language, page, settings
from municipal.web.threads import reads, sent, takes


class Followed(Struct, frozen=True):
    """Something that one follows; without a title, it can no longer be read."""

    kind: str
    object: str
    title: str
    href: str
    at: str


class FollowPages(Controller):
    """The list; and the form by which any page lets somebody follow."""

    include_in_schema = False

    @get(paths("follows"), action="account.read")
    @reads
    def index(self, request: Asked) -> Response[bytes]:
        """What one follows, the latest first."""
        actor = the_actor(request)
        with reading() as session:
            known = _titles(session, request, actor)
            rows = [
                Followed(kind, identity, *known(kind, identity), at)
                for kind, identity, at in followed(session, actor.person)
            ]
        return page(request, "follows", "community/follows.html", private=True, followed=rows)

    @post(paths("follows"), action="case.follow")
    @takes
    def change(self, request: Asked) -> Redirect:
        """Follow, or no longer; then back to the page where one said so."""
        form, _wrong = parse(FollowForm, sent(request))
        if form is None:
            raise NotFoundException

        def act(session: Session) -> None:
            by = insisted(request, "case.follow")
            if form.act == "unfollow":
                unfollow(session, by.person, form.kind, form.object)
            elif _titles(session, request, the_actor(request))(form.kind, form.object)[0]:
                follow(session, by.person, form.kind, form.object)
            else:
                raise NotFoundException

        write(act)
        return Redirect(within(form.back) or address("follows", language(request)), status_code=303)


def _titles(session: Session, request: Asked, actor: Actor) -> Callable[[str, str], tuple[str, str]]:
    """What tells the title and the address of a thing that one follows, in the reader's language."""
    spoken = language(request)
    cases = the_cases(session, spoken, demo=settings(request).demo, reader=actor)

    def told(kind: str, identity: str) -> tuple[str, str]:
        if kind == "case":
            found = cases.get(identity)
            return (found.title, address("case", spoken, id=identity)) if found else ("", "")
        row = need(session, identity, spoken)
        return (row.words, address("need", spoken, id=identity)) if row else ("", "")

    return told
