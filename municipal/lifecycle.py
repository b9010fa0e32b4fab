"""The places of a supplier and what each step must prove, as `seed/curation/lifecycle.toml` tells them: read once."""

from functools import cache

from municipal.paths import SEED
from vendors.registry.steps import Lifecycle, read_lifecycle


@cache
def the_lifecycle() -> Lifecycle:
    """The steps, their proofs, and how long a confirmation holds."""
    return read_lifecycle(SEED / "curation" / "lifecycle.toml")


def removed_because(reason: str, language: str) -> str:
    """Why a supplier was removed, in the reader’s language; blank when nobody said."""
    told = next((one for one in the_lifecycle().choices["removal"] if one.id == reason), None)
    return "" if told is None else told.en if language == "en" else told.fr
