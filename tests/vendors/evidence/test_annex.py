"""The annex: probabilities of ranks that add up, and no weights for one that never comes first."""

import numpy as np
import pytest

from vendors.evidence.annex import annex
from vendors.evidence.compare import STATUS_QUO, Drawn
from vendors.evidence.comparison import Alternative, Comparison, Indicator


def test_by_hand():
    city = [Indicator("one", 1, 2, 3), Indicator("two", 1, 2, 3)]
    comparison = Comparison(city, [Alternative("a", {}), Alternative("b", {})], "uniform", 4, 1)
    weights = np.array([[0.1, 0.2, 0.3, 0.4], [0.9, 0.8, 0.7, 0.6]])
    drawn = Drawn(weights, np.array([[3.0, 3, 1, 1], [2, 1, 3, 2], [1, 0, 0, 0]]))
    a, b, unchanged = annex(comparison, drawn)
    assert (a.id, b.id, unchanged.id) == ("a", "b", STATUS_QUO)
    assert (a.acceptability, b.acceptability, unchanged.acceptability) == ([0.5, 0.5, 0], [0.5, 0.5, 0], [0, 0, 1])
    assert (a.rank, b.rank, unchanged.rank) == (1.5, 1.5, 3)
    assert (a.utility, b.utility, unchanged.utility) == (2, 2, 0.25)
    assert a.central_weights == pytest.approx({"one": 0.15, "two": 0.85})
    assert b.central_weights == pytest.approx({"one": 0.35, "two": 0.65})
    assert unchanged.central_weights is None
