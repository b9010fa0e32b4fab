"""Fitting the points of the comparison of names: `python -m municipal.bench.fitting [FILE.csv …]`.

It prints what `seed/names/constants.toml` may then be given by hand. Each FILE has the columns `enterprise,name`:
names that people put together, of which every pair is read. Without a file, generated names alone decide.
"""

import csv
import sys
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Indel

from municipal.bench.spellings import Record, records
from municipal.paths import SEED
from vendors.names.blocking import pairs
from vendors.names.guards import ceilings, settled
from vendors.names.judge import legal_likeness
from vendors.names.lexicon import Lexicon, read_lexicon
from vendors.names.likeness import likeness
from vendors.names.normalise import Name, normalise

FIELDS: Final = (
    *("shared", "overlap", "contained", "agreement", "completeness", "own", "letters"),
    *("whole", "legal"),
)
RECORDS: Final = 6000
SEED_OF_RECORDS: Final = 101
# What the names of people count for beside the generated ones, in all.
SHARE: Final = 0.3
STEPS: Final = 3000
# Pairs that are less alike than those that a list would judge teach where to stop.
ALIKE: Final = 75
_RATE: Final = 0.05
_PULL: Final = 3e-4


def features(left: Name, right: Name, lexicon: Lexicon) -> list[float] | None:
    """The shares that a pair is given points for; None when numbers or a low ceiling decide it."""
    if settled(left, right):
        return None
    like, found = likeness(left.main, right.main)
    if any(ceiling < lexicon.constants.link for ceiling, _ in ceilings(left, right, found, lexicon.constants)):
        return None
    shares = [getattr(like, name) for name in FIELDS[:-2]]
    return [*shares, Indel.normalized_similarity(left.plain, right.plain), legal_likeness(left, right)]


def table(listed: list[Record], lexicon: Lexicon, *, every: bool) -> tuple[NDArray[Any], NDArray[Any]]:
    """The shares of the pairs of a list, and whether each pair is one enterprise."""
    names = [normalise(record.text, lexicon) for record in listed]
    places: Iterator[tuple[int, int]] = combinations(range(len(names)), 2) if every else iter(pairs(names, ALIKE))
    rows = [
        (found, listed[left].enterprise == listed[right].enterprise)
        for left, right in places
        if (found := features(names[left], names[right], lexicon)) is not None
    ]
    return np.array([row for row, _ in rows]), np.array([same for _, same in rows])


def fit(shares: NDArray[Any], same: NDArray[Any], counts: NDArray[Any]) -> tuple[NDArray[Any], float]:
    """Weights, none negative, and the start, of a logistic regression (Adam steps, projected)."""
    size = shares.shape[1]
    point, mean, square = np.append(np.ones(size), -6.0), np.zeros(size + 1), np.zeros(size + 1)
    for step in range(1, STEPS + 1):
        off = (1 / (1 + np.exp(-(shares @ point[:-1] + point[-1]))) - same) * counts / counts.sum()
        slope = np.append(shares.T @ off + _PULL * (point[:-1] - 1), off.sum())
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope * slope
        point -= _RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
        point[:-1] = np.maximum(0, point[:-1])
    return point[:-1], float(point[-1])


def main(files: list[str]) -> None:
    """Fit on generated names and on the files given, and print the points."""
    lexicon = read_lexicon(SEED / "names")
    shares, same = table(records(RECORDS, SEED_OF_RECORDS), lexicon, every=False)
    parts = [(shares, same, np.ones(len(same)))]
    for file in files:
        with Path(file).open(encoding="utf-8", newline="") as opened:
            rows = list(csv.DictReader(opened))
        numbers = {name: n for n, name in enumerate(sorted({row["enterprise"] for row in rows}))}
        listed = [Record(numbers[row["enterprise"]], row["name"]) for row in rows]
        found, one = table(listed, lexicon, every=True)
        true, false = float(same.sum()) * SHARE / float(one.sum()), float((~same).sum()) * SHARE / float((~one).sum())
        parts.append((found, one, np.array([true if joined else false for joined in one])))
    points, start = fit(*(np.concatenate(column) for column in zip(*parts, strict=True)))
    for name, value in zip(("start", *FIELDS), (start, *points), strict=True):
        sys.stdout.write(f"{name} = {float(value):.2f}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
