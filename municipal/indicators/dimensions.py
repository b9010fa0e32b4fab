"""The five dimensions of well-being as `dimensions.toml` tells them, and the numbers that say what moved."""

import datetime as dt
from functools import cache
from typing import Annotated, Final

from msgspec import Meta, Struct

from municipal.bilingual import Bilingual
from municipal.indicators.queries import DIMENSIONS
from municipal.paths import SEED
from municipal.web.typography import french
from vendors.sources.faults import Fault, UnusableError
from vendors.sources.numbers import Told, named
from vendors.sources.seedfile import fault_in, read_toml

FILE: Final = SEED / "dimensions.toml"

Text = Annotated[str, Meta(pattern=r"\S")]


class Dimension(Bilingual, frozen=True):
    """What a dimension is, in two sentences, and where its name comes from."""

    id: Text
    about_fr: Text
    about_en: Text
    source_title_fr: Text
    source_title_en: Text
    source_url: Annotated[str, Meta(pattern=r"^https://\S+$")]
    read_on: dt.date


class Numbers(Struct, frozen=True):
    """When two readings are the same, how many are needed, and the length of a season."""

    same_share: Annotated[float, Meta(ge=0, lt=1)]
    least_readings: Annotated[int, Meta(ge=2)]
    season: Annotated[int, Meta(ge=2)]


@cache
def dimensions() -> dict[str, Dimension]:
    """The dimensions by id, in the order of the catalogue.

    Raises UnusableError when the file is broken, lacks one, or lacks French typography.
    """
    rows: list[Dimension] = _read()[0]
    faults = [
        fault_in(FILE, "dimension", n, "about_fr", "French typography")
        for n, row in enumerate(rows)
        if any(french(text) != text for text in (row.about_fr, row.source_title_fr))
    ]
    if [row.id for row in rows] != list(DIMENSIONS):
        fr, en = "Écrivez les cinq dimensions, dans l’ordre.", "Write the five dimensions, in order."
        faults.append(Fault("seed", f"{FILE.name}:dimension", fr, en))
    if faults:
        raise UnusableError(faults)
    return {row.id: row for row in rows}


@cache
def numbers() -> Numbers:
    """The numbers of the file. Raises UnusableError when one is missing or beyond what it may be."""
    values, faults = named(FILE, {"constant": _read()[1]}, Numbers)
    if faults:
        raise UnusableError(faults)
    return Numbers(**values)


def _read() -> tuple[list[Dimension], list[Told]]:
    tables = read_toml(FILE, dimension=Dimension, constant=Told)
    return tables["dimension"], tables["constant"]
