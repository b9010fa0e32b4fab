"""Bids scored as the law says, from a document: nothing is stored, so no database is needed."""

from argparse import Namespace
from typing import TYPE_CHECKING, Final

from municipal.commands.console import language, read_file, show
from municipal.settings import Settings

if TYPE_CHECKING:
    from vendors.tenders.ranking import Answer, Line

_STATUS: Final = {
    "awarded": ("Attribué à {award}.", "Awarded to {award}."),
    "no_award": ("Aucune attribution\u00a0: aucune soumission admissible.", "No award: no admissible bid."),
    "dead_heat": (
        "Égalité parfaite\u00a0: la règle annoncée dans les documents départage.",
        "Dead heat: the rule announced in the tender documents decides.",
    ),
}


def tender(options: Namespace, _chosen: Settings) -> int:
    """Score the tender of a document, or each of a list."""
    from municipal.legal import the_rules
    from vendors.tenders.document import read_json
    from vendors.tenders.tender_document import answers

    rules = the_rules()
    document = read_json(read_file(options.file, rules.most_bytes + 1), options.file, most=rules.most_bytes)
    found, listed = answers(document, rules)
    return show(options, found if listed else found[0], "\n\n".join(map(_as_text, found)))


def _as_text(answer: "Answer") -> str:
    """What came of it, then a line for each bid."""
    english = language() == "en"
    return "\n".join([_STATUS[answer.status][english].format(award=answer.award), *map(_line, answer.bids)])


def _line(line: "Line") -> str:
    """A bid: rank, identifier, points, final score; of one left out, that it is."""
    english = language() == "en"
    parts = [f"{line.rank or '–'}", line.id]
    if line.interim is not None:
        parts.append(("interim " if english else "intérimaire ") + _shown(line.interim))
    if line.final is not None:
        parts.append(("final " if english else "finale ") + _shown(line.final))
    else:
        parts.append("not admissible" if english else "non admissible")
    return "  ".join(parts)


def _shown(number: str) -> str:
    """A decimal text, with the comma of French."""
    return number if language() == "en" else number.replace(".", ",")
