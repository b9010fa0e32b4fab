"""A notice as a list shows it, and the codes to copy."""

from collections.abc import Sequence
from urllib.parse import quote

from msgspec import Struct

from municipal.needs import the_taxonomy
from municipal.notices.queries import the_filter
from municipal.notices.words import BUYERS, awarded, buyer_kind, estimate, published, title_of
from municipal.web.addresses import address
from municipal.web.language import translator
from vendors.notices.rows import ContractRow, NoticeRow
from vendors.notices.similar import Like, codes_of


class Code(Struct, frozen=True):
    """A UNSPSC code or a category of SEAO, and what it stands for, where that is known."""

    code: str
    label: str


class Line(Struct, frozen=True):
    """A notice in the reader’s language; blank what it does not tell."""

    href: str
    title: str
    buyer: str
    kind: str
    municipal: bool
    day: str
    method: str
    estimate: str
    awarded: str
    category: Code | None
    codes: list[Code]
    common: str
    url: str


def line(one: Like, contracts: Sequence[ContractRow], language: str) -> Line:
    """What a list shows of a notice."""
    row = one.notice
    labels = [the_taxonomy().label(node, language) for node in one.nodes]
    return Line(
        href=notice_href(row.ocid, language),
        title=title_of(row.title, language),
        buyer=row.buyer,
        kind=translator(language)(BUYERS[buyer_kind(row.municipal)]),
        municipal=row.municipal is True,
        day=published(row, language),
        method=row.method_label or "",
        estimate=estimate(row, language),
        awarded=awarded(contracts, language),
        category=category(row, language),
        codes=codes(row.unspsc, language),
        common=", ".join(labels),
        url=row.url or "",
    )


def notice_href(ocid: str, language: str) -> str:
    """The address of a notice here."""
    return address("notice", language, id=quote(ocid, safe=""))


def category(row: NoticeRow, language: str) -> Code | None:
    """SEAO’s category; its label as the notice gives it, without the code that it repeats."""
    if not row.category:
        return None
    told = (row.category_label or "").removeprefix(row.category).lstrip(" -–")
    return Code(row.category, told or the_filter().label(row.category, language))


def codes(given: Sequence[str], language: str) -> list[Code]:
    """UNSPSC codes with what their beginning stands for."""
    return [Code(code, the_filter().label(code, language)) for code in given]


def frequent(rows: Sequence[NoticeRow]) -> str:
    """The most frequent codes of some notices, as they are pasted elsewhere."""
    return ", ".join(code for code, _ in codes_of(rows))
