"""The numbers that decide what a proof is worth, as `seed/evidence.toml` gives them."""

from functools import cache
from typing import Final

from municipal.paths import SEED
from vendors.evidence.constants import Constants, read_constants

FILE: Final = SEED / "evidence.toml"


@cache
def the_constants() -> Constants:
    """The constants of this version. Raises UnusableError when their file is broken."""
    return read_constants(FILE)
