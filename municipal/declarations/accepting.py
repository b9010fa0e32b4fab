"""What two people accepted of a declaration, written into the registry; taking its origin back restores everything."""

import datetime as dt
from typing import Any, Final

import msgspec
from sqlmodel import Session, col, select

from municipal.declarations.facts import SOURCE, add_facts
from municipal.declarations.queries import DeclarationRow
from municipal.declarations.standing import bearer, shown_under
from municipal.web.format import ZONE, date
from vendors.registry.changing import Cause, alter, create
from vendors.registry.queries import solutions
from vendors.registry.queries import vendor as the_vendor
from vendors.registry.tables import Solution, Vendor
from vendors.text import sort_key, words

# What is a column of the supplier; all else is of a solution, a name of its own, or facts.
OWN: Final = ("name", "neq", "website", "city", "description")
OFFER: Final = ("domains", "capabilities", "hosting", "languages", "price_low", "price_high")
_LONGEST_ID: Final = 80


class NeqTakenError(ValueError):
    """Another supplier bears this NEQ: the two are a pair to decide, and nothing was written."""

    def __init__(self, vendor: str) -> None:
        super().__init__(vendor)
        self.vendor = vendor


def accept(session: Session, declaration: DeclarationRow, fields: list[str], cause: Cause) -> str:
    """Write the accepted fields under the declaration’s own origin; the supplier’s id comes back.

    A new enterprise becomes a candidate. Raises NeqTakenError.
    """
    cause = msgspec.structs.replace(cause, origin=declaration.id)
    told = {name: declaration.told[name] for name in fields if name in declaration.told}
    known = shown_under(session, declaration.vendor) if declaration.vendor else None
    holder = bearer(session, told.get("neq", ""))
    if holder and holder != known:
        raise NeqTakenError(holder)
    identity = known or _id(session, told["name"])
    day = _day(declaration.told_at)
    own = {name: told[name] or None for name in OWN if name in told}
    if "name" in own:
        own["sort_key"] = sort_key(told["name"])
    if known is None:
        values = {"id": identity, "status": "candidate", "origin": declaration.id, "declared": sorted(told)}
        create(session, "vendor", identity, values | own, cause)
    else:
        before = session.get_one(Vendor, identity).declared or []
        marked: dict[str, Any] = {"declared": sorted({*before, *told} - {"solution"})} if told else {}
        if declaration.kind == "confirmation":
            marked["confirmed_on"] = day
        alter(session, "vendor", identity, identity, own | marked, cause)
    if told.get("alias"):
        alias = {"id": f"{identity}:{declaration.id}", "vendor": identity, "name": told["alias"], "kind": "trade"}
        create(session, "vendor_alias", identity, alias | {"source": SOURCE.format(day=date(day, "fr"))}, cause)
    about = _offer(session, declaration, identity, told, cause)
    if about:
        add_facts(session, identity, about, told, day, cause)
    return identity


def _offer(session: Session, declaration: DeclarationRow, vendor: str, told: dict[str, str], cause: Cause) -> str:
    """Write what it offers into the solution that the sheet was about, or into a new one; its id, blank for none."""
    values: dict[str, Any] = {name: _value(name, told[name]) for name in OFFER if name in told}
    if {"domains", "capabilities"} & set(values):
        values["tagged"] = "declared"
    made = f"{vendor}-offre"
    offered = [row.id for row in solutions(session, vendor=vendor)]
    about = next((one for one in (declaration.told.get("solution", ""), made, *offered) if one in offered), "")
    if "description" in told and (about == made or not offered):
        values |= {"summary_fr": told["description"], "summary_en": told["description"]}
    if not values and not told.get("references"):
        return ""
    if about:
        alter(session, "solution", vendor, about, values, cause)
        return about
    name = session.exec(select(Vendor.name).where(col(Vendor.id) == vendor)).one()
    blank: dict[str, Any] = {
        "kind": "service",
        "summary_fr": "",
        "summary_en": "",
        "domains": [],
        "capabilities": [],
        "languages": [],
    }
    row = {"id": made, "vendor": vendor, "name": name, "sort_key": sort_key(name), "origin": declaration.id}
    create(session, "solution", vendor, blank | {"tagged": "declared"} | row | values, cause)
    return made


def _value(name: str, text: str) -> Any:  # noqa: ANN401 - as the column wants it
    if name in ("domains", "capabilities", "languages"):
        return text.split()
    if name in ("price_low", "price_high"):
        return int(text) if text else None
    return text or None


def _id(session: Session, name: str) -> str:
    """The words of a name as an id that no supplier and no solution has."""
    plain = "-".join(words(name))[:_LONGEST_ID].strip("-") or "entreprise"
    n, found = 1, plain
    while the_vendor(session, found) or session.get(Solution, f"{found}-offre"):
        n += 1
        found = f"{plain}-{n}"
    return found


def _day(told_at: str | None) -> str:
    """The day on which it was told, in Québec."""
    moment = dt.datetime.fromisoformat(told_at) if told_at else dt.datetime.now(tz=ZONE)
    return moment.astimezone(ZONE).date().isoformat()
