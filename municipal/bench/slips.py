"""What happens to a name between the register and a list typed by hand: one change at a time."""

import re
from collections.abc import Callable
from random import Random
from typing import Final

from vendors.text import fold

SHORT: Final = {
    "construction": "const.", "entreprises": "ent.", "technologies": "tech.", "quebec": "Qc", "montreal": "Mtl",
    "services": "serv.", "associes": "ass.", "saint": "St", "sainte": "Ste", "distribution": "dist.",
    "equipements": "équip.", "international": "int.", "developpement": "dév.", "ingenierie": "ing.",
    "electrique": "élec.", "groupe": "Gr.", "societe": "Sté", "laboratoire": "lab.", "communications": "comm.",
    "consultants": "cons.", "transport": "transp.", "automobiles": "autos", "pharmacie": "pharm.", "industries": "ind.",
}  # fmt: skip
_KEYS: Final = dict(zip("azertyuiopqsdfghjklmwxcvbn", "zaertuiopyqsdfghjklmxwcvbn", strict=True))


def _typo(random: Random, words: list[str], _: dict[str, list[str]]) -> list[str]:
    long = [n for n, word in enumerate(words) if len(word) > 4]  # noqa: PLR2004 - short words are seldom misspelled
    if not long:
        return words
    at = random.choice(long)
    word = words[at]
    k = random.randrange(1, len(word) - 1)
    kind = random.choice(("drop", "double", "swap", "other"))
    changed = {
        "drop": word[:k] + word[k + 1 :],
        "double": word[:k] + word[k] + word[k:],
        "swap": word[:k] + word[k + 1] + word[k] + word[k + 2 :],
        "other": word[:k] + _KEYS.get(word[k].lower(), "e") + word[k + 1 :],
    }[kind]
    return [*words[:at], changed, *words[at + 1 :]]


def _shorter(random: Random, words: list[str], _: dict[str, list[str]]) -> list[str]:
    found = [n for n, word in enumerate(words) if fold(word) in SHORT]
    if not found:
        return words
    at = random.choice(found)
    return [*words[:at], SHORT[fold(words[at])], *words[at + 1 :]]


def _translated(random: Random, words: list[str], known: dict[str, list[str]]) -> list[str]:
    pairs = [pair.split("|") for pair in known["both"]]
    other = {fold(french): english for french, english in pairs}
    swapped = [other.get(fold(word), word) for word in words]
    return swapped if swapped != words else _typo(random, words, known)


def _turned(random: Random, words: list[str], _: dict[str, list[str]]) -> list[str]:
    if words[0] == "Les":
        return [*words[1:], "(Les)"]
    k = random.randrange(len(words))
    return words[k:] + words[:k]


def _without_articles(_: Random, words: list[str], __: dict[str, list[str]]) -> list[str]:
    return [word for word in words if word not in ("Les", "de", "la")] or words


def _ampersand(_: Random, words: list[str], __: dict[str, list[str]]) -> list[str]:
    return ["&" if word == "et" else word for word in words]


def _with_generic(random: Random, words: list[str], _: dict[str, list[str]]) -> list[str]:
    return random.choice([["Les", "Entreprises", *words], ["Groupe", *words], [*words, "Canada"], [*words, "Québec"]])


def _without_generic(_: Random, words: list[str], known: dict[str, list[str]]) -> list[str]:
    left = [word for word in words if word not in known["generic"] and word != "Les"]
    return left or words


def _dotted(_: Random, words: list[str], __: dict[str, list[str]]) -> list[str]:
    return [".".join(word) + "." if word.isupper() and len(word) > 1 else word for word in words]


def _joined(random: Random, words: list[str], _: dict[str, list[str]]) -> list[str]:
    if len(words) > 1 and random.random() < 0.5:  # noqa: PLR2004 - joined as often as split
        at = random.randrange(len(words) - 1)
        return [*words[:at], words[at] + words[at + 1].lower(), *words[at + 2 :]]
    at = max(range(len(words)), key=lambda n: len(words[n]) * (fold(words[n]) not in SHORT))
    k = len(words[at]) // 2
    return [*words[:at], words[at][:k], words[at][k:].capitalize(), *words[at + 1 :]]


def _initial(_: Random, words: list[str], known: dict[str, list[str]]) -> list[str]:
    return [f"{word[0]}." if word in known["given"] and len(words) > 1 else word for word in words]


def _plural(random: Random, words: list[str], _: dict[str, list[str]]) -> list[str]:
    at = random.randrange(len(words))
    word = words[at]
    return [*words[:at], word[:-1] if word.endswith("s") else f"{word}s", *words[at + 1 :]]


WORDED: Final[tuple[Callable[..., list[str]], ...]] = (
    _typo, _shorter, _translated, _turned, _without_articles, _ampersand, _with_generic, _without_generic, _dotted,
    _joined, _initial, _plural,
)  # fmt: skip
OFTEN: Final = (28, 10, 6, 8, 8, 6, 8, 6, 5, 5, 6, 5)
LETTERED: Final[tuple[Callable[[Random, str], str], ...]] = (
    lambda _, text: text.upper(),
    lambda _, text: text.lower(),
    lambda _, text: fold(text).title(),
    lambda _, text: text.replace("-", " "),
    lambda _, text: text.replace(".", ""),
    lambda _, text: text.replace("’", "'"),
    lambda _, text: re.sub(r"\s+", "  ", text, count=1),
    lambda _, text: text.replace(" et ", " & "),
)
