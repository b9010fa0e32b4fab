"""The verdict, at each of its edges."""

import pytest

from vendors.evidence.verdict import verdict


@pytest.mark.parametrize(
    ("beats", "coverage", "cvar10", "evpi", "expected"),
    [
        (0.80, 0.5, -0.10, 0.0, "favorable"),
        (0.7999, 0.5, -0.10, 0.05, "a_piloter"),
        (0.80, 0.4999, -0.10, 0.05, "a_piloter"),
        (0.80, 0.5, -0.1001, 0.05, "a_piloter"),
        (0.99, 0.4, 0.0, 0.0499, "preuve_insuffisante"),
        (0.10, 0.01, -0.9, 0.05, "a_piloter"),
        (0.99, 0.0, 0.0, 0.9, "preuve_insuffisante"),
    ],
)
def test_the_verdict_follows_the_constants(constants, beats, coverage, cvar10, evpi, expected):
    assert verdict(beats=beats, coverage=coverage, cvar10=cvar10, evpi=evpi, constants=constants) == expected
