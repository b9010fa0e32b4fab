"""The journal of a body: what was done, by whom, in which role."""

from litestar import Controller, Response, get
from litestar.params import FromPath
from msgspec import Struct
from sqlmodel import Session

from municipal.cities.desk import called, desk
from municipal.cities.forms import TraceQuery
from municipal.db import reading
from municipal.indicators.queries import indicator
from municipal.people.bodies import body_name
from municipal.people.roles import roles
from municipal.traces.actions import action_name
from municipal.traces.queries import PER_PAGE, Entry, journal
from municipal.web.addresses import address, canonical, paths
from municipal.web.form import query
from municipal.web.language import translator
from municipal.web.page import Asked, language, page
from municipal.web.threads import reads


class Line(Struct, frozen=True):
    """One entry, in words; `reason` is None when it was erased."""

    seq: int
    at: str
    who: str
    role: str
    action: str
    about: str
    reason: str | None


class CityTracePages(Controller):
    """Read the journal."""

    include_in_schema = False

    @get(paths("city_trace"), action="trace.read", body="id")
    @reads
    def index(self, request: Asked, id: FromPath[str]) -> Response[bytes]:  # noqa: A002 - the name in the address
        """Fifty entries at a time, the latest first."""
        asked = query(TraceQuery, canonical(request.query_params.multi_items()))
        spoken = language(request)
        _ = translator(spoken)
        with reading() as session:
            at = desk(session, request, id)
            found = journal(session, id, asked.page)
            lines = [_line(session, entry, spoken) for entry in found.entries]
        first = (found.page - 1) * PER_PAGE
        return page(
            request,
            "city_trace",
            "cities/trace.html",
            id=id,
            private=True,
            at=at,
            lines=lines,
            sentence=_("{first} à {last} de {count}").format(
                first=first + 1, last=first + len(lines), count=found.count
            ),
            previous=address("city_trace", spoken, id=id, page=found.page - 1) if found.page > 1 else "",
            next=address("city_trace", spoken, id=id, page=found.page + 1) if found.page < found.pages else "",
        )


def _line(session: Session, entry: Entry, spoken: str) -> Line:
    return Line(
        entry.seq,
        entry.at,
        called(session, entry.actor, spoken),
        _role(session, entry.role, spoken),
        action_name(entry.action, spoken),
        _about(session, entry, spoken),
        entry.reason,
    )


def _role(session: Session, held: str, spoken: str) -> str:
    """The role that permitted it, in words, with the delegation it came by."""
    _ = translator(spoken)
    role, _sep, via = held.partition(" via ")
    plain = {"person": _("en son nom"), "invitation": _("par invitation"), "": ""}
    told = plain[role] if role in plain else roles()[role].name(spoken) if role in roles() else role
    if not via:
        return told
    return _("{role}, par délégation à la {mrc}").format(role=told, mrc=body_name(session, via, spoken) or via)


def _about(session: Session, entry: Entry, spoken: str) -> str:
    """What it was done to, where that has a name."""
    if entry.kind in ("membership", "account"):
        return called(session, entry.identity, spoken)
    if entry.kind == "tracked":
        row = indicator(session, entry.identity, spoken)
        return row.name if row else entry.identity
    if entry.kind == "presentation" and entry.version:
        _ = translator(spoken)
        return _("Version {number}").format(number=entry.version)
    return ""
