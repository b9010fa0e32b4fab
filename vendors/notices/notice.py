"""The notice as a release tells it: what is bought, by whom, how, until when."""

import msgspec
from msgspec import Struct

from vendors.notices.release import Item, Party, Period, Release, Tender, written
from vendors.notices.values import WrongError, cents, instant, text

PREFIX = "ocds-ec9k95-"
_UNSPSC = "UNSPSC"
_MOST_BIDDERS = 1_000_000
_NO_TENDER = Tender()
_NO_PERIOD = Period()
_NOBODY = Party()
_NOTHING = Item()
_ADDRESS = ("http://", "https://")
_YES, _NO = ("1", "true"), ("0", "false")
_COUNT = (
    ("nombre impossible", "Écrivez un nombre entier"),
    ("impossible number", "Write a whole number"),
)


class NoticeColumns(Struct, frozen=True, gc=False):
    """The columns of a notice, in their order; what the release does not tell is None."""

    ocid: str
    number: str
    release: str
    date: str
    title: str
    buyer_id: str | None
    buyer: str
    municipal: bool | None
    reference: str | None
    status: str | None
    method: str | None
    method_label: str | None
    exception: str | None
    nature: str | None
    category: str | None
    category_label: str | None
    unspsc: str
    estimate_low: int | None
    estimate_high: int | None
    published_at: str | None
    closes_at: str | None
    bidders: int | None
    url: str | None


def notice(release: Release, ocid: str, identity: str, date: str) -> NoticeColumns:
    """The notice that a release tells. Raises WrongError at the first amount or date that is none."""
    tender = release.tender or _NO_TENDER
    period = tender.tender_period or _NO_PERIOD
    items = tender.items or ()
    named = release.buyer or tender.procuring_entity or _NOBODY
    known = _buyer(release.parties or (), named)
    first = items[0] if items else _NOTHING
    # Most notices are published at the instant of their first release.
    start = period.start_date
    published = date if start == release.date else instant(start, "tender.tenderPeriod.startDate")
    return NoticeColumns(
        ocid,
        ocid.removeprefix(PREFIX),
        identity,
        date,
        text(tender.title) or "",
        text(named.id) or text(known.id),
        text(named.name) or text(known.name) or "",
        _municipal(known),
        text(tender.id),
        text(tender.status),
        text(tender.procurement_method),
        text(tender.procurement_method_details),
        text(tender.procurement_method_rationale),
        text(tender.main_procurement_category),
        text(first.id),
        text(first.description),
        _codes(items),
        cents(tender.min_value, "tender.minValue"),
        cents(tender.value, "tender.value"),
        published,
        instant(period.end_date, "tender.tenderPeriod.endDate"),
        _bidders(tender),
        _page(tender),
    )


def _buyer(parties: "list[Party] | tuple[()]", named: Party) -> Party:
    """What the list of parties says of the buyer: by its id, else by its role."""
    if named.id is not None:
        for one in parties:
            if one.id == named.id:
                return one
    return next((one for one in parties if one.roles and "buyer" in one.roles), _NOBODY)


def _municipal(party: Party) -> bool | None:
    """Whether SEAO says that the buyer is a municipality; None when it says nothing that is understood."""
    if party.details is None:
        return None
    told = party.details.municipal
    told = str(party.details.municipal_older if told is None else told).strip().lower()
    return True if told in _YES else False if told in _NO else None


def _codes(items: "list[Item] | tuple[()]") -> str:
    """The UNSPSC codes, main ones first, as a JSON list."""
    found = [item.classification for item in items if item.classification]
    for item in items:
        found += item.additional_classifications or ()
    codes = [code for one in found if one.scheme == _UNSPSC and (code := text(one.id))]
    return written(list(dict.fromkeys(codes))).decode() if codes else "[]"


def _page(tender: Tender) -> str | None:
    """The address of the notice, when it is one that a browser opens."""
    for one in tender.documents or ():
        if (found := text(one.url)) and found.startswith(_ADDRESS):
            return found
    return None


def _bidders(tender: Tender) -> int | None:
    found = tender.number_of_tenderers
    if found is None:
        return len(tender.tenderers) if tender.tenderers else None
    if not found.is_finite() or not 0 <= found <= _MOST_BIDDERS or found != int(found):
        raise WrongError("tender.numberOfTenderers", str(found), _COUNT)
    return int(found)


COLUMNS: tuple[str, ...] = tuple(one.name for one in msgspec.structs.fields(NoticeColumns))
