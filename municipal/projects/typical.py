"""Needs that many cities have, offered where a project begins: rows of `seed/projects/typical_needs.csv`."""

from functools import cache
from typing import Final

from municipal.bilingual import Bilingual
from municipal.needs import the_taxonomy
from municipal.paths import SEED
from vendors.needs.detect import detect
from vendors.sources.faults import UnusableError
from vendors.sources.seedfile import fault_in, read_csv

FILE: Final = SEED / "projects" / "typical_needs.csv"


class Typical(Bilingual, frozen=True):
    """A need in both languages."""

    id: str
    words_fr: str
    words_en: str


@cache
def typical_needs() -> list[Typical]:
    """The needs of the file. Raises UnusableError for one that the thesaurus does not understand."""
    rows = read_csv(FILE, Typical)
    deaf = [
        fault_in(FILE, "need", n, f"words_{language}", row.text("words", language))
        for n, row in enumerate(rows)
        for language in ("fr", "en")
        if not detect(row.text("words", language), the_taxonomy(), None).domains
    ]
    if deaf:
        raise UnusableError(deaf)
    return rows
