"""The ways in which people write the name of an enterprise: slips, abbreviations, forms, order, other names."""

from itertools import combinations, pairwise
from random import Random
from typing import Final, NamedTuple

from municipal.bench.enterprises import Enterprise, enterprises, is_own, vocabulary
from municipal.bench.slips import LETTERED, OFTEN, WORDED

_FORMS: Final = {
    "inc.": ("inc.", "Inc.", "INC", "inc", ", inc.", "Inc", "incorporée"),
    "ltée": ("ltée", "Ltée", "LTEE", "ltd", "Ltd.", "limitée", ", ltée", "Limited"),
    "limitée": ("ltée", "Ltd", "limitée", "Limitée"),
    "enr.": ("enr.", "Enr", "(enr.)", "enrg."),
    "s.e.n.c.": ("s.e.n.c.", "S.E.N.C.", "SENC", "senc"),
    "s.e.n.c.r.l.": ("s.e.n.c.r.l.", "S.E.N.C.R.L.", "SENCRL", "S.E.N.C.R.L./s.r.l.", "LLP"),
    "corp.": ("corp.", "Corporation", "Corp"),
    "": ("",),
}


# A fifth of what people type is one word, and half of those words are not finished.
ONE_WORD: Final = 0.25
WHOLE: Final = 0.5
OWN_WORD: Final = 4


class Record(NamedTuple):
    """A text, and the enterprise that it names."""

    enterprise: int
    text: str


class Pair(NamedTuple):
    """Two texts, and whether they name one enterprise."""

    left: str
    right: str
    same: bool


def usual(one: Enterprise) -> str:
    """The name as the register has it."""
    if one.number:
        return f"{one.number} Québec inc."
    return f"{' '.join(one.words)} {one.form}".strip()


def respelled(random: Random, one: Enterprise, known: dict[str, list[str]]) -> str:
    """The name as somebody wrote it: up to three things are not as in the register."""
    if one.number:
        return _numbered(random, one)
    words = list(one.words)
    form = random.choice(_FORMS[one.form])
    changes = random.choices([0, 1, 2, 3], [20, 48, 24, 8])[0]
    for change in random.choices(WORDED, OFTEN, k=changes):
        words = change(random, words, known)
    if random.random() < 0.25:  # noqa: PLR2004 - a quarter of the forms are forgotten
        form = ""
    elif random.random() < 0.03:  # noqa: PLR2004 - three in a hundred are another one
        form = random.choice(known["form"])
    text = " ".join(words)
    text = f"{text}{form}" if form.startswith(",") else f"{text} {form}".strip()
    for change in random.choices(LETTERED, k=random.choice((0, 1, 1, 2))):
        text = change(random, text)
    tail = random.random()
    if tail < 0.03:  # noqa: PLR2004 - a place in brackets, a branch number, a cut: three in a hundred each
        text += f" ({one.place})"
    elif tail < 0.06:  # noqa: PLR2004
        text += f"_{random.randint(1, 60)}"
    elif tail < 0.09:  # noqa: PLR2004
        text = text[: max(14, len(text) - 4)]
    return text


def _numbered(random: Random, one: Enterprise) -> str:
    first, last = one.number.split("-")
    number = random.choice(["{}-{}", "{} {}", "{}{}", "{} - {}"]).format(first, last)
    place, form = random.choice(("Québec", "Quebec", "QUÉBEC", "Qc")), random.choice(("inc.", "INC", "Inc.", "inc"))
    name = f"{number} {place} {form}"
    if one.trade_name and random.random() < 0.5:  # noqa: PLR2004 - half of those who have a trade name give it
        also = random.choice(["({})", "faisant affaire sous le nom de {}", "o/a {}", "/ {}", "f.a.s.r.s. {}"])
        return f"{name} {also.format(one.trade_name)}"
    return name


def records(n: int, seed: int) -> list[Record]:
    """A list of that many texts in which an enterprise stands up to five times, in no order."""
    random, known = Random(seed), vocabulary()
    listed: list[Record] = []
    for number, one in enumerate(enterprises(random, n, known)):
        times = random.choices([1, 2, 3, 4, 5], [66, 18, 9, 4, 3])[0]
        listed += [Record(number, respelled(random, one, known)) for _ in range(times)]
        if len(listed) >= n:
            break
    random.shuffle(listed)
    return listed[:n]


def pairs(n: int, seed: int) -> list[Pair]:
    """That many pairs, half of them of one enterprise, the others of neighbours and of strangers."""
    listed = records(4 * n, seed)
    together: dict[int, list[str]] = {}
    for record in listed:
        together.setdefault(record.enterprise, []).append(record.text)
    same = [Pair(*two, same=True) for texts in together.values() for two in combinations(texts, 2) if two[0] != two[1]]
    numbers = sorted(together)
    # A neighbour stands right after its enterprise.
    near = [
        Pair(together[one][0], together[two][0], same=False)
        for one, two in pairwise(numbers)
        if together[one][0] != together[two][0]
    ]
    random = Random(seed)
    random.shuffle(same)
    random.shuffle(near)
    return same[: n // 2] + near[: n - n // 2]


def asked(random: Random, one: Enterprise, known: dict[str, list[str]]) -> str:
    """What somebody types to find an enterprise: its name as they write it, or its own word, whole or begun."""
    own = [word for word in one.words if len(word) > OWN_WORD and is_own(word, known)]
    if own and random.random() < ONE_WORD:
        word = random.choice(own)
        return word if random.random() < WHOLE else word[: max(OWN_WORD, len(word) - random.randint(1, 3))]
    return respelled(random, one, known)
