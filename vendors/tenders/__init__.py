"""Tenders: the law as dated data and pure functions, from the route that a contract takes to the award."""
