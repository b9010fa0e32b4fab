"""The documents of `evidence compare`: one, or a list of them, made into comparisons."""

from collections.abc import Mapping
from typing import Final, cast

from vendors.evidence.comparison import Alternative, Comparison, Indicator, Weighing
from vendors.evidence.constants import Constants
from vendors.evidence.pool_document import each, studies
from vendors.evidence.study import Scale
from vendors.sources.document import Place

WEIGHINGS: Final = ("uniform", "ordinal")
# What a catalogue says of an indicator that describes and does not compare.
DESCRIBES: Final = "describes"
_LARGEST_SEED: Final = 2**63 - 1
_PERCENT: Final = 100.0

Scales = Mapping[str, str]


def comparisons(document: object, constants: Constants, scales: Scales) -> tuple[list[Comparison], bool]:
    """What is to be compared, and whether a list was given; `scales` says on which scale a known indicator compares.

    Raises UnusableError with every fault of the document.
    """
    return each(document, lambda place: _comparison(place, constants, scales))


def _comparison(place: Place, constants: Constants, scales: Scales) -> Comparison | None:
    found = place.fields(("indicators", "alternatives"), ("weights", "draws", "seed"))
    if found is None or not found.keys() >= {"indicators", "alternatives"}:
        return None
    known: set[str] = set()
    ids: set[str] = set()
    listed = found["indicators"].items(most=constants.most_indicators, empty=False)
    indicators = [one for one in [_indicator(item, known, constants, scales) for item in listed] if one]
    others = found["alternatives"].items(most=constants.most_alternatives, empty=False)
    alternatives = [one for one in [_alternative(item, ids, known, constants) for item in others] if one]
    weights = _weights(found.get("weights"), indicators, known, constants)
    if not _weighs(weights, indicators):
        found.get("weights", found["indicators"]).refuse(
            "weights", "un poids au moins dépasse 0", "one weight exceeds 0"
        )
    draws = found["draws"].whole("draws", 1, constants.most_draws) if "draws" in found else constants.draws
    seed = found["seed"].whole("seed", 0, _LARGEST_SEED) if "seed" in found else constants.seed
    if draws is None or seed is None:
        return None
    if draws * (len(alternatives) + len(indicators)) > constants.most_numbers:
        most = constants.most_numbers
        fr = f"au plus {most} nombres, tirages multipliés par solutions et indicateurs"
        found.get("draws", place).refuse("draws", fr, f"at most {most} numbers, draws times solutions and indicators")
    return Comparison(indicators, alternatives, weights, draws, seed)


def _indicator(place: Place, known: set[str], constants: Constants, scales: Scales) -> Indicator | None:
    found = place.fields(("id", "baseline", "worst", "target"), ("weight", "scale"))
    if found is None:
        return None
    one = _own_id(found, known)
    scale = _scale(place, one or "", found.get("scale"), scales)
    low, high = constants.smallest_positive, constants.largest_value
    # A percentage has odds strictly between its ends, which a bound may be.
    ends = {"baseline": (low, _PERCENT - low)} if scale == "lo" else {}
    bounds = (0.0, _PERCENT) if scale == "lo" else (low, high)
    values = {
        name: found[name].number("anchors", *ends.get(name, bounds))
        for name in ("baseline", "worst", "target")
        if name in found
    }
    weight = found["weight"].number("weight", 0, high) if "weight" in found else None
    worst, target, baseline = (values.get(name) for name in ("worst", "target", "baseline"))
    if worst is not None and worst == target:
        found["target"].refuse(
            "anchors", "la cible diffère de la pire valeur", "the target differs from the worst value"
        )
    if one is None or scale is None or worst is None or target is None or baseline is None:
        return None
    return Indicator(one, baseline, worst, target, scale, weight)


def _scale(place: Place, one: str, given: Place | None, scales: Scales) -> Scale | None:
    """The scale of the catalogue, where it knows the indicator; else the one given, else log-ratios."""
    told = given.choice("scale", "lr", "lo") if given else None
    if given and not told:
        return None
    known = scales.get(one, told or "lr")
    if known == DESCRIBES:
        fr = "cet indicateur décrit la ville et ne se compare pas"
        place.refuse("indicator", fr, "this indicator describes the city and does not compare")
        return None
    if given and told != known:
        given.refuse("scale", f"l’échelle de cet indicateur est {known}", f"the scale of this indicator is {known}")
        return None
    return cast("Scale", known)


def _alternative(place: Place, ids: set[str], known: set[str], constants: Constants) -> Alternative | None:
    found = place.fields(("id", "studies"))
    if found is None:
        return None
    one = _own_id(found, ids)
    cells = (found["studies"].members() if "studies" in found else None) or {}
    read = {name: studies(cell, constants) for name, cell in cells.items() if _known(cell, name, known)}
    return Alternative(one, read) if one is not None else None


def _weights(
    place: Place | None, indicators: list[Indicator], known: set[str], constants: Constants
) -> Weighing | dict[str, float]:
    """Those given; without any, those of the indicators, and where these have none, unknown ones."""
    if place is None:
        own = {one.id: one.weight for one in indicators if one.weight is not None}
        return {one.id: own.get(one.id, 1.0) for one in indicators} if own else "uniform"
    if not isinstance(place.value, dict):
        return cast("Weighing", place.choice("weights", *WEIGHINGS) or "uniform")
    members = place.members() or {}
    read = {name: cell.number("weights", 0, constants.largest_value) for name, cell in members.items()}
    return {name: value for name, value in read.items() if _known(members[name], name, known) and value is not None}


def _weighs(weights: Weighing | dict[str, float], indicators: list[Indicator]) -> bool:
    """Whether something weighs anything."""
    told = list(weights.values()) if isinstance(weights, dict) else [one.weight for one in indicators]
    return any(one is None or one > 0 for one in told) or not indicators


def _own_id(found: dict[str, Place], ids: set[str]) -> str | None:
    """The id of something, that nothing beside it may have."""
    one = found["id"].text() if "id" in found else None
    if one is not None and one in ids:
        found["id"].refuse("duplicate", "un autre élément a déjà cet identifiant", "another item has this id already")
    if one is not None:
        ids.add(one)
    return one


def _known(place: Place, name: str, known: set[str]) -> bool:
    """Whether an indicator is one of those compared; where none could be read, that was told already."""
    if known and name not in known:
        place.refuse("indicator", "cet indicateur n’est pas dans la liste", "this indicator is not in the list")
    return name in known
