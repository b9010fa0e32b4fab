"""The route first: from an amount, a kind of thing and whether others join in, to the procedure that the law gives."""

import datetime as dt
from collections.abc import Sequence
from fractions import Fraction

from msgspec import Struct

from vendors.tenders.regime import Law, Threshold, threshold
from vendors.tenders.route_texts import KindRow, Mode, RouteId
from vendors.tenders.said import Case, Said


class Route(Struct, frozen=True):
    """Where the answers lead, and why.

    `procedure` is what the amount gives, None while `asks` holds a question; `id` is the same, except in a group.
    `threshold` is the public-tender threshold used, by the law or, when `told`, by the city's word.
    """

    id: RouteId | None
    procedure: RouteId | None
    reasons: Sequence[Said]
    warnings: Sequence[Said]
    asks: Sequence[Said]
    modes: Sequence[Mode] = ()
    threshold: int | None = None
    told: bool = False


def route(
    law: Law,
    amount: Fraction | int,
    kind: str,
    *,
    with_others: bool,
    on: dt.date,
    told_threshold: int | None = None,
    bylaw_up_to: int | None = None,
) -> Route:
    """The route of a contract of an amount, in dollars, on a day; in a group the amount is that of all the parties.

    `told_threshold` is the city's word, used only where the law's number is unknown; `bylaw_up_to` is the amount below
    which the city says that its by-law allows mutual agreement. Raises ValueError on a negative amount or no such kind.
    """
    asked = law.texts.kinds.get(kind)
    if asked is None or amount < 0:
        raise ValueError("a kind of the seed and an amount of at least 0 are expected")
    case = Case(law, on, Fraction(amount), {"amount": Fraction(amount)}, [], [], [])
    if not asked.purchase and not amount:
        case.reasons.append(Said(kind, asked.why_fr or "", asked.why_en or ""))
        return Route("no_purchase", "no_purchase", case.reasons, case.warnings, case.asks)
    if not asked.purchase:
        case.because("paid")
    if with_others:
        case.because("group_purchase")
        case.because("group_total")
    procedure = _procedure(case, told_threshold, bylaw_up_to)
    modes = _formal(case, asked) if procedure in ("invitation", "public_call") else ()
    case.because("privacy")
    case.warn("new_regime")
    used = case.values.get("threshold")
    return Route(
        "group_purchase" if with_others else procedure,
        procedure,
        case.reasons,
        case.warnings,
        case.asks,
        modes,
        None if used is None else int(used),
        case.told,
    )


def _procedure(case: Case, told: int | None, bylaw: int | None) -> RouteId | None:
    """What the amount alone gives; None when the threshold is needed, unknown and not told."""
    lowest = case.number("invitation_from")
    case.values["from"] = lowest.amount or 0
    if case.amount < case.values["from"]:
        case.because("mutual_agreement", lowest)
        return "mutual_agreement"
    numbers = _threshold(case, told)
    used = case.values.get("threshold")
    if used is None:
        return None
    if case.amount >= used:
        case.because("public_call", *numbers)
        case.because("territory")
        return "public_call"
    if bylaw is not None and case.amount < bylaw:
        case.values["bylaw"] = bylaw
        case.because("bylaw", *numbers)
        return "mutual_agreement"
    case.because("invitation", lowest, case.number("invitation_suppliers"), case.number("invitation_days"), *numbers)
    if bylaw is None:
        case.because("bylaw_possible")
    return "invitation"


def _threshold(case: Case, told: int | None) -> list[Threshold]:
    """Settle the threshold of the day, the law's or else the city's word; what it rests on, nothing for a word."""
    known = threshold(case.law, "public_call", case.on)
    if known is not None and known.amount is not None:
        case.values["threshold"] = known.amount
        if not known.verified:
            case.warn("unverified_threshold")
        if told is not None and told != known.amount:
            case.values["told"] = told
            case.warn("told_differs")
        return [known]
    case.warn("unknown_threshold")
    if told is None or told <= case.values["from"]:
        case.ask("threshold")
        return []
    case.values["threshold"] = told
    case.told = True
    case.because("told_threshold")
    return []


def _formal(case: Case, asked: KindRow) -> Sequence[Mode]:
    """What holds for any call for tenders: the reasons of the kind, the committee; the award modes allowed."""
    for reason in asked.reasons:
        case.because(reason)
    case.because("committee")
    return asked.modes
