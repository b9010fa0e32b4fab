"""The expert annex of a comparison: the probability of every rank, and the weights under which each comes first."""

import numpy as np

from vendors.evidence import ranks
from vendors.evidence.compare import STATUS_QUO, Drawn
from vendors.evidence.comparison import Comparison, Expert


def annex(comparison: Comparison, drawn: Drawn) -> list[Expert]:
    """What experts may ask besides, for each alternative and then the status quo."""
    names = [one.id for one in comparison.indicators]
    ids = [*(one.id for one in comparison.alternatives), STATUS_QUO]
    accepted = ranks.acceptability(drawn.utilities)
    central = ranks.central_weights(drawn.utilities, drawn.weights)
    mean_ranks = accepted @ np.arange(1, len(ids) + 1)
    return [
        Expert(
            id=one,
            utility=float(drawn.utilities[n].mean()),
            rank=float(mean_ranks[n]),
            acceptability=accepted[n].tolist(),
            central_weights=None if weights is None else dict(zip(names, weights, strict=True)),
        )
        for n, (one, weights) in enumerate(zip(ids, central, strict=True))
    ]
