"""The bids of a tender document: first who they are and their points, then the prices that may be opened."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from vendors.sources.document import Place
from vendors.tenders.document import fields, is_bounded
from vendors.tenders.grid import Criterion
from vendors.tenders.grid_document import own_id
from vendors.tenders.number import french, number, number_or_text, plain
from vendors.tenders.ranking import Interim
from vendors.tenders.rules import Rules


def scored(place: Place, criteria: Sequence[Criterion], rules: Rules) -> dict[str, dict[str, Fraction]]:
    """The points of each bid by criterion; no price is looked at."""
    scores: dict[str, dict[str, Fraction]] = {}
    for one, found in _bids(place, ("id", "scores"), ("price",), rules):
        points = _points(found["scores"], criteria) if "scores" in found else None
        if one is not None and points is not None:
            scores[one] = points
    return scores


def conforming(place: Place, rules: Rules) -> dict[str, bool]:
    """Whether each bid conforms, which it does unless it is said not to; no price is looked at."""
    told: dict[str, bool] = {}
    for one, found in _bids(place, ("id",), ("price", "conforming"), rules):
        conforms = found["conforming"].truth() if "conforming" in found else True
        if one is not None and conforms is not None:
            told[one] = conforms
    return told


def opened(place: Place, bids: Sequence[Interim], rules: Rules) -> dict[str, Fraction]:
    """The prices of the admissible bids, in the order of the bids; the others are not even read."""
    prices: dict[str, Fraction] = {}
    unheard = Place(place.value, place.where, [])
    for bid, one in zip(bids, unheard.items(most=rules.most_bids, empty=True), strict=True):
        if bid.admissible:
            found = one.members() or {}
            given = found.get("price")
            at = Place(None if given is None else given.value, f"{one.where}.price", place.faults)
            price = _price(at, rules)
            if price is not None:
                prices[bid.id] = price
    return prices


def _bids(
    place: Place, required: tuple[str, ...], optional: tuple[str, ...], rules: Rules
) -> Iterator[tuple[str | None, dict[str, Place]]]:
    """The identifier and the fields of each bid, until too much is wrong."""
    known: set[str] = set()
    for one in place.items(most=rules.most_bids, empty=True):
        found = fields(one, required, optional)
        if found is not None:
            yield own_id(found, known), found
        if len(place.faults) > rules.most_faults:
            return


def _points(place: Place, criteria: Sequence[Criterion]) -> dict[str, Fraction] | None:
    """The points by criterion, every criterion once; None when something is wrong, which is told."""
    before = len(place.faults)
    bounded = is_bounded(place, 2 * len(criteria))
    found = place.fields(tuple(one.id for one in criteria)) if bounded else None
    points: dict[str, Fraction] = {}
    for one in criteria:
        at = found.get(one.id) if found else None
        value = number(at) if at else None
        if at is not None and value is not None and not 0 <= value <= one.most:
            most = plain(one.most)
            fr, en = f"de 0 à {french(most)} points sont attendus", f"from 0 to {most} points are expected"
            at.refuse("points", fr, en)
        elif value is not None:
            points[one.id] = value
    return None if len(place.faults) > before else points


def _price(place: Place, rules: Rules) -> Fraction | None:
    if place.value is None:
        fr = "le prix d’une soumission admissible est attendu"
        place.refuse("price", fr, "the price of an admissible bid is expected")
        return None
    price = number_or_text(place)
    if price is not None and not 0 < price <= rules.largest_price:
        most = rules.largest_price
        fr = f"un prix plus grand que 0 et d’au plus {most} est attendu"
        place.refuse("price", fr, f"a price greater than 0 and at most {most} is expected")
        return None
    return price
