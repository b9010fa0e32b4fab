"""What the site keeps for reference, as files: indicators, municipalities, resources, courses, modules, dated rules."""

from sqlmodel import Session

from municipal.courses.queries import VALUES, courses, keep
from municipal.courses.words import lines
from municipal.documents.document import Cell
from municipal.indicators.queries import DIMENSIONS, indicators
from municipal.law.dated import ARTICLES, THRESHOLDS, File
from municipal.law.queries import rows_in_use
from municipal.learning.curriculum import curriculum
from municipal.lists.taken import Asking, Columns
from municipal.needs import the_taxonomy
from municipal.places.queries import places
from municipal.resources.queries import KINDS, resources
from municipal.web.language import translator


def indicators_taken(session: Session, asking: Asking) -> Columns:
    """The catalogue of indicators, those of a dimension or of a domain."""
    spoken = asking.language
    _ = translator(spoken)
    rows = indicators(
        session, spoken, dimension=asking.first("dimension") or None, domain=asking.first("domain") or None
    )
    header = [
        _("Indicateur"),
        _("Unité"),
        _("Dimension"),
        _("Domaines"),
        _("Description"),
        _("Villes qui le suivent"),
    ]
    return Columns(
        header,
        [
            [
                row.name,
                row.unit,
                _(DIMENSIONS[row.dimension]),
                _labels(row.domains, spoken),
                row.description,
                row.cities,
            ]
            for row in rows
        ],
    )


def municipalities_taken(session: Session, asking: Asking) -> Columns:
    """Every municipality with its code, what it is, where it is, and how many people live there."""
    _ = translator(asking.language)
    header = [_("Municipalité"), _("Code"), _("Désignation"), _("MRC"), _("Région"), _("Population")]
    rows = places(session)
    return Columns(
        header, [[row.name, row.code, row.designation, row.mrc or "", row.region, row.population] for row in rows]
    )


def resources_taken(session: Session, asking: Asking) -> Columns:
    """The resources of a kind or of a domain."""
    spoken = asking.language
    _ = translator(spoken)
    rows = resources(session, spoken, kind=asking.first("kind") or None, domain=asking.first("domain") or None)
    header = [
        _("Ressource"),
        _("Genre"),
        _("Résumé"),
        _("À quoi elle sert"),
        _("Pour qui"),
        _("Montant ou délai"),
        _("Dernière date connue"),
        _("Adresse"),
        _("Source"),
        _("Lue le"),
    ]
    return Columns(
        header,
        [
            [
                row.name,
                _(KINDS[row.kind]),
                row.summary,
                row.use,
                row.eligibility or "",
                row.amount or "",
                row.deadline or "",
                row.url or "",
                row.source_title,
                row.read_on,
            ]
            for row in rows
        ],
    )


def courses_taken(_session: Session, asking: Asking) -> Columns:
    """The courses that the filters keep; what no source says is blank."""
    spoken = asking.language
    _ = translator(spoken)
    chosen = {name: list(asking.asked.get(name, [])) for name in VALUES}
    kept = keep(courses(spoken), chosen)
    told = [lines(row, spoken) for row in kept]
    labels = [one.label for one in lines(courses(spoken)[0], spoken)] if courses(spoken) else []
    header = [_("Formation"), _("Organisme"), *labels, _("Adresse"), _("Source"), _("Vérifiée le")]
    rows: list[list[Cell]] = [
        [
            row.title,
            row.provider,
            *(one.value or "" for one in own),
            row.url or "",
            row.source_title,
            row.checked_on.isoformat(),
        ]
        for row, own in zip(kept, told, strict=True)
    ]
    return Columns(header, rows)


def modules_taken(_session: Session, asking: Asking) -> Columns:
    """The modules in the order of the map."""
    spoken = asking.language
    _ = translator(spoken)
    header = [_("Module"), _("Niveau"), _("Titre"), _("Ce qu’on sait faire après"), _("Minutes")]
    modules = curriculum().modules.values()
    return Columns(
        header,
        [
            [
                one.id,
                one.seed.level,
                one.seed.text("title", spoken),
                one.seed.text("outcome", spoken),
                one.seed.minutes,
            ]
            for one in modules
        ],
    )


def thresholds_taken(session: Session, _asking: Asking) -> Columns:
    """The dated thresholds in use, as `seed/legal` writes them."""
    return _law(session, THRESHOLDS)


def articles_taken(session: Session, _asking: Asking) -> Columns:
    """The dated articles in use, as `seed/legal` writes them."""
    return _law(session, ARTICLES)


def _law(session: Session, file: File) -> Columns:
    rows = rows_in_use(session)[file]
    header = list(rows[0]) if rows else []
    return Columns(header, [[row[name] for name in header] for row in rows])


def _labels(nodes: list[str], spoken: str) -> str:
    return "; ".join(the_taxonomy().label(node, spoken) for node in nodes)
