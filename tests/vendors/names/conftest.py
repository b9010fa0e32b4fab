"""The words that the program knows, and two names judged in one call."""

import pytest

from municipal.paths import SEED
from vendors.names.judge import judge
from vendors.names.lexicon import read_lexicon
from vendors.names.normalise import normalise


@pytest.fixture(scope="session")
def lexicon():
    """The lexicon of `seed/`."""
    return read_lexicon(SEED / "names")


@pytest.fixture(scope="session")
def name(lexicon):
    """A text taken apart: `name("MOOV.AI")`."""
    return lambda text: normalise(text, lexicon)


@pytest.fixture(scope="session")
def judged(name, lexicon):
    """The judgement on two texts: `judged("MOOV.AI", "Moov AI inc.").band`."""
    return lambda left, right: judge(name(left), name(right), lexicon.constants)


@pytest.fixture(scope="session")
def said():
    """The words that count of a name: `said(name("Les Toits X inc."))`."""
    return lambda one: [token.text for token in one.main.tokens]
