"""What must not slip into a published case: what tells of a person, and of an anonymous city its own name."""

import re
from collections.abc import Iterable, Iterator
from typing import Final, Literal
from unicodedata import normalize

from msgspec import Struct

from municipal.cases.text import PROSE, CaseText
from municipal.places.names import Place, key
from municipal.web.marking import mark
from vendors.luhn import is_luhn

Slip = Literal["email", "phone", "insurance", "health", "address", "postal_code", "plate", "city"]

_STREETS: Final = r"rue|avenue|av\.|boulevard|boul\.|chemin|ch\.|rang|route|place|montée|côte|impasse|allée|croissant"
_ROADS: Final = r"Street|St\.|Avenue|Road|Rd\.|Drive|Lane"
_GAP: Final = r"[ \u00a0.-]?"
_OLD_PLATE: Final = rf"[A-Z]{{3}}{_GAP}\d{{3}}|\d{{3}}{_GAP}[A-Z]{{3}}"
# A dash, a space or nothing at all, as people and programs write them.
_ODD: Final = str.maketrans(
    dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d", "-")
    | dict.fromkeys("\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " ")
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", "")
)
_PATTERNS: Final[tuple[tuple[Slip, re.Pattern[str]], ...]] = (
    ("email", re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")),
    # Four letters of a name, then digits of a birth date: the number of the health-insurance plan.
    ("health", re.compile(rf"\b[A-Z]{{4}}{_GAP}\d{{4}}{_GAP}\d{{4}}\b", re.IGNORECASE)),
    (
        "phone",
        re.compile(r"(?<!\d)(?:\+?1[ .-]?)?(?:\(\d{3}\)[ \u00a0]?|\d{3}[ \u00a0.-]?)\d{3}[ \u00a0.-]?\d{4}(?!\d)"),
    ),
    ("insurance", re.compile(rf"(?<!\d)\d{{3}}{_GAP}\d{{3}}{_GAP}\d{{3}}(?![\d\u00a0 ]*[\d$%])")),
    ("address", re.compile(rf"(?<!\d)\d{{1,5}}[a-z]?,?[ \u00a0](?:{_STREETS})[ \u00a0]\w+", re.IGNORECASE)),
    ("address", re.compile(rf"(?<!\d)\d{{1,5}} (?:[A-Z][\w’'-]{{1,30}} ){{1,3}}(?:{_ROADS})(?!\w)")),
    ("postal_code", re.compile(rf"\b[ABCEGHJ-NPRSTVXY]\d[A-Z]{_GAP}\d[A-Z]\d\b", re.IGNORECASE)),
    ("plate", re.compile(rf"\b[A-Z]\d\d{_GAP}[A-Z]{{3}}\b")),
    # What older plates bear could be anything else: only where a plate is named.
    ("plate", re.compile(rf"(?:plaque|immatricul\w{{0,10}}|[Pp]late)\D{{1,12}}(?:{_OLD_PLATE})\b")),
)
# A shorter name may stand by chance inside other words.
_LONG_NAME: Final = 8
# What an organization never has: nobody may confirm it.
NEVER: Final = frozenset({"insurance", "health", "city"})
NAMES: Final[dict[Slip, str]] = {
    "email": mark("un courriel"),
    "phone": mark("un numéro de téléphone"),
    "insurance": mark("un numéro d’assurance sociale"),
    "health": mark("un numéro d’assurance maladie"),
    "address": mark("une adresse"),
    "postal_code": mark("un code postal"),
    "plate": mark("une plaque d’immatriculation"),
    "city": mark("le nom de la ville, dans un cas anonyme"),
}


class Found(Struct, frozen=True):
    """Something to take out, or to confirm as an organization’s: the field, what it seems to be, and the words."""

    field: str
    slip: Slip
    words: str


def screened(text: CaseText, own: Place | None = None) -> list[Found]:
    """What the texts and the titles of documents hold that seems to tell of a person; `own` is an anonymous city."""
    told = [(name, str(getattr(text, name) or "")) for name in (*PROSE, "supplier")]
    told += [(f"document_title_{n}", one.title) for n, one in enumerate(text.documents, 1)]
    found = [Found(field, slip, words) for field, said in told for slip, words in slips(said)]
    if own is not None:
        found += [Found(field, "city", name) for field, said in told for name in named(said, own)]
    return found


def slips(said: str) -> Iterator[tuple[Slip, str]]:
    """What seems to tell of a person in a text, each piece of it once."""
    said = normalize("NFKC", said).translate(_ODD)
    taken: list[tuple[int, int]] = []
    for slip, pattern in _PATTERNS:
        for one in pattern.finditer(said):
            free = all(one.end() <= start or one.start() >= end for start, end in taken)
            if free and (slip != "insurance" or is_luhn(re.sub(r"\D", "", one[0]))):
                taken.append(one.span())
                yield slip, one[0].strip()


def named(said: str, own: Place) -> list[str]:
    """The name or the code of a city that a text holds."""
    return _named(said, [name for name in (own.name, *own.aliases, own.code) if key(name)])


def _named(said: str, names: Iterable[str]) -> list[str]:
    words = f" {key(said)} "
    # Also as an address or a keyword writes it: « saintebrume.ca », « #SainteBrume ».
    joined = key(said).replace(" ", "")
    found = (
        name
        for name in dict.fromkeys(names)
        if f" {key(name)} " in words or (len(key(name)) >= _LONG_NAME and key(name).replace(" ", "") in joined)
    )
    return list(found)[:1]
