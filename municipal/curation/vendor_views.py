"""A supplier as the curation sees it: each field with who gave it, what waits, what may be attached, the log."""

from typing import Any, Final

import msgspec
from msgspec import Struct
from sqlmodel import Session, col, select

from municipal.cities.desk import called
from municipal.curation.edits import Edit, waiting
from municipal.curation.field_words import FIELDS, in_words
from municipal.curation.log_words import Line, day_of, given_by, lines
from municipal.curation.places_view import Places, places
from municipal.curation.proposed_neqs import ProposedNeq, proposed_neqs
from municipal.web.language import translator
from municipal.web.marking import mark
from vendors.names.neq import read_neq
from vendors.registry.log import changes_of
from vendors.registry.merging import DecisionRow, decisions, group
from vendors.registry.tables import Solution, Vendor, VendorAlias

OWN: Final = ("name", "neq", "website", "city", "region_fr", "region_en", "description", "status", "confirmed_on")
ALIAS_KINDS: Final = {
    "legal": mark("nom légal"),
    "trade": mark("nom commercial"),
    "former": mark("ancien nom"),
    "acronym": mark("sigle"),
}
_MOST_LINES: Final = 60


class Own(Struct, frozen=True):
    """The supplier’s own row, as it is stored."""

    id: str
    name: str
    neq: str | None
    city: str | None
    region_fr: str | None
    region_en: str | None
    website: str | None
    description: str | None
    further: dict[str, str] | None
    declared: list[str] | None
    origin: str
    confirmed_on: str | None
    merged_into: str | None
    status: str
    version: int


class Field(Struct, frozen=True):
    """A field: its value in words, by what it came, since when; whether the enterprise declared it."""

    label: str
    value: str
    source: str
    since: str
    declared: bool


class Offer(Struct, frozen=True):
    """A solution with its domains and capabilities, and who read them."""

    id: str
    vendor: str
    name: str
    domains: list[str]
    capabilities: list[str]
    told: tuple[str, str]
    tagged: str
    tagged_by: str
    version: int


class Asked(Struct, frozen=True):
    """An edit in words: each field as it stands and as it would be; `own` when whoever reads proposed it."""

    edit: Edit
    title: str
    fields: list[tuple[str, str, str]]
    who: str
    own: bool


class Seen(Struct, frozen=True):
    """All that the page shows."""

    row: Own
    into: str
    fields: list[Field]
    further: list[tuple[str, str]]
    aliases: list[tuple[str, str, str]]
    offers: list[Offer]
    edits: list[Asked]
    neqs: list[ProposedNeq]
    doubtful: bool
    merges: list[tuple[DecisionRow, str]]
    places: Places
    log: list[Line]
    more: int


def seen(session: Session, vendor: str, person: str, spoken: str) -> Seen | None:
    """A supplier with all that the curation knows of it, or None."""
    stored = session.get(Vendor, vendor)
    if stored is None:
        return None
    row = Own(**{name: getattr(stored, name) for name in Own.__struct_fields__})
    together = group(session, vendor)
    log = sorted((one for each in together for one in changes_of(session, each)), key=lambda one: -one.id)
    neq = read_neq(row.neq or "")
    names = _names(session, [other for one in decisions(session, vendor) for other in (one.left, one.right)])
    return Seen(
        row=row,
        into=_names(session, [row.merged_into]).get(row.merged_into, "") if row.merged_into else "",
        fields=_fields(session, row, log, spoken),
        further=list((row.further or {}).items()),
        aliases=_aliases(session, together, spoken),
        offers=_offers(session, together, spoken),
        edits=[_asked(session, one, person, spoken) for one in waiting(session, together)],
        neqs=[one for one in proposed_neqs(session) if one.vendor == vendor],
        doubtful=neq is not None and neq.doubtful,
        merges=[
            (one, names.get(one.right if one.left == vendor else one.left, ""))
            for one in decisions(session, vendor)
            if one.state == "stands"
        ],
        places=places(session, row.id, row.status, person, spoken),
        log=lines(session, log[:_MOST_LINES], spoken),
        more=max(0, len(log) - _MOST_LINES),
    )


def _fields(session: Session, row: Own, log: list[Any], spoken: str) -> list[Field]:
    _ = translator(spoken)
    given = given_by(msgspec.structs.asdict(row), log, session, spoken)
    declared = row.declared or []
    return [
        Field(
            _(FIELDS[name]),
            in_words(name, getattr(row, name), spoken),
            *given.get(name, ("", "")),
            declared=name in declared,
        )
        for name in OWN
    ]


def _aliases(session: Session, vendors: list[str], spoken: str) -> list[tuple[str, str, str]]:
    """Each other name with its kind and its source; then the names of the records joined with this one."""
    _ = translator(spoken)
    query = select(VendorAlias).where(col(VendorAlias.vendor).in_(vendors)).order_by(VendorAlias.name)
    known = [(one.name, _(ALIAS_KINDS.get(one.kind, one.kind)), one.source) for one in session.exec(query)]
    return known + [(name, _("fiche réunie"), "") for name in _names(session, vendors[1:]).values()]


def _offers(session: Session, vendors: list[str], spoken: str) -> list[Offer]:
    query = select(Solution).where(col(Solution.vendor).in_(vendors)).order_by(Solution.sort_key, Solution.id)
    return [
        Offer(
            *(one.id, one.vendor, one.name, one.domains, one.capabilities),
            (in_words("domains", one.domains, spoken), in_words("capabilities", one.capabilities, spoken)),
            *(one.tagged, in_words("tagged", one.tagged, spoken), one.version),
        )
        for one in session.exec(query)
    ]


def _asked(session: Session, one: Edit, person: str, spoken: str) -> Asked:
    _ = translator(spoken)
    fields = [
        (_(FIELDS.get(name, name)), in_words(name, one.before.get(name), spoken), in_words(name, value, spoken))
        for name, value in one.after.items()
        if name != "sort_key"
    ]
    if not one.after:
        fields = [(_("Texte"), str(one.before.get("text_en" if spoken == "en" else "text_fr", "")), "")]
    titles = {"vendor": _("Corriger la fiche"), "solution": _("Corriger une solution"), "fact": _("Corriger un fait")}
    title = titles.get(one.kind, "") if one.after else _("Retirer un fait")
    return Asked(one, title, fields, called(session, one.person, spoken), one.person == person)


def _names(session: Session, vendors: list[str]) -> dict[str, str]:
    found = session.exec(select(Vendor.id, Vendor.name).where(col(Vendor.id).in_(vendors)))
    return dict(found.all())


def since(line: Line) -> str:
    """The day of a change."""
    return day_of(line.at)
