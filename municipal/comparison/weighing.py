"""What the council weighs: each indicator in four ordinary words, or nothing said."""

from collections.abc import Mapping

from msgspec import Struct

from municipal.comparison.answer import Answer
from municipal.comparison.forms import PREFIXES, WEIGHTS
from municipal.comparison.words import WEIGHTS as WORDS
from municipal.web.language import translator
from municipal.web.page import Choice


class Weight(Struct, frozen=True):
    """The question about one indicator; `value` is blank where nothing was said."""

    field: str
    name: str
    options: list[Choice]
    value: str


class Weighing(Struct, frozen=True):
    """All the questions; `stated` once something weighs something, and else every weight is as likely."""

    weights: list[Weight]
    stated: bool


def weighing(made: Answer, said: Mapping[str, int], language: str) -> Weighing:
    """The questions to a council, with what it answered."""
    _ = translator(language)
    options = [Choice(str(weight), _(word)) for weight, word in zip(WEIGHTS, WORDS, strict=True)]
    prefix = PREFIXES[language == "en"]
    return Weighing(
        weights=[
            Weight(f"{prefix}{one.id}", one.name, options, str(said[one.id]) if one.id in said else "")
            for one in made.bases.compared
        ],
        stated=isinstance(made.document["weights"], dict),
    )
