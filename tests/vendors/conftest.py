"""What the tests of the library share."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

# Far above what any input here takes, far below what a quadratic reader would need.
LONGEST = 20


@contextmanager
def _bounded() -> Iterator[None]:
    if not hasattr(signal, "SIGALRM"):
        yield
        return

    def late(*_):
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(LONGEST)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@pytest.fixture
def bounded():
    """`with bounded():` gives up loudly rather than hang."""
    return _bounded
