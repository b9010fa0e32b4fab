"""Which municipality a person means: a name that is unique is taken, any other is asked about, never guessed."""

import re
from typing import Final

from msgspec import Struct
from rapidfuzz import fuzz, process

from vendors.text import words

MOST_CHOICES: Final = 8
# Below this likeness (Indel, 0 to 100) a name is not worth proposing.
NEAR: Final = 80
_SAINT: Final = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}


class Place(Struct, frozen=True):
    """A municipality with all that tells it from its homonyms."""

    code: str
    name: str
    designation: str
    mrc: str | None
    region: str
    population: int
    aliases: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """Name, designation and MRC (or region): 30 names are borne by two municipalities."""
        return f"{self.name} ({self.designation}, {f'MRC {self.mrc}' if self.mrc else self.region})"


class Answer(Struct, frozen=True):
    """The municipality meant, or the ones to choose from."""

    place: Place | None
    choices: list[Place]


def key(name: str) -> str:
    """A name as it is compared: no accents, no punctuation, « St » and « Ste » in full; Saint and Sainte stay apart."""
    return " ".join(_SAINT.get(word, word) for word in words(name))


def resolve(given: str, places: list[Place]) -> Answer:
    """The municipality of a code or of a name; several when the name leaves a doubt, none when nothing is near."""
    text = given.strip()
    by_code = {place.code: place for place in places}
    if code := re.search(r"\b\d{5}\b", text):
        place = by_code.get(code[0])
        return Answer(place, [])
    if not (wanted := key(text)):
        return Answer(None, [])
    exact = [place for place in places if wanted == key(place.name) or wanted == key(place.label)]
    if not exact:
        exact = [place for place in places if wanted in (key(alias) for alias in place.aliases)]
    if len(exact) == 1:
        return Answer(exact[0], [])
    return Answer(None, exact or _near(wanted, places))


def _near(wanted: str, places: list[Place]) -> list[Place]:
    starting = [place for place in places if key(place.name).startswith(wanted)]
    holding = [place for place in places if wanted in key(place.name) and place not in starting]
    names = {n: key(name) for n, (_, name) in enumerate(_names(places))}
    owners = [place for place, _ in _names(places)]
    alike = [
        owners[n]
        for _, _, n in process.extract(wanted, names, scorer=fuzz.ratio, score_cutoff=NEAR, limit=MOST_CHOICES)
    ]
    found: list[Place] = []
    for place in [*starting, *alike, *holding]:
        if place not in found:
            found.append(place)
    return found[:MOST_CHOICES]


def _names(places: list[Place]) -> list[tuple[Place, str]]:
    return [(place, name) for place in places for name in (place.name, *place.aliases)]
