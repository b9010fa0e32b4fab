"""What the registry knows of enterprises, public notices and contracts, as files."""

from sqlmodel import Session

from municipal.documents.document import Cell
from municipal.lists.taken import MOST_ROWS, Asking, Columns
from municipal.notices.listing import FORM, whole
from municipal.notices.queries import contracts_of_vendor
from municipal.suppliers.enterprises import directory
from municipal.suppliers.words import STATUS
from municipal.web.form import query
from municipal.web.language import translator
from vendors.notices.rows import NoticeRow
from vendors.registry.queries import vendors

_CENTS = 100


def enterprises_taken(session: Session, asking: Asking) -> Columns:
    """Every enterprise, or those that a name finds, or those under a letter."""
    known, name = directory(session), asking.first("name")
    kept = {
        one.id: place for place, one in enumerate(known.find(name) if name else known.under(asking.first("letter")))
    }
    _ = translator(asking.language)
    header = [_("Entreprise"), _("Autres noms"), _("NEQ"), _("Municipalité du siège"), _("Site Web"), _("Statut")]
    rows = sorted((row for row in vendors(session) if row.id in kept), key=lambda row: kept[row.id])
    return Columns(
        header,
        [
            [row.name, "; ".join(row.aliases), row.neq or "", row.city or "", row.website or "", _(STATUS[row.status])]
            for row in rows
        ],
    )


def notices_taken(session: Session, asking: Asking) -> Columns:
    """The notices that the page would list, all its pages together."""
    asked = query(FORM, [(name, value) for name, given in asking.asked.items() for value in given])
    rows = whole(session, asked, MOST_ROWS)
    _ = translator(asking.language)
    header = [
        _("Avis"),
        _("Acheteur"),
        _("Titre"),
        _("Publié le"),
        _("Mode d’attribution"),
        _("Catégorie SEAO"),
        "UNSPSC",
        _("Estimation minimale ($)"),
        _("Estimation maximale ($)"),
        _("Adresse"),
    ]
    return Columns(header, [_notice(row) for row in rows])


def contracts_taken(session: Session, asking: Asking) -> Columns:
    """The public contracts of a supplier, attached by its number alone; without one, nothing."""
    _ = translator(asking.language)
    header = [
        _("Acheteur"),
        _("Titre"),
        _("Fournisseur"),
        _("NEQ"),
        _("Attribué le"),
        _("Montant attribué"),
        _("Montant final"),
        _("Devise"),
        _("Avis"),
        _("Adresse"),
    ]
    rows = contracts_of_vendor(session, asking.first("vendor"))
    return Columns(
        header,
        [
            [
                row.buyer,
                row.title,
                row.supplier,
                row.neq,
                row.awarded_on or "",
                _dollars(row.awarded),
                _dollars(row.final),
                row.currency,
                row.number,
                row.url or "",
            ]
            for row in rows
        ],
    )


def _notice(row: NoticeRow) -> list[Cell]:
    return [
        row.number,
        row.buyer,
        row.title,
        (row.published_at or row.date)[:10],
        row.method_label or "",
        f"{row.category or ''} {row.category_label or ''}".strip(),
        "; ".join(row.unspsc),
        _dollars(row.estimate_low),
        _dollars(row.estimate_high),
        row.url or "",
    ]


def _dollars(cents: int | None) -> float | None:
    return None if cents is None else cents / _CENTS
