"""A city’s project: from a need, by the route that the law gives, to what came of it."""
