"""A good password of the tests, and a chance that draws the same in every run."""

from random import Random

GOOD = "quatre mots tirés au hasard"


def dice(seed: int) -> Random:
    """Chance that can be repeated."""
    return Random(seed)  # noqa: S311 - a fixed sample
