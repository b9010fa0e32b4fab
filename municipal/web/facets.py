"""Facets of a list: what each keeps, and how many of the rows remain under each of its choices."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias, TypeVar

from msgspec import Struct

from municipal.web.addresses import PARAMETERS

Row = TypeVar("Row")
# What a row has under each facet, in the order in which they are shown.
Values: TypeAlias = Mapping[str, Callable[[Row], list[str]]]
# The legend of each facet, and its choices with their names.
Choices: TypeAlias = Mapping[str, tuple[str, list[tuple[str, str]]]]
Chosen: TypeAlias = Mapping[str, list[str]]


class Option(Struct, frozen=True):
    """A choice of a facet; `count` is blank where it would cost more than it tells."""

    value: str
    label: str
    count: str
    checked: bool


class Facet(Struct, frozen=True):
    """A facet with the choices that are worth showing."""

    name: str
    legend: str
    options: list[Option]


def kept(rows: Iterable[Row], values: Values[Row], chosen: Chosen) -> list[Row]:
    """The rows that pass every facet; within a facet, one choice is enough, and no choice asks nothing."""
    tests = [(values[name], set(wanted)) for name, wanted in chosen.items() if wanted]
    return [row for row in rows if all(wanted & set(of(row)) for of, wanted in tests)]


def facets(
    rows: list[Row], values: Values[Row], choices: Choices, chosen: Chosen, language: str, *, counted: bool = True
) -> list[Facet]:
    """Every facet that has a choice; when counted, over these rows and without the choices that lead nowhere."""
    found: list[Facet] = []
    for name, (legend, options) in choices.items():
        counts = Counter(value for row in rows for value in values[name](row)) if counted else Counter[str]()
        shown = [
            Option(value, label, str(counts[value]) if counted else "", value in chosen[name])
            for value, label in options
            if not counted or counts[value] or value in chosen[name]
        ]
        if shown:
            found.append(Facet(PARAMETERS.get(name, {}).get(language, name), legend, shown))
    return found
