"""Bodies that accompany, networks, funding, guidance: the next best thing where no solution answers."""
