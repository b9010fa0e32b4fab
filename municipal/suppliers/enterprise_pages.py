"""Enterprises by name."""

from functools import partial
from typing import Annotated

from litestar import Controller, Response, get
from msgspec import Meta, Struct

from municipal.db import reading
from municipal.suppliers.enterprises import PER_PAGE, directory
from municipal.web.addresses import address, canonical, paths
from municipal.web.form import query
from municipal.web.page import Asked, language, page
from municipal.web.threads import reads


class EnterprisesQuery(Struct, frozen=True):
    """The name that is searched, or the letter and the page of the whole list."""

    name: Annotated[str, Meta(max_length=200)] = ""
    letter: Annotated[str, Meta(max_length=3)] = ""
    page: Annotated[int, Meta(ge=1, le=10_000)] = 1


class EnterprisePages(Controller):
    """Enterprises by name."""

    include_in_schema = False

    @get(paths("enterprises"), action="public.read")
    @reads
    def index(self, request: Asked) -> Response[bytes]:
        """The enterprises that a name finds, spelling mistakes and all; without a name, letter by letter."""
        asked = query(EnterprisesQuery, canonical(request.query_params.multi_items()))
        name = asked.name.strip()
        with reading() as session:
            known = directory(session)
        listed = known.find(name) if name else known.under(asked.letter)
        start = (asked.page - 1) * PER_PAGE
        return page(
            request,
            "enterprises",
            "suppliers/enterprises.html",
            fragment="suppliers/_enterprises.html",
            sought=name,
            letter=asked.letter,
            letters=known.letters,
            count=len(listed),
            total=len(known.rows),
            listed=listed if name else listed[start : start + PER_PAGE],
            number_of_page=asked.page,
            pages=1 if name else max(1, -(-len(listed) // PER_PAGE)),
            at=partial(_at, language(request), asked.letter),
        )


def _at(spoken: str, letter: str, number: int) -> str:
    """The address of another page of the same list."""
    return address("enterprises", spoken, letter=letter, page=number)
