"""The verdict on an alternative: by the constants, never an endorsement."""

from typing import Literal

from vendors.evidence.constants import Constants

Verdict = Literal["favorable", "a_piloter", "preuve_insuffisante"]


def verdict(*, beats: float, coverage: float, cvar10: float, evpi: float, constants: Constants) -> Verdict:
    """Favourable proofs; else worth a pilot, where something was measured and knowing more would pay; else neither."""
    probable = beats >= constants.favorable_probability
    covered = coverage >= constants.favorable_coverage
    bearable = cvar10 >= constants.favorable_cvar
    if probable and covered and bearable:
        return "favorable"
    if coverage > 0 and evpi >= constants.pilot_evpi:
        return "a_piloter"
    return "preuve_insuffisante"
