"""Chance that can be repeated, from the seed and the names alone."""

import json
from hashlib import sha256

import numpy as np
import pytest

from vendors.evidence.draws import drawn_effects, stream
from vendors.evidence.pool import Pooled


def drawn(mean=0.0, sd=1.0, **more):
    asked = {"seed": 1, "alternative": "a", "indicator": "i", "draws": 20_000} | more
    return drawn_effects(Pooled(1, mean, sd, sd, 0.0), **asked)


def test_the_stream_is_the_one_that_the_documentation_says():
    digest = sha256('[7,"theta","Été","i"]'.encode()).hexdigest()
    expected = np.random.Generator(np.random.PCG64(np.random.SeedSequence(int(digest, 16)))).standard_normal(3)
    assert stream(7, "theta", "Été", "i").standard_normal(3).tolist() == expected.tolist()
    assert json.loads('[7,"theta","Été","i"]') == [7, "theta", "Été", "i"]


def test_mean_and_spread_are_the_predictive_ones():
    found = drawn(-0.3, 0.2)
    assert found.mean() == pytest.approx(-0.3, abs=1e-12)
    assert found.std() == pytest.approx(0.2, rel=0.02)
    assert (abs(found + 0.3) < 1.2815516 * 0.2).mean() == pytest.approx(0.8, abs=0.01)


def test_the_second_half_mirrors_the_first():
    found = drawn(draws=1000)
    assert (found[:500] == -found[500:]).all()
    assert len(drawn(draws=7)) == 7
    assert len(drawn(draws=1)) == 1


def test_names_never_share_their_chance():
    found = [
        drawn(**one)
        for one in ({}, {"alternative": "b"}, {"indicator": "j"}, {"seed": 2}, {"alternative": "i", "indicator": "a"})
    ]
    correlation = np.corrcoef(found) - np.eye(len(found))
    assert abs(correlation).max() < 0.05
    assert (drawn() == drawn()).all()
    # No way to write two names as one: each is quoted.
    assert (drawn(alternative='a","b', indicator="c") != drawn(alternative="a", indicator='b","c')).any()
