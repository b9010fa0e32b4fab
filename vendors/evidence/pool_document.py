"""The documents of `evidence pool`: one, or a list of them, made into studies to pool."""

from collections.abc import Callable
from typing import Final, Literal, TypeVar, cast

from msgspec import Struct

from vendors.evidence.constants import LEVELS, Constants
from vendors.evidence.study import Study
from vendors.sources.document import Place
from vendors.sources.faults import Fault, UnusableError

Method = Literal["hierarchical", "dl", "reml", "ee"]
METHODS: Final = ("hierarchical", "dl", "reml", "ee")
_MOST_DOCUMENTS: Final = 10_000

Asked = TypeVar("Asked")


class Pooling(Struct, frozen=True):
    """Studies to pool, and how."""

    studies: list[Study]
    method: Method
    hartung_knapp: bool = False


def poolings(document: object, constants: Constants) -> tuple[list[Pooling], bool]:
    """What is to be pooled, and whether a list was given.

    Raises UnusableError with every fault of the document.
    """
    return each(document, lambda place: _pooling(place, constants))


def each(document: object, read: Callable[[Place], Asked | None]) -> tuple[list[Asked], bool]:
    """What a document asks, or each document of a list.

    Raises UnusableError with every fault of all of them.
    """
    faults: list[Fault] = []
    root = Place(document, "", faults)
    listed = isinstance(document, list)
    asked = [read(place) for place in (root.items(most=_MOST_DOCUMENTS, empty=False) if listed else (root,))]
    if faults:
        raise UnusableError(faults)
    return [one for one in asked if one is not None], listed


def studies(place: Place, constants: Constants) -> list[Study]:
    """The sound studies of a list; it may have none."""
    found = [_study(one, constants) for one in place.items(most=constants.most_studies, empty=True)]
    return [one for one in found if one]


def _pooling(place: Place, constants: Constants) -> Pooling | None:
    found = place.fields(("studies", "method"), ("hartung_knapp",))
    if found is None:
        return None
    listed = studies(found["studies"], constants) if "studies" in found else []
    method = found["method"].choice("method", *METHODS) if "method" in found else None
    corrected = found["hartung_knapp"].truth() if "hartung_knapp" in found else False
    return Pooling(listed, cast("Method", method), bool(corrected)) if method else None


def _study(place: Place, constants: Constants) -> Study | None:
    found = place.fields(("y", "se"), ("level", "similarity"))
    if found is None:
        return None
    largest, smallest, best = constants.largest_effect, constants.smallest_positive, LEVELS.stop - 1
    y = found["y"].number("y", -largest, largest) if "y" in found else None
    se = found["se"].number("se", smallest, constants.largest_error) if "se" in found else None
    level = found["level"].whole("level", LEVELS.start, best) if "level" in found else best
    similarity = found["similarity"].number("similarity", smallest, 1) if "similarity" in found else 1.0
    return None if y is None or se is None or level is None or similarity is None else Study(y, se, level, similarity)
