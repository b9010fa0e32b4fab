"""What an enterprise declares, beside what stands, and what two people answer."""

from litestar import Controller, Response, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect
from sqlmodel import Session

from municipal.cities.desk import permit
from municipal.curation.acting import Again
from municipal.curation.barred import Barred, barred, may
from municipal.curation.declaration_acts import ACTS
from municipal.curation.declaration_views import Seen, seen
from municipal.curation.field_words import FIELDS
from municipal.curation.vendor_forms import VendorQuery
from municipal.db import write
from municipal.declarations.queries import declaration
from municipal.people.roles import PROVINCE
from municipal.traces.accesses import note
from municipal.traces.once import new_token
from municipal.web.actor import the_actor
from municipal.web.addresses import canonical, paths
from municipal.web.form import query, said
from municipal.web.language import translator
from municipal.web.page import Asked, found, language, page
from municipal.web.threads import sent, takes, writes

OPEN = ("told", "first")


class DeclarationQueuePages(Controller):
    """One declaration, and each answer."""

    include_in_schema = False

    @get(paths("curation_declaration"), action="curation.read", body=PROVINCE)
    @writes
    def index(self, request: Asked, id: FromPath[str]) -> Response[bytes]:  # noqa: A002 - the name in the address
        """What is declared, with who to write to: a read that the register of accesses keeps."""
        asked = query(VendorQuery, canonical(request.query_params.multi_items()))
        return _shown(request, id, Again(received=asked.received, status=200), kept=asked.kept)

    @post(paths("curation_declaration"), action="curation.read", body=PROVINCE)
    @takes
    def change(self, request: Asked, id: FromPath[str]) -> Response[bytes] | Redirect:  # noqa: A002 - as above
        """Examine, confirm or take back; each asks the table of rules."""
        named = ACTS.get(said(sent(request), "act"))
        if named is None:
            raise NotFoundException
        action, act = named
        permit(request, PROVINCE)(action)
        made = act(request, id)
        if isinstance(made, str):
            return Redirect(made, status_code=303)
        return _shown(request, id, made)


def _shown(request: Asked, identity: str, again: Again, *, kept: str = "") -> Response[bytes]:
    spoken, actor = language(request), the_actor(request)
    _ = translator(spoken)
    allowed = may(actor, "declaration.answer")

    def work(session: Session) -> tuple[Seen, Barred]:
        row = found(declaration(session, identity))
        if allowed:
            told = {"person": actor.person, "body": PROVINCE, "request": request.scope["path"]}
            note(session, action="declaration.answer", kind="declaration", identity=identity, **told)
        stop = barred(session, actor.person, [row.vendor] if row.vendor else [])
        return seen(session, row, actor.person, spoken), stop

    one, stop = write(work)
    typed = {name: values[0] for name, values in again.values.items() if values}
    return page(
        request,
        "curation_declaration",
        "curation/declaration.html",
        id=identity,
        status=again.status,
        private=True,
        seen=one,
        stop=stop,
        open=one.row.state in OPEN,
        reason=typed.get("reason", ""),
        ticked=again.values.get("fields") if "reason" in again.values else None,
        form=again.form,
        errors=again.errors,
        received=again.received,
        kept=", ".join(_(FIELDS.get(name, name)) for name in kept.split()),
        may_read=allowed,
        may_answer=allowed and not stop.why,
        may_accept=may(actor, "declaration.accept") and not stop.why,
        may_undo=may(actor, "registry.undo") and not stop.why,
        once=new_token(),
    )
