"""A JSON document about tenders: its numbers are kept as their text, so that none is rounded while it is read."""

from typing import Any, Final

from vendors.sources import document
from vendors.sources.document import Place
from vendors.tenders.number import Written

# An object of ours has some ten fields; one with many more is told so once, not field by field.
_MOST_FIELDS: Final = 100


def read_json(data: bytes, name: str, *, most: int) -> object:
    """The document, each number in it as `Written`; names that stand twice are remembered.

    Raises UnusableError when it is too large, no text or no JSON.
    """
    return document.read_json(data, name, most=most, number=Written)


def fields(place: Place, required: tuple[str, ...], optional: tuple[str, ...] = ()) -> dict[str, Place] | None:
    """The fields of an object by name, those that are there; None when this is none, or one of very many names."""
    return place.fields(required, optional) if is_bounded(place, _MOST_FIELDS) else None


def is_bounded(place: Place, most: int) -> bool:
    """Whether an object has so many names at most; if not, that is told."""
    value: Any = place.value
    if isinstance(value, dict) and len(value) > most:  # type: ignore[reportUnknownArgumentType]
        place.refuse("size", f"au plus {most} champs", f"at most {most} fields")
        return False
    return True
