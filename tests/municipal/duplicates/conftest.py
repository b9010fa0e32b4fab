"""The pairs of these tests."""

from tests.municipal.duplicates.paired import free, known, pair

__all__ = ["free", "known", "pair"]
