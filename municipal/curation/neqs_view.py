"""The list of public contracts that may be those of enterprises without a NEQ: for curators alone."""

from typing import Final

from litestar import Response

from municipal.curation.proposed_neqs import proposed_neqs
from municipal.db import reading
from municipal.web.addresses import address
from municipal.web.page import Asked, language, page
from vendors.names.reasons import told

# How the address of the page asks for this list.
NEQS: Final = "neqs"
_PER_PAGE: Final = 30


def neqs_page(request: Asked, number: int) -> Response[bytes]:
    """A page of the list, the likeliest first."""
    spoken = language(request)
    with reading() as session:
        found = proposed_neqs(session)
    pages = max(1, -(-len(found) // _PER_PAGE))
    number = min(number, pages)
    rows = found[(number - 1) * _PER_PAGE : number * _PER_PAGE]

    def at(one: int) -> str:
        return address("curation_facts", spoken, form=NEQS, page=one)

    return page(
        request,
        "curation_facts",
        "curation/neqs.html",
        private=True,
        neqs=[(one, told(one.reasons, spoken)) for one in rows],
        count=len(found),
        number=number,
        pages=pages,
        previous=at(number - 1) if number > 1 else "",
        next=at(number + 1) if number < pages else "",
    )
