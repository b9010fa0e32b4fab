"""The list of solutions as a file: all of them, or what a need finds and what it leaves out, with the reasons."""

import msgspec
from sqlmodel import Session

from municipal.documents.document import Cell
from municipal.lists.taken import Asking, Columns
from municipal.needs import the_taxonomy
from municipal.places.queries import who
from municipal.suppliers.facets import keep
from municipal.suppliers.queries import registry, search
from municipal.suppliers.watched import FORM
from municipal.suppliers.words import HOSTING, KINDS, LANGUAGES, STATUS, cautions, exclusion, fit, reasons
from municipal.web.form import query
from municipal.web.language import translator
from vendors.needs.find import Found, Result
from vendors.registry.queries import SolutionRow


def solutions_taken(session: Session, asking: Asking) -> Columns:
    """The solutions that the page would show; with a need, in its order, each with why, and then those left out."""
    asked = query(FORM, [(name, value) for name, given in asking.asked.items() for value in given])
    need, spoken = asked.need.strip(), asking.language
    if not need:
        chosen = msgspec.structs.replace(asked, page=1)
        rows = keep(registry(session).solutions.values(), chosen)
        return Columns(_header(spoken), [_cells(row, spoken) for row in rows])
    place = who(session, asked.city).place if asked.city.strip() else None
    found = search(session, need, city=place.code if place else None)
    kept = {row.id for row in keep([one.solution for one in found.results], asked)}
    return Columns(
        [*_answers(spoken), *_header(spoken)],
        [
            *([*_why(one, found, spoken), *_cells(one.solution, spoken)] for one in found.results if _is(one, kept)),
            *(
                [translator(spoken)("Écartée"), exclusion(one, found.detected, spoken), *_cells(one.solution, spoken)]
                for one in found.excluded
            ),
        ],
    )


def _is(one: Result, kept: set[str]) -> bool:
    return one.solution.id in kept


def _why(one: Result, found: Found, spoken: str) -> list[Cell]:
    told = fit(one, spoken, only_domain=not found.detected.capabilities)
    return [told, ". ".join([*reasons(one, spoken), *cautions(one, found.detected, spoken)])]


def _answers(spoken: str) -> list[str]:
    _ = translator(spoken)
    return [_("Réponse au besoin"), _("Raisons")]


def _header(spoken: str) -> list[str]:
    _ = translator(spoken)
    return [
        _("Solution"),
        _("Entreprise"),
        _("NEQ"),
        _("Statut"),
        _("Genre"),
        _("Résumé"),
        _("Domaines"),
        _("Ce que fait la solution"),
        _("Hébergement des données"),
        _("Langues"),
        _("Population minimale"),
        _("Prix minimal ($)"),
        _("Prix maximal ($)"),
    ]


def _cells(row: SolutionRow, spoken: str) -> list[Cell]:
    _ = translator(spoken)
    taxonomy = the_taxonomy()
    return [
        row.name,
        row.vendor_name,
        row.neq or "",
        _(STATUS[row.status]),
        _(KINDS[row.kind]),
        row.summary_en if spoken == "en" else row.summary_fr,
        "; ".join(taxonomy.label(node, spoken) for node in row.domains),
        "; ".join(taxonomy.label(node, spoken) for node in row.capabilities),
        _(HOSTING[row.hosting]) if row.hosting else "",
        ", ".join(_(LANGUAGES[one]) for one in row.languages if one in LANGUAGES),
        row.smallest_population,
        row.price_low,
        row.price_high,
    ]
