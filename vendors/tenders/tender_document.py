"""The documents of `tender score`: one tender, or a list of them, answered in the order in which the law proceeds.

First the grid, then the points, then the prices of the admissible bids: what breaks one step is told, and the next one
is not taken. So no price is read before its bid is admissible, and a sealed one appears nowhere, not even in a fault.
"""

from collections.abc import Mapping
from typing import Final

from vendors.sources.document import Place
from vendors.sources.faults import Fault, UnusableError
from vendors.tenders import lowest_price, one_envelope, two_envelope
from vendors.tenders.bid_document import conforming, opened, scored
from vendors.tenders.document import fields
from vendors.tenders.grid_document import one_envelope_grid, two_envelope_grid
from vendors.tenders.ranking import Answer
from vendors.tenders.rules import Rules

# What a document of each mode may hold besides its mode and its bids.
MODES: Final = {
    "two_envelope": frozenset({"factor", "committee", "criteria", "tie_rule"}),
    "one_envelope": frozenset({"price_points", "committee", "criteria", "tie_rule"}),
    "lowest_price": frozenset[str](),
}
_OPTIONAL: Final = ("factor", "price_points", "committee", "criteria", "tie_rule")
TIE_RULE: Final = "lowest_price"


def answers(document: object, rules: Rules) -> tuple[list[Answer], bool]:
    """What is answered of each tender, and whether a list was given.

    Raises UnusableError with the faults of all of them, up to a number of faults.
    """
    faults: list[Fault] = []
    root = Place(document, "", faults)
    listed = isinstance(document, list)
    found: list[Answer] = []
    for place in root.items(most=rules.most_tenders, empty=False) if listed else (root,):
        own = Place(place.value, place.where, [])
        answered = _answer(own, rules)
        faults += own.faults
        if answered:
            found.append(answered)
        if len(faults) > rules.most_faults:
            break
    if faults:
        raise UnusableError(_bounded(faults, rules.most_faults))
    return found, listed


def _answer(place: Place, rules: Rules) -> Answer | None:
    found = fields(place, ("mode", "bids"), _OPTIONAL)
    mode = found["mode"].choice("mode", *MODES) if found and "mode" in found else None
    if found is None or mode is None:
        return None
    for name, one in found.items():
        if name not in MODES[mode] | {"mode", "bids"}:
            fr, en = "ce champ n’a pas sa place dans ce mode", "this field has no place in this mode"
            one.refuse("unknown", fr, en)
    if "tie_rule" in found and "tie_rule" in MODES[mode]:
        found["tie_rule"].choice("tie_rule", TIE_RULE)
    return _BY_MODE[mode](place, found, rules)


def _two_envelope(place: Place, found: Mapping[str, Place], rules: Rules) -> Answer | None:
    grid = two_envelope_grid(place, found, rules)
    if grid is None or place.faults:
        return None
    scores = scored(found["bids"], grid.criteria, rules)
    if place.faults:
        return None
    bids = two_envelope.interims(grid, scores, rules)
    prices = opened(found["bids"], bids, rules)
    return None if place.faults else two_envelope.award(bids, prices, grid.factor, rules)


def _one_envelope(place: Place, found: Mapping[str, Place], rules: Rules) -> Answer | None:
    grid = one_envelope_grid(place, found, rules)
    if grid is None or place.faults:
        return None
    criteria, price_points = grid
    scores = scored(found["bids"], criteria, rules)
    if place.faults:
        return None
    bids = one_envelope.interims(criteria, scores)
    prices = opened(found["bids"], bids, rules)
    return None if place.faults else one_envelope.award(bids, prices, price_points)


def _lowest_price(place: Place, found: Mapping[str, Place], rules: Rules) -> Answer | None:
    told = {} if place.faults else conforming(found["bids"], rules)
    if place.faults:
        return None
    bids = lowest_price.interims(told)
    prices = opened(found["bids"], bids, rules)
    return None if place.faults else lowest_price.award(bids, prices)


_BY_MODE: Final = {"two_envelope": _two_envelope, "one_envelope": _one_envelope, "lowest_price": _lowest_price}


def _bounded(faults: list[Fault], most: int) -> list[Fault]:
    """The first faults; a last one says that there may be others."""
    if len(faults) <= most:
        return faults
    fr = f"Corrigez d’abord ces {most} fautes\u00a0: il peut y en avoir d’autres."
    en = f"Correct these {most} faults first: there may be others."
    return [*faults[:most], Fault("size", "document", fr, en)]
