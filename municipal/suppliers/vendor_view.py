"""What the page of a supplier says of it: each field with who gave it, its place here in plain words."""

from typing import Final

from msgspec import Struct
from sqlmodel import Session

from municipal.declarations.sheet import sheet_seed
from municipal.lifecycle import removed_because
from municipal.suppliers.origins import giver, origins
from municipal.suppliers.words import STATUS
from municipal.web.format import date
from municipal.web.language import translator
from municipal.web.marking import mark
from vendors.registry.lifecycle import removals
from vendors.registry.log import changes_of
from vendors.registry.queries import VendorRow

MEANING: Final = {
    "candidate": mark("Une source publique la nomme. Personne n’a encore vérifié sa fiche."),
    "observed": mark("Des personnes ont vérifié qu’elle existe, son site et un fait public."),
    "listed": mark("L’entreprise a confirmé sa fiche, et un usage public est documenté."),
    "dereferenced": mark("Ses solutions ne sont plus proposées. Sa fiche reste pour mémoire."),
}
# A candidate that no public source named says so.
_CAME: Final = {"declared": mark("proposée par l’entreprise"), "import": mark("nommée par une liste importée")}
_UNREAD: Final = {
    "declared": mark("L’entreprise s’est proposée elle-même. Personne n’a encore vérifié son existence."),
    "import": mark("Une liste importée la nomme. Personne n’a encore vérifié sa fiche."),
}
# The fields of a supplier that a row of its page shows.
_ROWS: Final = {
    "neq": mark("Numéro d’entreprise du Québec (NEQ)"),
    "website": mark("Site Web"),
    "city": mark("Municipalité du siège"),
    "aliases": mark("Autres noms"),
}


# Marked where they stand.
_MARKED: Final = frozenset({"neq", "website", "city", "alias", "description"})


class Row(Struct, frozen=True):
    """A line of the page: what it is, its value (blank: unknown), its link, and whether the enterprise gave it."""

    label: str
    value: str
    href: str
    declared: bool


class Listed(Struct, frozen=True):
    """What an imported list says: which list, and its own columns by their label."""

    source: str
    columns: list[tuple[str, str]]


class VendorView(Struct, frozen=True):
    """All of it, in the reader’s language."""

    status: str
    meaning: str
    rows: list[Row]
    description: str
    described_by: str
    listed: Listed | None
    declared: str
    confirmed: str
    removed: tuple[str, str] | None


def vendor_view(session: Session, row: VendorRow, language: str) -> VendorView:
    """What the page of a supplier shows besides its solutions and contracts."""
    _ = translator(language)
    declared = row.declared or []
    log = changes_of(session, row.id)
    by = {field: giver(log, row.id, field, row.origin) for field in ("description", "further")}
    known = origins(session, [row.origin, *by.values()], language)
    came = known[row.origin].kind if row.status == "candidate" else ""
    status = _CAME.get(came, STATUS[row.status])
    labels = sheet_seed().labels(language)
    listed = known[by["further"]].listed or known[by["description"]].listed
    return VendorView(
        status=_(status),
        meaning=_(_UNREAD.get(came, MEANING[row.status])),
        rows=[_row(row, name, _(label), language, declared) for name, label in _ROWS.items() if _shown(row, name)],
        description=row.description or "",
        described_by="" if "description" in declared else known[by["description"]].listed,
        listed=Listed(listed, list((row.further or {}).items())) if listed and row.further else None,
        declared=", ".join(label for name, label in labels.items() if name in declared and name not in _MARKED),
        confirmed=date(row.confirmed_on, language) if row.confirmed_on else "",
        removed=_removed(session, row, language) if row.status == "dereferenced" else None,
    )


def _removed(session: Session, row: VendorRow, language: str) -> tuple[str, str] | None:
    """Why and when it was removed."""
    known = removals(session).get(row.id)
    return (removed_because(known.reason, language), date(known.on, language)) if known else None


def _shown(row: VendorRow, name: str) -> bool:
    return name != "aliases" or bool(row.aliases)


def _row(row: VendorRow, name: str, label: str, language: str, declared: list[str]) -> Row:
    region = row.region_en if language == "en" else row.region_fr
    values = {
        "neq": row.neq,
        "website": row.website,
        "city": ", ".join(one for one in (row.city, region) if one),
        "aliases": ", ".join(row.aliases),
    }
    given = "alias" if name == "aliases" else name
    return Row(label, values[name] or "", (row.website or "") if name == "website" else "", given in declared)
