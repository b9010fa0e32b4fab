"""A release of a project (OCDS 1.1): of what its steps tell, the parts that its city chooses."""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any, Final

from municipal.open_contracting.ocds import (
    Address,
    Award,
    Budget,
    Category,
    Identifier,
    Method,
    Party,
    Period,
    Planning,
    Reference,
    Release,
    Tender,
    Value,
)
from municipal.places.names import Place
from municipal.projects.own import ProjectRow, StepRow
from municipal.web.format import ZONE

# What a city may tell: the need, the call, the decision; and, beside any of them, the amount it counts on.
PARTS: Final = ("planning", "tender", "award", "amount")
# The register of municipalities; no scheme of org-id was found for it, so that ours says it is not one.
SCHEME: Final = "x_QC-MAMH"
CAD: Final = "CAD"
# OCDS: open to all; limited to those invited; direct to one.
METHODS: Final[dict[str, Method]] = {"public_call": "open", "invitation": "limited", "mutual_agreement": "direct"}
CATEGORIES: Final[dict[str, Category]] = {"supply": "goods", "services": "services", "professional": "services"}


def ready(steps: Mapping[str, StepRow]) -> list[str]:
    """The parts of which a project has something to tell."""
    told: list[str] = []
    if _told(steps, "need").get("problem"):
        told.append("planning")
    if _frozen(steps, "route").get("route") in METHODS and _told(steps, "need").get("problem"):
        told.append("tender")
    if _told(steps, "decision").get("outcome") == "chosen" and steps["decision"].done_at:
        told.append("award")
    if told and _amount(_frozen(steps, "route").get("amount")):
        told.append("amount")
    return told


def release(
    project: ProjectRow,
    steps: Mapping[str, StepRow],
    place: Place,
    parts: Collection[str],
    *,
    ocid: str,
    number: int,
    at: str,
) -> Release:
    """What is told of a project at an instant; `number` counts its releases from 1. The tag says how far it is."""
    buyer = Reference(id=f"{SCHEME}-{place.code}", name=place.name)
    estimate = _amount(_frozen(steps, "route").get("amount")) if "amount" in parts else None
    decision = _told(steps, "decision")
    supplier = Reference(id=f"{ocid}-supplier", name=decision["chosen"]) if _has_supplier(parts, decision) else None
    kinds = ("award", "tender", "planning")
    return Release(
        ocid=ocid,
        id=f"{ocid}-{number:03d}",
        date=at,
        tag=[next(one for one in kinds if one in parts) + ("" if number == 1 else "Update")],
        initiation_type="tender",
        language=project.language,
        parties=(_party(buyer, place), *([_supplier(supplier)] if supplier else [])),
        buyer=buyer,
        planning=_planning(steps, None if "tender" in parts else estimate) if "planning" in parts else None,
        tender=_tender(project, steps, buyer, ocid, estimate) if "tender" in parts else None,
        awards=(_award(project, steps, ocid, supplier),) if "award" in parts else (),
    )


def _has_supplier(parts: Collection[str], decision: Mapping[str, str]) -> bool:
    return "award" in parts and bool(decision.get("chosen"))


def _planning(steps: Mapping[str, StepRow], estimate: Value | None) -> Planning:
    budget = Budget(amount=estimate) if estimate else None
    return Planning(rationale=_told(steps, "need")["problem"], budget=budget)


def _tender(
    project: ProjectRow, steps: Mapping[str, StepRow], buyer: Reference, ocid: str, estimate: Value | None
) -> Tender:
    route, grid, told = _frozen(steps, "route"), _frozen(steps, "grid"), _told(steps, "documents")
    period = Period(start_date=_instant(told.get("publish_on", "")), end_date=_instant(told.get("closes_on", "")))
    return Tender(
        id=f"{ocid}-tender",
        title=project.title,
        description=_told(steps, "need").get("problem", ""),
        status=_status(steps, told),
        procuring_entity=buyer,
        value=estimate,
        procurement_method=METHODS[route["route"]],
        main_procurement_category=CATEGORIES.get(route.get("kind", "")),
        award_criteria={"": "", "lowest_price": "priceOnly"}.get(grid.get("mode", ""), "ratedCriteria"),
        award_criteria_details=_criteria(grid, project.language),
        tender_period=period if period.start_date or period.end_date else None,
    )


def _status(steps: Mapping[str, StepRow], told: Mapping[str, str]) -> str:
    """How far the call is, as the closed list of the standard says it."""
    decision = steps.get("decision")
    if decision and decision.done_at:
        return "complete" if decision.told.get("outcome") == "chosen" else "unsuccessful"
    return "active" if told.get("publish_on") else "planned"


def _criteria(grid: Mapping[str, Any], language: str) -> str:
    """The criteria of a grid and their points, in one line."""
    return "; ".join(f"{one[f'name_{language}']} ({one['max']})" for one in grid.get("criteria", []))


def _award(project: ProjectRow, steps: Mapping[str, StepRow], ocid: str, supplier: Reference | None) -> Award:
    told = _told(steps, "decision")
    return Award(
        id=f"{ocid}-award",
        title=project.title,
        description=told["why"],
        status="active",
        date=_instant(told["decided_on"]),
        value=_amount(told.get("amount")),
        suppliers=(supplier,) if supplier else (),
    )


def _party(buyer: Reference, place: Place) -> Party:
    return Party(
        id=buyer.id,
        name=buyer.name,
        roles=["buyer", "procuringEntity"],
        identifier=Identifier(scheme=SCHEME, id=place.code, legal_name=place.name),
        address=Address(locality=place.name, region="QC", country_name="Canada"),
    )


def _supplier(supplier: Reference) -> Party:
    return Party(id=supplier.id, name=supplier.name, roles=["supplier"])


def _amount(text: Any) -> Value | None:  # noqa: ANN401 - a number, its text, or nothing
    try:
        amount = round(float(text), 2)
    except (TypeError, ValueError):
        return None
    return Value(amount=amount, currency=CAD)


def _instant(day: str) -> str:
    """The beginning of a day in Québec, as the standard writes an instant."""
    if not day:
        return ""
    at = dt.datetime.combine(dt.date.fromisoformat(day), dt.time(), tzinfo=ZONE)
    # Before 1895 the hour of Québec was so many seconds away, which an instant of the standard cannot say.
    return (at.astimezone(dt.UTC) if at.strftime("%z")[5:] else at).isoformat()


def _told(steps: Mapping[str, StepRow], step: str) -> Mapping[str, str]:
    return steps[step].told if step in steps else {}


def _frozen(steps: Mapping[str, StepRow], step: str) -> Mapping[str, Any]:
    return (steps[step].frozen or {}) if step in steps else {}
