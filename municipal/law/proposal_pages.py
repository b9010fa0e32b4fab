"""The desk of the law: a curation lead proposes a dated row, a second person accepts or refuses it."""

from litestar import Controller, Response, get, post
from litestar.exceptions import NotFoundException
from litestar.response import Redirect

from municipal.cities.desk import permit
from municipal.db import reading
from municipal.law.checking import fields_of
from municipal.law.dated import ARTICLES, THRESHOLDS, Cells, File, seed_file
from municipal.law.forms import ProposalQuery
from municipal.law.proposal_acts import ACTS, Again
from municipal.law.proposal_views import shown
from municipal.law.queries import decided, rows_in_use, waiting
from municipal.law.words import FIELDS, KINDS, TOPICS
from municipal.people.roles import PROVINCE
from municipal.people.rules import decide
from municipal.traces.once import new_token
from municipal.web.actor import the_actor
from municipal.web.addresses import canonical, paths
from municipal.web.form import query, said
from municipal.web.format import today
from municipal.web.language import translator
from municipal.web.numbers import written_number
from municipal.web.page import Asked, choices, language, page
from municipal.web.threads import reads, sent, takes

_BY_KIND: dict[str, File] = {"threshold": THRESHOLDS, "article": ARTICLES}


class LawProposalPages(Controller):
    """The queue, the form, and each answer."""

    include_in_schema = False

    @get(paths("law_proposals"), action="law.read", body=PROVINCE)
    @reads
    def index(self, request: Asked) -> Response[bytes]:
        """What waits and what was answered; the form, where a row to change or a kind to add is named."""
        asked = query(ProposalQuery, canonical(request.query_params.multi_items()))
        if asked.row or asked.kind:
            permit(request, PROVINCE)("law.propose")
            file, row = _begun(asked)
            return _form(request, file, row, Again(file, row["id"] if row else "", {}, []))
        return _list(request, Again(), received=asked.received)

    @post(paths("law_proposals"), action="law.read", body=PROVINCE)
    @takes
    def change(self, request: Asked) -> Response[bytes] | Redirect:
        """Propose, accept or refuse; each asks the table of rules."""
        act = ACTS.get(said(sent(request), "act"))
        if act is None:
            raise NotFoundException
        made = act(request)
        if isinstance(made, str):
            return Redirect(made, status_code=303)
        if made.file:
            return _form(request, made.file, None, made)
        return _list(request, made)


def _begun(asked: ProposalQuery) -> tuple[File, Cells | None]:
    """The file of the row to propose, and the row that it would replace. Raises NotFoundException for neither."""
    if not asked.row:
        if asked.kind not in _BY_KIND:
            raise NotFoundException
        return _BY_KIND[asked.kind], None
    with reading() as session:
        for file, rows in rows_in_use(session).items():
            for row in rows:
                if row["id"] == asked.row:
                    return file, row
    raise NotFoundException


def _form(request: Asked, file: File, row: Cells | None, again: Again) -> Response[bytes]:
    """The form of a row, filled in with the one to replace or with what was just typed."""
    spoken = language(request)
    _ = translator(spoken)
    blank = dict.fromkeys([*seed_file(file).columns, "reason"], "") | {"checked_on": today().isoformat()}
    stored = dict(row) | {"checked_on": "", "amount": _amount(row, spoken)} if row else {}
    return page(
        request,
        "law_proposals",
        "law/propose.html",
        status=again.status if again.errors else 200,
        private=True,
        file=file,
        replaces=again.replaces,
        values=blank | stored | again.values,
        errors=again.errors,
        fields=[name for name in fields_of(file) if name != "id"],
        labels={name: _(label) for name, label in FIELDS.items()},
        kinds=choices([(kind, _(name)) for kind, name in KINDS.items()]),
        topics=choices([(topic, _(name)) for topic, name in TOPICS.items()]),
        once=new_token(),
    )


def _amount(row: Cells, spoken: str) -> str:
    cell = row.get("amount", "")
    return written_number(int(cell), spoken) if cell else ""


def _list(request: Asked, again: Again, *, received: str = "") -> Response[bytes]:
    spoken = language(request)
    actor = the_actor(request)
    with reading() as session:
        now = rows_in_use(session)
        asked = [shown(session, one, now, actor.person, spoken) for one in waiting(session)]
        answered = [shown(session, one, now, actor.person, spoken) for one in decided(session)]
    return page(
        request,
        "law_proposals",
        "law/proposals.html",
        status=again.status if again.received or again.errors else 200,
        private=True,
        asked=asked,
        answered=answered,
        may_propose=decide(actor, "law.propose", body=PROVINCE).why in ("yes", "confirm"),
        may_answer=decide(actor, "law.accept", body=PROVINCE).why in ("yes", "confirm"),
        received=again.received or received,
        errors=again.errors,
        typed=again.values,
        once=new_token(),
    )
