"""The Word files of a city: which documents are poured into which, brought, removed, downloaded."""

from collections.abc import Callable
from typing import Final

from litestar import Controller, Response, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect

from municipal.cities.desk import CITY, called, desk
from municipal.db import reading
from municipal.project_documents.catalogue import the_documents
from municipal.project_documents.forms import TemplatesQuery
from municipal.project_documents.letterheads import ALL, bytes_of, templates_of
from municipal.project_documents.making import TYPES, File, handed
from municipal.project_documents.template_acts import Refused, bring, keep, kinds, remove
from municipal.project_documents.template_model import model
from municipal.traces.once import new_token
from municipal.web.addresses import canonical, paths
from municipal.web.form import query, said
from municipal.web.language import translator
from municipal.web.page import Asked, choices, found, language, page
from municipal.web.threads import sent, takes, writes

_ACTS: Final[dict[str, Callable[[Asked, str], str | Refused]]] = {"keep": keep, "remove": remove}
# A file to start from, made by us.
_MODEL: Final = "model"


class CityTemplatePages(Controller):
    """List, bring, remove, download."""

    include_in_schema = False

    @get(paths("city_templates"), action="template.manage", body="id")
    @writes  # Nothing is written: the model is made in a thread.
    def index(self, request: Asked, id: FromPath[str]) -> Response[bytes]:  # noqa: A002 - the name in the address
        """The files, or one of them."""
        asked = query(TemplatesQuery, canonical(request.query_params.multi_items()))
        if asked.file:
            return _file(request, id, asked.file)
        return _list(request, id, received=asked.received)

    @post(paths("city_templates"), action="template.manage", body="id")
    async def change(self, request: Asked, id: FromPath[str]) -> Response[bytes] | Redirect:  # noqa: A002 - as above
        """Bring a file, or remove one."""
        await bring(request)
        return await _change(request=request, city=id)


@takes
def _change(*, request: Asked, city: str) -> Response[bytes] | Redirect:
    with reading() as session:
        desk(session, request, city, kinds=CITY)
    act = _ACTS.get(said(sent(request), "act"))
    if act is None:
        raise NotFoundException
    made = act(request, city)
    return _list(request, city, refused=made) if isinstance(made, Refused) else Redirect(made, status_code=303)


def _list(request: Asked, city: str, *, received: str = "", refused: Refused | None = None) -> Response[bytes]:
    spoken = language(request)
    names = {ALL: translator(spoken)("Tous les documents")}
    names |= {one: the_documents().kinds[one].text("name", spoken) for one in kinds() if one != ALL}
    with reading() as session:
        at = desk(session, request, city, kinds=CITY)
        rows = templates_of(session, city)
        who = {row.person: called(session, row.person, spoken) for row in rows.values()}
    return page(
        request,
        "city_templates",
        "project_documents/templates.html",
        id=city,
        status=422 if refused else 200,
        private=True,
        at=at,
        names=names,
        mine=rows,
        who=who,
        kinds=choices(names.items()),
        kind=refused.kind if refused else ALL,
        errors=refused.errors if refused else [],
        received=received,
        once=new_token(),
    )


def _file(request: Asked, city: str, kind: str) -> Response[bytes]:
    spoken = language(request)
    with reading() as session:
        at = desk(session, request, city, kinds=CITY)
        data = model(at.name, spoken) if kind == _MODEL else found(bytes_of(session, city, kind))
    return handed(
        File(f"repere-{'modele' if spoken == 'fr' else 'template'}-{city}-{kind}.docx", TYPES["docx"], data), spoken
    )
