"""Made-up enterprises for benchmarks: families, brands, letters, numbers, and neighbours easily taken for them."""

from pathlib import Path
from random import Random
from typing import Final

from msgspec import Struct

from municipal.paths import SEED
from vendors.sources.seedfile import read_toml
from vendors.text import fold

WORDS: Final = SEED / "demo" / "names.toml"
# How often an enterprise comes with a neighbour whose name is nearly its own.
NEIGHBOURS: Final = 0.35
_NUMBERED: Final = 0.06
LONG: Final = 0.3
ALIKE: Final = 0.5
YEAR: Final = 0.1
SHORT_WORD: Final = 6
_COMMON: Final = frozenset({"Les", "Entreprises", "Services", "Groupe", "et", "de", "la", "Fils", "associés"})


class Words(Struct, frozen=True, forbid_unknown_fields=True):
    """Words of one kind."""

    kind: str
    words: list[str]


class Enterprise(Struct, frozen=True):
    """What an enterprise is called: its own words, its usual legal form, its number, its place, its trade name."""

    words: tuple[str, ...]
    form: str
    number: str = ""
    place: str = ""
    trade_name: str = ""


def vocabulary(path: Path = WORDS) -> dict[str, list[str]]:
    """The words by kind."""
    rows: list[Words] = read_toml(path, words=Words)["words"]
    return {row.kind: row.words for row in rows}


def enterprises(random: Random, n: int, known: dict[str, list[str]]) -> list[Enterprise]:
    """That many enterprises: no two say the same words, or were given the same number or the same made-up word."""
    made: dict[tuple[str, ...], Enterprise] = {}
    brands: set[str] = set()
    while len(made) < n:
        one = _enterprise(random, known, brands)
        made.setdefault(_key(one), one)
        if random.random() < NEIGHBOURS:
            near = neighbour(random, one, known, brands)
            made.setdefault(_key(near), near)
    return list(made.values())[:n]


def _key(one: Enterprise) -> tuple[str, ...]:
    said = [word for word in one.words if word not in _COMMON] or one.words
    return (one.number,) if one.number else tuple(sorted(fold(word)[:5] for word in said))


def _enterprise(random: Random, known: dict[str, list[str]], brands: set[str]) -> Enterprise:
    surname, trade, generic = (random.choice(known[kind]) for kind in ("surname", "trade", "generic"))
    form = random.choices(
        ["inc.", "ltée", "enr.", "s.e.n.c.", "s.e.n.c.r.l.", "limitée", "corp.", ""], [58, 12, 6, 3, 3, 3, 2, 13]
    )[0]
    place = random.choice(known["place"])
    if random.random() < _NUMBERED:
        trade_name = random.choice(["", f"{trade} {surname}", f"{_brand(random, known, brands)} {trade}"])
        return Enterprise((), "inc.", f"{random.randint(9000, 9599)}-{random.randint(0, 9999):04}", place, trade_name)
    letters = "".join(random.choices("ABCDEFGHJKLMNPRSTV", k=random.choice((2, 3, 3, 4))))
    brand = _brand(random, known, brands)
    words = random.choices(
        [
            (trade, surname),
            (trade, random.choice(known["given"]), surname),
            ("Les", "Entreprises", surname),
            ("Les", "Entreprises", random.choice(known["given"]), surname),
            (surname, "et", "Fils"),
            (surname, random.choice(known["surname"]), "et", "associés"),
            (trade, brand),
            (brand, trade),
            ("Groupe", brand),
            (brand, generic),
            (brand,),
            (brand, random.choice(known["both"]).split("|")[0]),
            ("Les", "Services", brand),
            ("Groupe", letters),
            (trade, letters),
            (trade, place),
            (trade, "de", "la", place),
            (brand, generic, trade),
        ],
        [14, 6, 5, 3, 4, 4, 9, 7, 6, 7, 6, 5, 4, 3, 4, 4, 2, 4],
    )[0]
    return Enterprise(words, form, "", place)


def _brand(random: Random, known: dict[str, list[str]], brands: set[str]) -> str:
    """A made-up word that nobody bears yet."""
    while True:
        middle = random.choice(known["tail"]) if random.random() < LONG else ""
        brand = (random.choice(known["head"]) + middle + random.choice(known["tail"])).capitalize()
        if brand not in brands:
            brands.add(brand)
            return brand


def neighbour(random: Random, one: Enterprise, known: dict[str, list[str]], brands: set[str]) -> Enterprise:
    """Another enterprise whose name one might take for the first: one number, family, trade, word or year aside."""
    if one.number:
        return Enterprise((), one.form, near_number(random, one.number), one.place)
    words = list(one.words)
    own = [n for n, word in enumerate(words) if word not in _COMMON]
    # Two activities under one made-up word are one house more often than two: there, the word itself changes.
    made_up = [n for n in own if is_own(words[n], known)]
    at = random.choice(made_up or own)
    word = words[at]
    kind = next((kind for kind in ("surname", "given", "trade", "place", "generic") if word in known[kind]), None)
    if kind:
        others = [other for other in known[kind] if fold(other)[:5] != fold(word)[:5]]
        alike = [other for other in others if fold(other)[:3] == fold(word)[:3]]
        words[at] = random.choice(alike if alike and random.random() < ALIKE else others)
    else:
        ends = [word[:-3] + tail for tail in known["tail"] if word[:-3] + tail not in brands]
        ends = [end for end in ends if end != word]
        near = random.random() < ALIKE and len(word) > SHORT_WORD and bool(ends)
        words[at] = random.choice(ends) if near else _brand(random, known, brands)
        brands.add(words[at])
    if random.random() < YEAR:
        words = [*one.words, str(random.randint(2, 9) * 1000)]
    return Enterprise(tuple(words), one.form, "", one.place)


def is_own(word: str, known: dict[str, list[str]]) -> bool:
    """Whether a word was made up for one enterprise."""
    listed = any(word in known[kind] for kind in ("surname", "given", "trade", "generic", "place"))
    return not (listed or word in _COMMON or any(word == both.split("|")[0] for both in known["both"]))


def near_number(random: Random, number: str) -> str:
    """The number with one other digit, or with two neighbouring digits swapped."""
    digits = list(number.replace("-", ""))
    at = random.randrange(1, 8)
    if random.random() < ALIKE and digits[at - 1] != digits[at]:
        digits[at - 1], digits[at] = digits[at], digits[at - 1]
    else:
        digits[at] = str((int(digits[at]) + random.randint(1, 9)) % 10)
    return f"{''.join(digits[:4])}-{''.join(digits[4:])}"
