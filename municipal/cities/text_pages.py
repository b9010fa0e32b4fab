"""A city's own words: the page where they are written, validated, and compared when two people wrote."""

from litestar import Controller, Response, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect
from msgspec import Struct
from sqlmodel import Session

from municipal.cities.desk import CITY, Desk, called, desk
from municipal.cities.forms import TextQuery
from municipal.cities.home import STATES
from municipal.cities.presentation import FIELDS, KIND, author_for
from municipal.cities.queries import TextRow, text_of
from municipal.cities.text_acts import ACTS, Again
from municipal.db import reading
from municipal.people.delegations import of_city
from municipal.people.queries import holders
from municipal.traces.drafts import DraftRow, draft
from municipal.traces.once import new_token
from municipal.traces.versions import history
from municipal.web.addresses import canonical, paths
from municipal.web.form import query, said
from municipal.web.language import translator
from municipal.web.page import Asked, language, page
from municipal.web.threads import reads, sent, takes


class Line(Struct, frozen=True):
    """One version of the text, in the history."""

    version: int
    at: str
    who: str
    state: str


class CityTextPages(Controller):
    """Write, send, validate."""

    include_in_schema = False

    @get(paths("city_text"), action="body.read", body="id")
    @reads
    def index(self, request: Asked, id: FromPath[str]) -> Response[bytes]:  # noqa: A002 - the name in the address
        """How far the text is, and what one may do with it."""
        asked = query(TextQuery, canonical(request.query_params.multi_items()))
        return _text(request, id, None, received=asked.received, resume=bool(asked.draft))

    @post(paths("city_text"), action="body.read", body="id")
    @takes
    def change(self, request: Asked, id: FromPath[str]) -> Response[bytes] | Redirect:  # noqa: A002 - as in the address
        """One of the page's forms; each asks the table of rules about the text as it stands."""
        with reading() as session:
            desk(session, request, id, kinds=CITY, to_lent=True)
        act = ACTS.get(said(sent(request), "act"))
        if act is None:
            raise NotFoundException
        made = act(request, id)
        return _text(request, id, made) if isinstance(made, Again) else Redirect(made, status_code=303)


def _text(
    request: Asked, city: str, again: Again | None, *, received: str = "", resume: bool = False
) -> Response[bytes]:
    spoken = language(request)
    with reading() as session:
        at = desk(session, request, city, kinds=CITY, to_lent=True)
        row = text_of(session, city)
        state = row.state if row else ""
        phase = state or "draft"
        author = author_for(session, city, row.author, at.actor.person) if row else ""
        left = draft(session, at.actor.person, KIND, city)
        lines = [] if at.lent else _history(session, city, spoken)
        second = _second(session, at, row)
        who = called(session, row.author, spoken) if row else ""
    may_write = at.may("presentation.write", phase=phase)
    left = left if may_write and left and (row is None or left.values != row.texts) else None
    values, version = _values(row, left if resume else None, again)
    return page(
        request,
        "city_text",
        "cities/text.html",
        id=city,
        status=again.status if again else 200,
        private=True,
        at=at,
        row=None if at.lent and state != "submitted" else row,
        state=state,
        said_state=translator(spoken)(STATES[state]),
        who=who,
        may_write=may_write,
        may_validate=state == "submitted" and at.may("presentation.validate", phase=state, author=author),
        is_author=at.why("presentation.validate", phase=phase, author=author) == "author",
        may_withdraw=bool(row and row.published_at) and at.may("presentation.withdraw", phase=phase),
        second=second,
        left=None if resume or again else left,
        values=values,
        version=version,
        parts=again.parts if again else (),
        errors=again.errors if again else [],
        lines=lines,
        received=received,
        once=new_token(),
    )


def _values(row: TextRow | None, left: DraftRow | None, again: Again | None) -> tuple[dict[str, str], int]:
    """What the fields show, and the version that it began from: what was just typed, one's draft, or what is kept."""
    stored = row.texts if row else dict.fromkeys(FIELDS, "")
    version = row.version if row else 0
    if again:
        return {"reason": ""} | stored | again.values, again.version
    if left:
        return {"reason": ""} | stored | left.values, left.base
    return {"reason": ""} | stored, version


def _second(session: Session, at: Desk, row: TextRow | None) -> str:
    """Who may be the second person: somebody of the city, its MRC, or nobody yet."""
    others = [one for one in holders(session, "validator", at.body) if row is None or one.id != row.author]
    if others:
        return "city"
    agreed = of_city(session, at.body)
    return "mrc" if agreed and agreed.accepted_at else ""


def _history(session: Session, city: str, spoken: str) -> list[Line]:
    _ = translator(spoken)
    return [
        Line(kept.version, kept.at, called(session, kept.by, spoken), _(STATES[str(kept.values["state"])]))
        for kept in history(session, KIND, city, body=city)
    ]
