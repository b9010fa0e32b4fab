"""Questions about resources: a session in, Structs out, in the reader's language."""

from typing import Final

from msgspec import Struct
from sqlmodel import Session, select

from municipal.resources.tables import Resource
from municipal.web.format import today
from municipal.web.marking import mark

KINDS: Final = {
    "accompaniment": mark("Personnes et organismes qui accompagnent"),
    "funding": mark("Financement"),
    "network": mark("Réseaux"),
    "community": mark("Communautés"),
    "research": mark("Recherche"),
    "legal_guidance": mark("Règles et guides"),
    "standard": mark("Normes et méthodes"),
    "compute": mark("Puissance de calcul"),
}
_ORDER: Final = list(KINDS)
_PAIRS = ("summary", "use", "eligibility", "amount")


class ResourceRow(Struct, frozen=True):
    """A resource as a list shows it; `expired` says that its last known date is past."""

    id: str
    name: str
    kind: str
    scope: str
    summary: str
    use: str
    eligibility: str | None
    amount: str | None
    deadline: str | None
    status: str
    domains: list[str]
    url: str | None
    source_title: str
    source_url: str | None
    source_date: str | None
    read_on: str
    expired: bool


def resources(
    session: Session, language: str, *, kind: str | None = None, domain: str | None = None
) -> list[ResourceRow]:
    """Resources by name, those of one kind or one domain; those useful to every domain belong to each."""
    query = select(Resource).order_by(Resource.sort_key)
    if kind:
        query = query.where(Resource.kind == kind)
    rows = [_row(row, language) for row in session.exec(query)]
    return [row for row in rows if domain is None or not row.domains or domain in row.domains]


def for_domains(session: Session, domains: list[str], language: str, most: int = 6) -> list[ResourceRow]:
    """What helps with a need: bodies that accompany first, then what is meant for its domains; nothing expired."""
    wanted = set(domains)
    open_ones = [
        row
        for row in resources(session, language)
        if not row.expired
        and row.scope != "international"
        and (wanted & set(row.domains) or not row.domains)
        and row.kind in ("accompaniment", "funding", "network")
    ]
    ranked = sorted(open_ones, key=lambda row: (not wanted & set(row.domains), _ORDER.index(row.kind), row.name))
    people = [row for row in ranked if row.kind == "accompaniment"][: most // 2]
    return [*people, *[row for row in ranked if row.kind != "accompaniment"][: most - len(people)]]


def _row(row: Resource, language: str) -> ResourceRow:
    pairs = {name: getattr(row, f"{name}_{language}") for name in _PAIRS}
    rest = [name for name in ResourceRow.__struct_fields__ if name not in (*pairs, "expired")]
    past = row.deadline is not None and row.deadline < today().isoformat()[: len(row.deadline)]
    return ResourceRow(**pairs, **{name: getattr(row, name) for name in rest}, expired=row.status == "closed" or past)
