"""Chance that can be repeated: each quantity has its own stream, named by what it is, so that nothing moves another.

Draws come in mirrored pairs: the second half has the weights of the first, and every effect on the other side of its
mean. Expected gains are then four times as steady from seed to seed, for the same number of draws.
"""

import json
from hashlib import sha256

import numpy as np

from vendors.evidence.pool import Floats, Pooled


def stream(seed: int, *names: str) -> np.random.Generator:
    """The stream of a quantity: PCG64 seeded by the SHA-256 of the JSON text `[seed,"name",…]`, as one integer."""
    text = json.dumps([seed, *names], ensure_ascii=False, separators=(",", ":"))
    return np.random.default_rng(int.from_bytes(sha256(text.encode()).digest(), "big"))


def drawn_effects(pooled: Pooled, *, seed: int, alternative: str, indicator: str, draws: int) -> Floats:
    """The effect θ of an alternative on an indicator, drawn from the normal with the predictive mean and variance."""
    half = stream(seed, "theta", alternative, indicator).standard_normal(pairs(draws))
    theta = np.concatenate((half, -half))[:draws]
    theta *= pooled.sd
    theta += pooled.mean
    return theta


def pairs(draws: int) -> int:
    """How many pairs make so many draws; the last one may lack its mirror."""
    return (draws + 1) // 2
