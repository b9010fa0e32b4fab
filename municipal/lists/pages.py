"""Every list as a file: /fr/listes/fournisseurs.xlsx, with the filters of the page that it is taken from."""

from typing import Final

from litestar import Controller, Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from municipal.db import reading
from municipal.documents.document import Cell, Table
from municipal.documents.sheet import csv_file, xlsx
from municipal.lists.catalogue import BY_NAME
from municipal.lists.taken import MOST_ROWS, Asking, Columns, TakenList
from municipal.web.actor import actor_of
from municipal.web.addresses import address, canonical, paths, translated
from municipal.web.form import multi
from municipal.web.format import date, today
from municipal.web.guard import PUBLIC
from municipal.web.language import translator
from municipal.web.open import OPEN
from municipal.web.page import Asked, base_url, language, settings
from municipal.web.threads import writes

TYPES: Final = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class ListPages(Controller):
    """Lists as files."""

    opt = OPEN
    include_in_schema = False

    @get(paths("list_file"))
    @writes
    def file(self, request: Asked, id: FromPath[str]) -> Response[bytes]:  # noqa: A002 - the name in the address
        """The rows that the page of the list would show, as Excel or CSV."""
        name, _, kind = id.rpartition(".")
        taken = BY_NAME.get(name)
        if taken is None or kind not in TYPES:
            raise NotFoundException
        spoken, reader = language(request), actor_of(request)
        asked = multi(canonical(request.query_params.multi_items()))
        with reading() as session:
            made = taken.make(session, Asking(spoken, asked, settings(request).demo, reader))
        table = _table(taken, made, spoken, demo=settings(request).demo)
        body = csv_file(table) if kind == "csv" else _workbook(request, taken, table, spoken)
        own = taken.en if spoken == "en" else taken.fr
        headers = {
            "content-disposition": f'attachment; filename="repere-{own}-{today().isoformat()}.{kind}"',
            "cache-control": "no-store" if reader else PUBLIC.decode(),
            "content-language": f"{spoken}-CA",
            "x-robots-tag": "noindex",
        }
        return Response(body, media_type=TYPES[kind], headers=headers)


def _table(taken: TakenList, made: Columns, spoken: str, *, demo: bool) -> Table:
    """The rows under their header; in the demonstration each says that it is fictitious."""
    _ = translator(spoken)
    rows = made.rows[:MOST_ROWS]
    if not demo:
        return Table(_(taken.title), made.header, rows)
    notice: list[Cell] = [_("Démonstration\u00a0: ces lignes sont fictives.")]
    return Table(_(taken.title), [*made.header, _("Avertissement")], [[*row, *notice] for row in rows])


def _workbook(request: Asked, taken: TakenList, table: Table, spoken: str) -> bytes:
    _ = translator(spoken)
    pairs = translated(spoken, canonical(request.query_params.multi_items()))
    shown: dict[str, list[str]] = multi(pairs)
    told: list[list[Cell]] = [
        [_("Liste"), _(taken.title)],
        [_("Lignes"), len(table.rows)],
        [_("Jour"), date(today(), spoken)],
        [_("Page"), base_url(request) + address(taken.page, spoken)],
        *([f"{_('Filtre')}\u00a0: {name}", ", ".join(given)] for name, given in shown.items()),
    ]
    if settings(request).demo:
        told.append([_("Avertissement"), _("Démonstration\u00a0: ces lignes sont fictives.")])
    about = Table(_("À propos"), [_("Point"), _("Ce qu’il faut savoir")], told)
    return xlsx([table, about], title=_(taken.title), language=spoken)
