"""A selection committee: interests, sealed scores, consensus, prices of the bids admitted, award."""
