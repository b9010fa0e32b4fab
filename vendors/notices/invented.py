"""An invented notice and its contracts, as a release of SEAO would tell them."""

from typing import Any

from msgspec import Struct

from vendors.text import sort_key


class NoticeSeed(Struct, forbid_unknown_fields=True):
    """A `[[notice]]`; `days` are those of its releases, the last of which tells it. Amounts are in dollars."""

    id: str
    title: str
    buyer: str
    municipal: bool
    reference: str
    status: str
    method: str
    method_label: str
    nature: str
    category: str
    category_label: str
    unspsc: list[str]
    days: list[str]
    url: str
    estimate_low: float | None = None
    estimate_high: float | None = None
    closes_on: str | None = None
    bidders: int | None = None


class ContractSeed(Struct, forbid_unknown_fields=True):
    """A `[[contract]]` of a notice: to whom, for how much, what it came to."""

    notice: str
    supplier: str
    neq: str
    locality: str
    awarded: float
    awarded_on: str
    final: float | None = None
    signed_on: str | None = None
    ends_on: str | None = None


def told(one: NoticeSeed, contracts: list[ContractSeed], day: str) -> dict[str, Any]:
    """The notice as a release of that day."""
    buyer = {"id": f"OP-{sort_key(one.buyer).replace(' ', '-')}", "name": one.buyer}
    parties = [buyer | {"roles": ["buyer"], "details": {"municipal": "1" if one.municipal else "0"}}]
    tender: dict[str, Any] = {
        "id": one.reference,
        "title": one.title,
        "status": one.status,
        "procurementMethod": one.method,
        "procurementMethodDetails": one.method_label,
        "mainProcurementCategory": one.nature,
        "items": [_item(one)],
        "minValue": {"amount": one.estimate_low},
        "value": {"amount": one.estimate_high},
        "tenderPeriod": {"startDate": f"{one.days[0]}T09:00:00", "endDate": _noon(one.closes_on)},
        "numberOfTenderers": one.bidders,
        "documents": [{"url": one.url}],
    }
    return {
        "ocid": one.id,
        "id": day.replace("-", ""),
        "date": f"{day}T09:00:00",
        "tag": ["award", "contract"] if contracts else ["tender"],
        "buyer": buyer,
        "parties": [*parties, *(_supplier(row) for row in contracts)],
        "tender": tender,
        "awards": [_award(n, row) for n, row in enumerate(contracts)],
        "contracts": [_contract(n, row) for n, row in enumerate(contracts)],
    }


def _item(one: NoticeSeed) -> dict[str, Any]:
    codes = [{"scheme": "UNSPSC", "id": code} for code in one.unspsc]
    label = f"{one.category} - {one.category_label}"
    return {
        "id": one.category,
        "description": label,
        "classification": codes[0] if codes else None,
        "additionalClassifications": codes[1:],
    }


def _supplier(row: ContractSeed) -> dict[str, Any]:
    address = {"locality": row.locality, "countryName": "CAN"}
    return {
        "id": f"FO-{row.neq}",
        "name": row.supplier,
        "roles": ["supplier"],
        "details": {"neq": row.neq},
        "address": address,
    }


def _award(number: int, row: ContractSeed) -> dict[str, Any]:
    return {
        "id": str(number),
        "status": "active",
        "date": row.awarded_on,
        "value": {"amount": row.awarded, "currency": "CAD"},
        "suppliers": [{"id": f"FO-{row.neq}", "name": row.supplier}],
    }


def _contract(number: int, row: ContractSeed) -> dict[str, Any]:
    return {
        "id": str(number),
        "awardID": str(number),
        "status": "active",
        "value": {"amount": row.final, "currency": "CAD"},
        "dateSigned": row.signed_on,
        "period": {"endDate": row.ends_on},
    }


def _noon(day: str | None) -> str | None:
    return f"{day}T11:00:00" if day else None
