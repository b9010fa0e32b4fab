"""Around a case: « Nous l’utilisons aussi », a question to its city, follow."""

from litestar import Controller, Response, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect

from municipal.cases.cards import card
from municipal.community.queries import together
from municipal.community.together_acts import ACTS, Again, the_case
from municipal.db import reading
from municipal.web.actor import the_actor
from municipal.web.addresses import paths
from municipal.web.form import said
from municipal.web.page import Asked, language, page
from municipal.web.threads import reads, sent, takes


class CaseTogetherPages(Controller):
    """The page by itself, where who signs in lands, and the forms that stand on the page of the case too."""

    include_in_schema = False

    @get(paths("case_together"), action="account.read")
    @reads
    def index(self, request: Asked, id: FromPath[str]) -> Response[bytes]:  # noqa: A002 - the name in the address
        """What one may do around a case."""
        return _around(request, id, None)

    @post(paths("case_together"), action="account.read")
    @takes
    def change(self, request: Asked, id: FromPath[str]) -> Response[bytes] | Redirect:  # noqa: A002 - as in the address
        """One of the forms; each asks the table of rules about the city for which one speaks."""
        act = ACTS.get(said(sent(request), "act"))
        if act is None:
            raise NotFoundException
        made = act(request, id)
        return _around(request, id, made) if isinstance(made, Again) else Redirect(made, status_code=303)


def _around(request: Asked, case: str, again: Again | None) -> Response[bytes]:
    with reading() as session:
        row = the_case(session, request, case)
        around = together(session, the_actor(request), case, row.municipality, language(request))
    return page(
        request,
        "case_together",
        "community/together.html",
        id=case,
        status=again.status if again else 200,
        private=True,
        card=card(row, language(request)),
        together=around,
        values=again.values if again else {},
        errors=again.errors if again else [],
    )
