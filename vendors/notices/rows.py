"""Public notices and contracts as they are answered: what a release does not tell is None, amounts are in cents."""

from msgspec import Struct


class ContractRow(Struct, frozen=True):
    """A public contract with its notice: who, what, how much in cents, when. What the release did not tell is None.

    A supplier without a sure number may be a person: unless its contracts were asked for by number, it is not named.
    """

    id: str
    ocid: str
    supplier: str
    neq: str | None
    country: str | None
    buyer: str
    municipal: bool | None
    number: str
    title: str
    category: str | None
    method_label: str | None
    status: str | None
    awarded: int | None
    final: int | None
    currency: str
    awarded_on: str | None
    signed_on: str | None
    ends_on: str | None
    url: str | None


class NoticeRow(Struct, frozen=True):
    """A public notice as its newest release tells it; amounts in cents. A title that names a person is blank."""

    ocid: str
    number: str
    date: str
    title: str
    buyer: str
    municipal: bool | None
    reference: str | None
    status: str | None
    method: str | None
    method_label: str | None
    nature: str | None
    category: str | None
    category_label: str | None
    unspsc: list[str]
    estimate_low: int | None
    estimate_high: int | None
    published_at: str | None
    closes_at: str | None
    bidders: int | None
    url: str | None


class ReleaseRow(Struct, frozen=True):
    """A release of a notice: its instant, and what SEAO calls it."""

    date: str
    tags: list[str]


class Extent(Struct, frozen=True):
    """How many notices were imported, and the instant of the newest release that is shown."""

    notices: int
    newest: str | None
