"""The search of names in `municipal bench search`: against rapidfuzz’s WRatio over the same normalised names."""

from random import Random
from time import perf_counter
from typing import Any, Final, NamedTuple

from rapidfuzz import fuzz, process

from municipal.bench.enterprises import enterprises, vocabulary
from municipal.bench.measure import spread
from municipal.bench.spellings import asked, usual
from municipal.paths import SEED
from vendors.names.lexicon import Lexicon, read_lexicon
from vendors.names.normalise import Name, normalise
from vendors.names.search import Register

SOUGHT: Final = 500
# The rival takes a tenth of a second and more a name: it is asked the first ones only.
SOUGHT_OF_THE_RIVAL: Final = 60
TURN: Final = 20
TEN: Final = 10


class Sought(NamedTuple):
    """What somebody types, and the place of the name that they mean."""

    place: int
    text: str


def measure(n: int, seed: int) -> dict[str, Any]:
    """Durations and recall among n names; `ratio` is rival ÷ ours at the median, on the names that both were asked."""
    random, known = Random(seed), vocabulary()
    made = enterprises(random, n, known)
    lexicon = read_lexicon(SEED / "names")
    texts = [usual(one) for one in made]
    names = [normalise(text, lexicon) for text in texts]
    keys: dict[tuple[str, ...], int] = {}
    for name in names:
        keys[_said(name)] = keys.get(_said(name), 0) + 1
    sought: list[Sought] = []
    while len(sought) < SOUGHT:
        place = random.randrange(n)
        text = asked(random, made[place], known)
        said = _said(normalise(text, lexicon))
        # What is another one’s whole name is no search for this one.
        if said == _said(names[place]) or not keys.get(said):
            sought.append(Sought(place, text))
    start = perf_counter()
    register = Register(texts, lexicon)
    built = perf_counter() - start
    written = [_written(name) for name in names]
    ours, rival = _Tally(), _Tally()
    # Turn by turn, so that a busy moment of the machine weighs on both.
    for at in range(0, len(sought), TURN):
        for one in sought[at : at + TURN]:
            begun = perf_counter()
            found = [row.place for row in register.search(one.text, TEN)]
            ours.add(found, one, perf_counter() - begun)
        for one in sought[at : min(at + TURN, SOUGHT_OF_THE_RIVAL)]:
            begun = perf_counter()
            found = _rival(one.text, written, lexicon)
            rival.add(found, one, perf_counter() - begun)
    both = ours.first(SOUGHT_OF_THE_RIVAL)
    return {
        "n": n,
        "sought": len(sought),
        "ours": ours.figures() | {"build_seconds": round(built, 2), "on_the_same": both.figures()},
        "rival": {"name": "rapidfuzz process.extract(WRatio), normalised names"} | rival.figures(),
        "ratio": round(rival.figures()["p50_ms"] / both.figures()["p50_ms"], 1),
    }


class _Tally:
    """How long each answer took, and where in it the name stood that was meant."""

    def __init__(self) -> None:
        self.seconds: list[float] = []
        self.ranks: list[int] = []

    def add(self, found: list[int], one: Sought, seconds: float) -> None:
        self.seconds.append(seconds)
        self.ranks.append(found.index(one.place) if one.place in found else TEN)

    def first(self, count: int) -> "_Tally":
        """The first answers alone."""
        part = _Tally()
        part.seconds, part.ranks = self.seconds[:count], self.ranks[:count]
        return part

    def figures(self) -> dict[str, float]:
        """Durations in milliseconds, and how often the name was the first, or among the first ten."""
        count = len(self.ranks)
        return spread(self.seconds) | {
            "recall_at_1": round(sum(rank == 0 for rank in self.ranks) / count, 3),
            "recall_at_10": round(sum(rank < TEN for rank in self.ranks) / count, 3),
        }


def _said(name: Name) -> tuple[str, ...]:
    return (name.number, *name.key)


def _written(name: Name) -> str:
    return " ".join([*filter(None, [name.number]), *(token.text for token in name.main.tokens)])


def _rival(text: str, written: list[str], lexicon: Lexicon) -> list[int]:
    found = process.extract(_written(normalise(text, lexicon)), written, scorer=fuzz.WRatio, limit=TEN)
    return [place for _, _, place in found]
