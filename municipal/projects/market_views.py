"""What the step of the market shows: the list to choose from, the one that is fixed, and what changed since."""

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct
from sqlmodel import Session

from municipal.cities.desk import called
from municipal.needs import the_taxonomy
from municipal.notices.similar import similar_view
from municipal.places.queries import places
from municipal.projects.market import STEP, Market, is_study, market, need_of
from municipal.projects.market_choice import Chosen, as_fixed, typed
from municipal.projects.market_since import since
from municipal.projects.own import FORM
from municipal.projects.shortlist_words import TONES, counted, fit_words, place_words
from municipal.projects.step_kit import Stand
from municipal.shared_needs.offer import offer
from municipal.suppliers.listing import Card, card
from municipal.suppliers.queries import FEW, help_for, related
from municipal.suppliers.words import cautions, reasons, silence
from municipal.traces.drafts import draft
from municipal.web.form import said


class Shown(Struct, frozen=True):
    """A solution as the list shows it, with what the person has done with it so far."""

    card: Card
    fit: str
    tone: str
    reasons: list[str]
    cautions: list[str]
    cases: int
    ticked: bool
    why: str


class Fixed(Struct, frozen=True):
    """A row of the list that is fixed: its place there, and why."""

    solution: str
    name: str
    vendor_name: str
    place: str
    tone: str
    fit: str
    reasons: list[str]
    because: str


def show(session: Session, stand: Stand) -> dict[str, Any]:
    """What the step shows; where little answers, also what would help."""
    row, spoken, city = stand.steps.get(STEP), stand.language, stand.project.city
    frozen = row.frozen if row else None
    here = market(session, city, need_of(stand.project, stand.steps))
    few = len(here.rows) < FEW
    place = next((one for one in places(session) if one.code == city), None) if few else None
    told = [(one.solution, one.name, one.reason_en if spoken == "en" else one.reason_fr) for one in here.excluded]
    return {
        "extra_after": False,
        "market": here,
        "market_study": is_study(stand.steps),
        "market_rows": _shown(here, _chosen(session, stand, here, frozen), spoken),
        "market_excluded": by_reason(told),
        "market_choosing": frozen is None or stand.again is not None or bool({"redo", "draft"} & set(stand.asked)),
        "market_fixed": _fixed(session, frozen, _same(session, city, frozen["need"], here), spoken) if frozen else None,
        "market_silence": silence(here.found, spoken),
        "similar": similar_view(session, here.need, spoken),
        "market_few": few,
        "market_related": [(one, the_taxonomy().label(one, spoken)) for one in related(here.found)],
        "market_resources": help_for(session, here.found, spoken),
        "market_offer": offer(session, stand.at.actor, here.need, here.found.detected, place, spoken) if few else None,
    }


def by_reason(told: Iterable[tuple[str, str, str]]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Solutions left out, those of one same reason together."""
    found: dict[str, list[tuple[str, str]]] = {}
    for identity, name, reason in told:
        found.setdefault(reason, []).append((identity, name))
    return list(found.items())


def _chosen(session: Session, stand: Stand, here: Market, frozen: Mapping[str, Any] | None) -> Chosen:
    """What was just sent; else the draft that is taken up again; else what is fixed."""
    ids = [one.solution for one in here.rows]
    if stand.again:
        return typed({name: said(stand.again.raw, name) for name in stand.again.raw}, ids)
    about = f"{stand.project.city}/{stand.project.id}/{STEP}"
    left = draft(session, stand.at.actor.person, FORM, about) if "draft" in stand.asked else None
    if left:
        return typed(left.values, ids)
    return as_fixed(frozen) if frozen else Chosen([], {})


def _shown(here: Market, chosen: Chosen, spoken: str) -> list[Shown]:
    return [
        Shown(
            card=card(result.solution, spoken),
            fit=fit_words(one.fit, one.basis, spoken),
            tone="good" if one.fit == "fits" else "caution",
            reasons=reasons(result, spoken),
            cautions=cautions(result, here.found.detected, spoken),
            cases=one.cases,
            ticked=one.solution in chosen.compared,
            why=chosen.why.get(one.solution, ""),
        )
        for one, result in zip(here.rows, here.found.results, strict=False)
    ]


def _same(session: Session, city: str, need: str, here: Market) -> Market:
    """What answers today the need that a list was fixed for, which may have been told otherwise since."""
    return here if need == here.need else market(session, city, need)


def _fixed(session: Session, frozen: Mapping[str, Any], here: Market, spoken: str) -> dict[str, Any]:
    rows = [_row(one, frozen["compared"], spoken) for one in frozen["rows"]]
    kept = sum(bool(one["kept"]) for one in frozen["rows"])
    left = len(rows) - kept + len(frozen["excluded"])
    told = [(one["solution"], one["name"], one[f"reason_{spoken}"]) for one in frozen["excluded"]]
    return {
        "need": frozen["need"],
        "at": frozen["at"],
        "who": called(session, frozen["by"], spoken),
        "digest": frozen["digest"],
        "counted": counted(kept, len(frozen["compared"]), left, spoken),
        "rows": rows,
        "compared": len(frozen["compared"]),
        "excluded": by_reason(told),
        "since": since(frozen, here),
    }


def _row(one: Mapping[str, Any], compared: list[str], spoken: str) -> Fixed:
    place = "compared" if one["solution"] in compared else "kept" if one["kept"] else "left"
    return Fixed(
        solution=one["solution"],
        name=one["name"],
        vendor_name=one["vendor_name"],
        place=place_words(place, spoken),
        tone=TONES[place],
        fit=fit_words(one["fit"], one.get("basis", ""), spoken),
        reasons=one[f"reasons_{spoken}"],
        because=one["because"],
    )
