"""A case as a list and its own page show it: the words of its state, its effect, its place and its reasons."""

from functools import cache

from msgspec import Struct

from municipal.cases.basis import because
from municipal.cases.forms import CasesQuery
from municipal.cases.queries import VALUES, CaseRow, cases
from municipal.cases.words import EFFECT_TAGS, REASONS, STATES, TONES, choices, where
from municipal.needs import the_taxonomy
from municipal.web.facets import Facet
from municipal.web.facets import facets as shown
from municipal.web.language import translator
from vendors.text import sort_key


class Card(Struct, frozen=True):
    """A case with its words; its state and its effect are two things, each with its tone."""

    case: CaseRow
    state: str
    state_tone: str
    effect: str
    effect_tone: str
    where: str
    domains: list[tuple[str, str]]
    capabilities: list[str]
    reasons: list[str]
    because: str = ""


@cache
def cards(language: str, *, demo: bool) -> dict[str, Card]:
    """The card of every documented case, by its id."""
    return {row.id: card(row, language) for row in cases(language, demo=demo)}


def card(row: CaseRow, language: str) -> Card:
    """The card of a case."""
    _ = translator(language)
    taxonomy = the_taxonomy()
    return Card(
        case=row,
        state=_(STATES[row.state]),
        state_tone=TONES.get(row.state, "neutral"),
        effect=_(EFFECT_TAGS[row.effect]),
        effect_tone=TONES.get(row.effect, "neutral"),
        where=where(row, language),
        domains=[(node, taxonomy.label(node, language)) for node in row.domains],
        capabilities=[taxonomy.label(node, language) for node in row.capabilities],
        reasons=[_(REASONS[one]) for one in row.stopped_because],
        because=because(row.told.basis, language) if row.told else "",
    )


def facets(rows: list[CaseRow], asked: CasesQuery, language: str) -> list[Facet]:
    """Every filter with the choices that lead somewhere, and how many of the cases each keeps by itself."""
    regions = {row.region for row in rows if row.region} | set(asked.region)
    return shown(rows, VALUES, choices(language, sorted(regions, key=sort_key)), asked.chosen(), language)
