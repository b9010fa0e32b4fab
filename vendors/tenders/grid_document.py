"""The grid of a tender document: its criteria, committee, factor and points for price, rule by rule."""

from collections.abc import Mapping
from fractions import Fraction

from vendors.sources.document import Place
from vendors.tenders import grid
from vendors.tenders.document import fields
from vendors.tenders.grid import Criterion, Member
from vendors.tenders.number import Written, exact, number
from vendors.tenders.rules import Rules


def two_envelope_grid(place: Place, found: Mapping[str, Place], rules: Rules) -> grid.Grid | None:
    """The grid of a two-envelope tender; every way in which it breaks R1 to R5 is told, and then there is none."""
    within = _within(place)
    criteria = _criteria(found.get("criteria"), rules)
    if criteria is not None:
        place.faults.extend(grid.count_faults(len(criteria), rules, within))
        place.faults.extend(grid.points_faults(criteria, rules, within))
        place.faults.extend(grid.total_faults(criteria, Fraction(rules.total_points), within))
        place.faults.extend(grid.minimum_faults(criteria, within))
    factor = _factor(found.get("factor"))
    place.faults.extend(grid.factor_faults(factor, rules, within))
    committee = _committee(place, found.get("committee"), rules)
    if place.faults or criteria is None or factor is None or committee is None:
        return None
    return grid.Grid(criteria, committee, factor)


def one_envelope_grid(
    place: Place, found: Mapping[str, Place], rules: Rules
) -> tuple[list[Criterion], Fraction] | None:
    """The criteria besides price and the points for price: together they give the total."""
    criteria = _criteria(found.get("criteria"), rules)
    price_points = number(found["price_points"]) if "price_points" in found else None
    if "price_points" not in found:
        absent = Place(None, f"{_within(place)}price_points", place.faults)
        absent.refuse("missing", "ce champ manque", "this field is missing")
    elif price_points is not None and not 0 < price_points < rules.total_points:
        total = rules.total_points
        fr, en = f"un nombre de points entre 0 et {total} est attendu", f"points between 0 and {total} are expected"
        found["price_points"].refuse("R2", fr, en)
    elif criteria is not None and price_points is not None:
        place.faults.extend(grid.total_faults(criteria, rules.total_points - price_points, _within(place)))
    if criteria is not None:
        place.faults.extend(grid.minimum_faults(criteria, _within(place)))
    _committee(place, found.get("committee"), rules)
    return None if place.faults or criteria is None or price_points is None else (criteria, price_points)


def _criteria(place: Place | None, rules: Rules) -> list[Criterion] | None:
    """The criteria; none at all when the field is missing, None when one of them cannot be read."""
    if place is None:
        return []
    before = len(place.faults)
    known: set[str] = set()
    read = [_criterion(one, known) for one in place.items(most=rules.most_criteria, empty=True)]
    return None if len(place.faults) > before else [one for one in read if one]


def _criterion(place: Place, known: set[str]) -> Criterion | None:
    found = fields(place, ("id", "max"), ("min",))
    if found is None:
        return None
    one = own_id(found, known)
    most = number(found["max"]) if "max" in found else None
    given = found.get("min")
    least = number(given) if given is not None and given.value is not None else None
    return None if one is None or most is None else Criterion(one, most, least)


def own_id(found: Mapping[str, Place], known: set[str]) -> str | None:
    """The identifier of a criterion or a bid; one that was given before is told."""
    one = found["id"].text() if "id" in found else None
    if one is not None and one in known:
        found["id"].refuse("duplicate", "cet identifiant sert déjà", "this identifier is already used")
        return None
    if one is not None:
        known.add(one)
    return one


def _factor(place: Place | None) -> Fraction | None:
    """The factor; whatever is wrong with it breaks R4."""
    return exact(place.value.text) if place is not None and isinstance(place.value, Written) else None


def _committee(place: Place, given: Place | None, rules: Rules) -> list[Member] | None:
    if given is None:
        place.faults.extend(grid.committee_faults([], rules, _within(place)))
        return None
    before = len(place.faults)
    read = [_member(one) for one in given.items(most=rules.most_members, empty=True)]
    if len(place.faults) > before:
        return None
    members = [one for one in read if one]
    place.faults.extend(grid.committee_faults(members, rules, _within(place)))
    return members


def _member(place: Place) -> Member | None:
    found = fields(place, ("name", "council_member"))
    if found is None:
        return None
    name = found["name"].text() if "name" in found else None
    sits = found["council_member"].truth() if "council_member" in found else None
    return None if name is None or sits is None else Member(name, sits)


def _within(place: Place) -> str:
    return f"{place.where}." if place.where else ""
