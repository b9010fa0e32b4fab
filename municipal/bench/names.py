"""`municipal bench match`: groups and bands of names, against plain Indel with the threshold that suits it best."""

from collections import Counter
from collections.abc import Callable
from itertools import combinations
from random import Random
from time import perf_counter
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process
from rapidfuzz.distance import Indel

from municipal.bench.enterprises import near_number
from municipal.bench.measure import load, versions
from municipal.bench.spellings import Pair, Record, pairs, records
from municipal.paths import SEED
from municipal.settings import Settings
from vendors.names.cluster import group
from vendors.names.judge import judge
from vendors.names.lexicon import Lexicon, read_lexicon
from vendors.names.normalise import normalise

NUMBERS: Final = 2000
# How a number of eight digits is written, before « Québec inc. ».
WRITTEN: Final = ("{}-{} Québec inc.", "{} {} QUEBEC INC", "{}{} Qc inc", "{}-{} Quebec Inc. (Toiture X)")
_THRESHOLDS: Final = range(50, 101)


def run(*, n: int, seed: int, settings: Settings) -> dict[str, Any]:
    """Figures on n records, on n pairs and on numbered companies; `ratio` is our F1 ÷ that of the rival."""
    del settings
    lexicon = read_lexicon(SEED / "names")
    listed, two = records(n, seed), pairs(n, seed + 1)
    ours, rival = _grouped(listed, lexicon), _by_letters(listed)
    judged, plain = _judged(two, lexicon), _plain(two)
    return {
        "n": n,
        "load": load(),
        "versions": versions(),
        "ours": {"dedupe": ours, "pairs": judged, "numbered": _numbered(seed, lexicon)},
        "rival": {"name": "rapidfuzz Indel, best threshold of this set", "dedupe": rival, "pairs": plain},
        "ratio": {
            "dedupe_f1": round(ours["f1"] / rival["f1"], 2) if rival["f1"] else None,
            "pairs_f1": round(judged["f1"] / plain["f1"], 2) if plain["f1"] else None,
        },
    }


def _grouped(listed: list[Record], lexicon: Lexicon) -> dict[str, Any]:
    """Pairwise precision, recall and F1 of the groups, and the seconds that they took, from the texts on."""
    texts = [record.text for record in listed]
    start = perf_counter()
    found = group(texts, lexicon)
    seconds = perf_counter() - start
    together = {pair for places in found.clusters for pair in combinations(places, 2)}
    right = sum(listed[left].enterprise == listed[other].enterprise for left, other in together)
    times = Counter(record.enterprise for record in listed)
    true = sum(count * (count - 1) // 2 for count in times.values())
    return _figures(right, len(together), true) | {
        "true_pairs": true,
        "seconds": round(seconds, 3),
        "review": len(found.review),
    }


def _by_letters(listed: list[Record]) -> dict[str, Any]:
    """What Indel alone does with all pairs of the raw texts, at the threshold that gives it its best F1 here."""
    texts = [record.text for record in listed]
    owners = np.array([record.enterprise for record in listed])
    start = perf_counter()
    right, said = np.zeros(101, np.int64), np.zeros(101, np.int64)
    for at in range(0, len(texts), 500):
        alike = process.cdist(texts[at : at + 500], texts, scorer=fuzz.ratio, dtype=np.uint8)
        one = owners[at : at + 500, None] == owners[None, :]
        said += np.bincount(alike.ravel(), minlength=101)
        right += np.bincount(alike[one], minlength=101)
    seconds = perf_counter() - start
    times = Counter(record.enterprise for record in listed)
    true = sum(count * (count - 1) // 2 for count in times.values())
    # Every pair was met twice, and every text met itself.
    best = max(
        (
            _figures((int(right[least:].sum()) - len(texts)) // 2, (int(said[least:].sum()) - len(texts)) // 2, true)
            | {"threshold": least}
            for least in _THRESHOLDS
        ),
        key=lambda figures: figures["f1"],
    )
    return best | {"seconds": round(seconds, 3)}


def _judged(two: list[Pair], lexicon: Lexicon) -> dict[str, Any]:
    """F1 at `link`, the precision of `same`, and the share of true pairs that are at least to review."""
    start = perf_counter()
    judged = [judge(normalise(p.left, lexicon), normalise(p.right, lexicon), lexicon.constants) for p in two]
    seconds = perf_counter() - start
    true = sum(pair.same for pair in two)
    linked = [pair.same for pair, found in zip(two, judged, strict=True) if found.score >= lexicon.constants.link]
    same = [pair.same for pair, found in zip(two, judged, strict=True) if found.band == "same"]
    kept = sum(pair.same and found.band != "distinct" for pair, found in zip(two, judged, strict=True))
    return _figures(sum(linked), len(linked), true) | {
        "precision_of_same": round(sum(same) / max(1, len(same)), 4),
        "share_of_same": round(sum(same) / max(1, true), 3),
        "share_of_same_and_review": round(kept / max(1, true), 3),
        "us_a_pair": round(seconds / max(1, len(two)) * 1e6, 1),
    }


def _plain(two: list[Pair]) -> dict[str, Any]:
    """The best F1 that a threshold on Indel of the raw texts reaches on these pairs."""
    alike = np.array([Indel.normalized_similarity(pair.left, pair.right) for pair in two])
    same = np.array([pair.same for pair in two])
    return max((_at(alike, same, least / 100) for least in _THRESHOLDS), key=lambda figures: figures["f1"])


def _at(alike: NDArray[Any], same: NDArray[Any], least: float) -> dict[str, Any]:
    said = alike >= least
    return _figures(int((said & same).sum()), int(said.sum()), int(same.sum())) | {"threshold": least}


def _numbered(seed: int, lexicon: Lexicon) -> dict[str, int]:
    """Numbers of eight digits, each beside a neighbour, in all ways of writing: how many are joined, rightly or not."""
    random = Random(seed)
    spelled: Callable[[str, str], str] = lambda how, number: how.format(*number.split("-"))  # noqa: E731 - one line
    wrong = right = 0
    for _ in range(NUMBERS):
        number = f"{random.randint(1000, 9999)}-{random.randint(0, 9999):04}"
        one, same, other = (
            normalise(spelled(random.choice(WRITTEN), text), lexicon)
            for text in (number, number, near_number(random, number))
        )
        right += judge(one, same, lexicon.constants).band == "same"
        wrong += judge(one, other, lexicon.constants).band != "distinct"
    return {"tried": NUMBERS, "same_number_joined": right, "other_number_not_distinct": wrong}


def _figures(right: int, said: int, true: int) -> dict[str, Any]:
    """Precision, recall and F1 of what was said."""
    return {
        "f1": round(2 * right / max(1, said + true), 3),
        "precision": round(right / max(1, said), 3),
        "recall": round(right / max(1, true), 3),
    }
