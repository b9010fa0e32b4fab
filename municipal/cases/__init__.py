"""The library of use cases: what other cities tried, what it gave, and what did not work."""
