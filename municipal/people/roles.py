"""The roles, as `seed/access/roles.csv` gives them: where each is held, and the second proof that it asks for."""

from functools import cache
from typing import Final

from msgspec import Struct

from municipal.paths import SEED
from vendors.sources.seedfile import read_csv

FILE: Final = SEED / "access" / "roles.csv"
PROVINCE: Final = "province"
MRC: Final = "mrc:"


class Role(Struct, frozen=True, rename={"id": "role", "kinds": "bodies"}):
    """A role; `kinds` are the bodies in which it is held, `idle_minutes` how long a session may be left alone."""

    id: str
    kinds: str
    second_factor: bool
    idle_minutes: int
    name_fr: str
    name_en: str
    may_fr: str
    may_en: str
    never_fr: str
    never_en: str

    def name(self, language: str) -> str:
        """Its name in a language."""
        return self.name_fr if language == "fr" else self.name_en

    def fits(self, body: str) -> bool:
        """Whether the role may be held in a body."""
        return kind_of(body) in self.kinds.split()


@cache
def roles() -> dict[str, Role]:
    """Every role by its id, in the order of the file. Raises UnusableError when the file is broken."""
    return {role.id: role for role in read_csv(FILE, Role)}


def kind_of(body: str) -> str:
    """Whether a body is a municipality, an MRC or the province."""
    if body == PROVINCE:
        return "province"
    return "mrc" if body.startswith(MRC) else "municipality"
