"""The pages about suppliers and solutions; the first is the main job."""

from functools import partial
from pathlib import Path
from typing import Any

import msgspec
from litestar import Controller, Response, get
from litestar.params import FromPath
from litestar.response import Redirect
from msgspec import Struct
from sqlmodel import Session

from municipal.cases.cards import card as case_card
from municipal.cases.queries import library, of_solution
from municipal.db import reading
from municipal.needs import the_taxonomy
from municipal.notices.contracts import contracts_view
from municipal.notices.similar import similar_view
from municipal.places.names import Place
from municipal.places.queries import who
from municipal.resources.queries import ResourceRow
from municipal.shared_needs.offer import offer
from municipal.suppliers.facets import facets, keep
from municipal.suppliers.feed import feed
from municipal.suppliers.forms import VendorsQuery
from municipal.suppliers.listing import PER_PAGE, Card, Listing, card, drawn, listing, pages_of, plain_facets
from municipal.suppliers.queries import (
    FEW,
    IndicatorRow,
    help_for,
    indicators_for,
    registry,
    related,
    search,
)
from municipal.suppliers.sentences import summary
from municipal.suppliers.solution import sheet, speaking
from municipal.suppliers.vendor_view import vendor_view
from municipal.suppliers.weak_needs import note
from municipal.suppliers.words import cautions, exclusion, fit, reasons, silence
from municipal.web.actor import actor_of
from municipal.web.addresses import address, canonical, paths
from municipal.web.form import query
from municipal.web.open import OPEN
from municipal.web.page import Asked, found, language, page, settings
from municipal.web.threads import reads
from vendors.needs.find import Found, Result
from vendors.registry.queries import solutions, vendor


class Shown(Struct, frozen=True):
    """A result as its card shows it."""

    card: Card
    fit: str
    tone: str
    reasons: list[str]
    cautions: list[str]
    uses: int


class Needed(Struct, frozen=True):
    """What a need's page shows besides its facets."""

    found: Found
    results: list[Shown]
    general: list[tuple[str, str]]
    refused: list[tuple[str, str, str]]
    why_general: str
    indicators: list[IndicatorRow]
    related: list[tuple[str, str]]
    resources: list[ResourceRow]
    silence: str
    few: bool


class SupplierPages(Controller):
    """The need search, suppliers, solutions."""

    opt = OPEN
    include_in_schema = False

    @get(paths("vendors"))
    @reads
    def index(self, request: Asked) -> Response[bytes]:
        """What answers a need, or all solutions; the results alone when only they are asked for."""
        asked = query(VendorsQuery, canonical(request.query_params.multi_items()))
        spoken = language(request)
        need = asked.need.strip()
        with reading() as session:
            place, choices = _city(session, asked.city)
            if need:
                shown = _needed(session, need, place, spoken, settings(request).data)
                rows = [one.solution for one in shown.found.results]
                kept = keep(rows, asked)
                ids = {row.id for row in kept}
                data: dict[str, Any] = {
                    "needed": shown,
                    "cards": [one for one in shown.results if one.card.id in ids],
                    "facets": facets(rows, asked, spoken, counted=True),
                    "summary": summary(len(kept), asked, shown.found.detected, place, spoken),
                    "listed": None,
                    "pages": 1,
                    "plain_facets": "",
                    "offer": offer(session, actor_of(request), need, shown.found.detected, place, spoken),
                    "similar": similar_view(session, need, spoken),
                }
            else:
                data = _browse(session, asked, spoken)
                # The shell also shows the city that the name given leads to today.
                data["shell"] = (*data["shell"], place, tuple(choices))
        return page(
            request,
            "vendors",
            "suppliers/index.html",
            fragment="suppliers/_results.html",
            asked=asked,
            need=need,
            place=place,
            choices=choices,
            at=partial(_at, asked, spoken),
            feed=feed(spoken, asked),
            **data,
        )

    @get(paths("vendor"))
    @reads
    def vendor_page(self, request: Asked, id: FromPath[str]) -> Response[bytes] | Redirect:  # noqa: A002 - as in the path
        """A supplier: who gave what, what it offers; one that was joined to another leads there."""
        spoken = language(request)
        with reading() as session:
            row = found(vendor(session, id))
            if row.merged_into:
                return Redirect(address("vendor", spoken, id=row.merged_into), status_code=303)
            cards = [card(one, spoken) for one in solutions(session, vendor=id)]
            view = vendor_view(session, row, spoken)
            contracts = contracts_view(session, id, spoken)
        data: dict[str, Any] = {"row": row, "cards": cards, "view": view, "contracts": contracts}
        return page(request, "vendor", "suppliers/vendor.html", id=id, **data)

    @get(paths("solution"))
    @reads
    def solution_page(self, request: Asked, id: FromPath[str]) -> Response[bytes]:  # noqa: A002 - the name in the address
        """A solution: what it does, what is known and by whom, what is not."""
        asked = query(VendorsQuery, canonical(request.query_params.multi_items()))
        spoken = language(request)
        with reading() as session:
            data = found(sheet(session, id, spoken, asked.need.strip()))
            known = library(session, spoken, demo=settings(request).demo, reader=actor_of(request))
            cases = [case_card(row, spoken) for row in of_solution(known, id)]
        return page(
            request,
            "solution",
            "suppliers/solution.html",
            id=id,
            sheet=data,
            need=asked.need.strip(),
            cases=cases,
            **speaking(spoken),
        )


def _at(asked: VendorsQuery, spoken: str, number: int) -> str:
    """The address of another page of the same list."""
    kept: dict[str, Any] = msgspec.structs.asdict(asked) | {"page": number}
    return address("vendors", spoken, **kept)


def _city(session: Session, given: str) -> tuple[Place | None, list[Place]]:
    if not given.strip():
        return None, []
    answer = who(session, given)
    return answer.place, answer.choices


def _browse(session: Session, asked: VendorsQuery, spoken: str) -> dict[str, Any]:
    """The list without a need: the plain one page by page, or what the facets keep."""
    if asked.filtered:
        kept = keep(registry(session).solutions.values(), asked)
        start = (asked.page - 1) * PER_PAGE
        cards = drawn(kept[start : start + PER_PAGE], spoken)
        listed = Listing(cards, asked.page, pages_of(len(kept)), len(kept))
    else:
        listed = listing(session, spoken, asked.page)
    return {
        "needed": None,
        "offer": None,
        "cards": [],
        "listed": listed,
        "pages": listed.pages,
        "facets": [],
        "plain_facets": plain_facets(asked, spoken),
        "summary": summary(listed.count, asked, None, None, spoken),
        "rows": listed.cards,
        "shell": (listed.page, listed.pages, listed.count),
    }


def _needed(session: Session, need: str, place: Place | None, spoken: str, log: Path) -> Needed:
    result = search(session, need, city=place.code if place else None)
    detected = result.detected
    taxonomy = the_taxonomy()
    if not detected.nodes or not result.results:
        note(log, need, detected)
    general = [one for one in result.excluded if one.statement is None and not one.removed]
    return Needed(
        found=result,
        results=[_shown(one, result, spoken, registry(session).uses) for one in result.results],
        general=[(one.solution.id, one.solution.name) for one in general] if detected.nodes else [],
        refused=[
            (one.solution.id, one.solution.name, exclusion(one, detected, spoken))
            for one in result.excluded
            if one.statement or one.removed
        ],
        why_general=exclusion(general[0], detected, spoken) if general else "",
        indicators=indicators_for(session, result, spoken, place.code if place else None),
        related=[(node, taxonomy.label(node, spoken)) for node in related(result)],
        resources=help_for(session, result, spoken),
        silence=silence(result, spoken),
        few=len(result.results) < FEW,
    )


def _shown(one: Result, result: Found, spoken: str, uses: dict[str, int]) -> Shown:
    only_domain = not result.detected.capabilities
    return Shown(
        card=card(one.solution, spoken),
        fit=fit(one, spoken, only_domain=only_domain),
        tone="good" if one.fit == "fits" or (only_domain and one.domains and one.basis == "description") else "caution",
        reasons=reasons(one, spoken),
        cautions=cautions(one, result.detected, spoken),
        uses=uses.get(one.solution.id, 0),
    )
