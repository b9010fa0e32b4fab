"""The public contracts of a supplier, attached by its number alone, and those of a notice."""

from collections.abc import Mapping
from typing import Final

from msgspec import Struct
from sqlmodel import Session

from municipal.notices.lines import notice_href
from municipal.notices.queries import imported, numbers_of
from municipal.notices.words import BUYERS, amount, buyer_kind, source, title_of
from municipal.web.addresses import address
from municipal.web.format import date
from municipal.web.language import translator
from vendors.notices.queries import contracts_of
from vendors.notices.rows import ContractRow

MOST: Final = 20


class ContractLine(Struct, frozen=True):
    """A contract in the reader’s language; blank what the notice does not tell."""

    href: str
    title: str
    buyer: str
    kind: str
    municipal: bool
    supplier: str
    supplier_href: str
    awarded: str
    final: str
    day: str
    ends: str
    method: str
    url: str


class Contracts(Struct, frozen=True):
    """The contracts of a supplier, municipal ones first; how many there are, and the list of all their notices."""

    lines: list[ContractLine]
    count: int
    href: str
    source: str


def contracts_view(session: Session, vendor: str, language: str) -> Contracts | None:
    """What templates/notices/_contracts.html shows of a supplier; None where no contract bears a number of it."""
    rows = contracts_of(session, numbers_of(session, vendor))
    if not rows:
        return None
    rows.sort(key=lambda row: row.municipal is not True)
    return Contracts(
        [contract_line(row, language, {}) for row in rows[:MOST]],
        len(rows),
        address("notices", language, vendor=vendor) if len(rows) > MOST else "",
        source(imported(session), language),
    )


def contract_line(row: ContractRow, language: str, known: Mapping[str, str]) -> ContractLine:
    """What a page shows of a contract; `known` are the suppliers of the registry by their number."""
    registered = known.get(row.neq or "")
    return ContractLine(
        href=notice_href(row.ocid, language),
        title=title_of(row.title, language),
        buyer=row.buyer,
        kind=translator(language)(BUYERS[buyer_kind(row.municipal)]),
        municipal=row.municipal is True,
        supplier=row.supplier,
        supplier_href=address("vendor", language, id=registered) if registered else "",
        awarded=amount(row.awarded, row.currency, language),
        final=amount(row.final, row.currency, language),
        day=date(day, language) if (day := row.awarded_on or row.signed_on) else "",
        ends=date(row.ends_on, language) if row.ends_on else "",
        method=row.method_label or "",
        url=row.url or "",
    )
