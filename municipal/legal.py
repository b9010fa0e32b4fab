"""The law as `seed/legal` tells it beside its dated rows: rules, questions, situations, routes; each read once."""

from functools import cache
from typing import Final

from municipal.paths import SEED
from vendors.tenders.questions import Checklist, read_questions
from vendors.tenders.route_texts import RouteTexts, read_route_texts
from vendors.tenders.rules import Rules, read_rules
from vendors.tenders.situations import Situation, read_situations

FOLDER: Final = SEED / "legal"


@cache
def the_rules() -> Rules:
    """The numbers of rules R1 to R9, and the limits of the program."""
    return read_rules(FOLDER / "tenders.toml")


@cache
def the_checklist() -> Checklist:
    """The questions around a purchase, and the criteria that they suggest."""
    return read_questions(FOLDER / "questions.toml")


@cache
def the_situations() -> list[Situation]:
    """The invented situations on which a factor is tried."""
    return read_situations(FOLDER / "situations.toml")


@cache
def the_routes() -> RouteTexts:
    """The words of the routes, which nobody proposes: they come with the program."""
    return read_route_texts(FOLDER / "routes.toml")


def route_name(identity: str, language: str) -> str:
    """What a route is called; the id itself for one that this version does not know, nothing for nothing."""
    row = next((one for name, one in the_routes().routes.items() if name == identity), None)
    return identity if row is None else row.name_en if language == "en" else row.name_fr
