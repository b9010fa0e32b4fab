"""What the application knows of the names of enterprises, and of the columns of their lists: read once."""

from functools import cache

from municipal.paths import SEED
from vendors.lists.columns import Labels, read_labels
from vendors.names.lexicon import Lexicon, read_lexicon


@cache
def the_lexicon() -> Lexicon:
    """The words of enterprise names. Raises UnusableError when a file is broken."""
    return read_lexicon(SEED / "names")


@cache
def the_labels() -> Labels:
    """The names that lists give to their columns. Raises UnusableError when the file is broken."""
    return read_labels(SEED / "names")
