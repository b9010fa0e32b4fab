"""What each action is called in words, as `seed/access/actions.csv` gives it."""

from functools import cache
from typing import Final

from msgspec import Struct

from municipal.paths import SEED
from vendors.sources.seedfile import read_csv

FILE: Final = SEED / "access" / "actions.csv"


class Action(Struct, frozen=True, rename={"id": "action"}):
    """An action of the chain of traces."""

    id: str
    name_fr: str
    name_en: str

    def name(self, language: str) -> str:
        """Its name in a language."""
        return self.name_fr if language == "fr" else self.name_en


@cache
def actions() -> dict[str, Action]:
    """Every action by its id. Raises UnusableError when the file is broken."""
    return {action.id: action for action in read_csv(FILE, Action)}


def action_name(action: str, language: str) -> str:
    """What an action is called; its id, for one that an older version of the program knew."""
    found = actions().get(action)
    return found.name(language) if found else action
