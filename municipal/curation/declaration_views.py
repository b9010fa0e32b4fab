"""What an enterprise declares beside what stands, and the enterprises of the registry that it may be already."""

from typing import Final

from msgspec import Struct
from sqlmodel import Session

from municipal.cities.desk import called
from municipal.curation.examining import told_fields, verdict
from municipal.curation.proposed_neqs import the_lexicon
from municipal.declarations.checking import pairs
from municipal.declarations.domains import domain_of
from municipal.declarations.queries import DeclarationRow
from municipal.declarations.sheet import sheet_seed
from municipal.declarations.standing import standing
from municipal.needs import the_taxonomy
from municipal.suppliers.enterprises import directory
from municipal.suppliers.words import HOSTING, LANGUAGES
from municipal.web.format import money
from municipal.web.language import translator
from municipal.web.marking import mark
from vendors.names.judge import judge
from vendors.names.normalise import normalise
from vendors.names.reasons import told as why
from vendors.registry.queries import vendors

KINDS: Final = {
    "new": mark("Nouvelle fiche"),
    "correction": mark("Correction d’une fiche"),
    "confirmation": mark("Confirmation annuelle"),
}
_NEAREST: Final = 8


class Line(Struct, frozen=True):
    """A field: what stands today and what is declared, in words; whether the first person accepts it."""

    id: str
    label: str
    before: str
    after: str
    chosen: bool


class Alike(Struct, frozen=True):
    """An enterprise of the registry that may be this one: how alike the names are, and which fields agree."""

    vendor: str
    name: str
    city: str
    score: float
    reasons: str
    same: list[str]


class Seen(Struct, frozen=True):
    """All that the page shows of a declaration; `own` when whoever reads examined it first."""

    row: DeclarationRow
    kind: str
    title: str
    lines: list[Line]
    accepts: bool
    alike: list[Alike]
    first: str
    second: str
    own: bool
    same_domain: bool


def seen(session: Session, row: DeclarationRow, person: str, spoken: str) -> Seen:
    """A declaration with what stands beside it."""
    _ = translator(spoken)
    stands = standing(session, row.vendor, row.told.get("solution", ""))
    labels = sheet_seed().labels(spoken)
    choice, fields = verdict(row)
    told = told_fields(row)
    return Seen(
        row=row,
        kind=_(KINDS.get(row.kind, row.kind)),
        title=told.get("name") or stands.values.get("name") or row.name,
        lines=[
            Line(
                one,
                labels[one],
                in_words(one, stands.values.get(one, ""), spoken),
                in_words(one, value, spoken),
                one in fields,
            )
            for one, value in told.items()
        ],
        accepts=choice == "accept",
        alike=_alike(session, row, told, spoken),
        first=called(session, row.first, spoken) if row.first else "",
        second=called(session, row.second, spoken) if row.second else "",
        own=row.first == person,
        same_domain=bool(row.contact) and row.same_domain(stands.values.get("website")),
    )


def in_words(field: str, value: str, spoken: str) -> str:
    """What was declared of a field, as people say it."""
    _ = translator(spoken)
    if not value:
        return ""
    if field in ("domains", "capabilities"):
        nodes = the_taxonomy().nodes
        return ", ".join(nodes[one].label(spoken) if one in nodes else one for one in value.split())
    if field == "hosting" and value in HOSTING:
        return _(HOSTING[value])
    if field == "languages":
        return ", ".join(_(LANGUAGES[one]) for one in value.split() if one in LANGUAGES)
    if field in ("price_low", "price_high") and value.isdigit():
        return money(int(value), spoken)
    if field == "references":
        return "\n".join(
            f"{body}\u00a0: {page}" if spoken == "fr" else f"{body}: {page}" for body, page in pairs(value)
        )
    return value


def _alike(session: Session, row: DeclarationRow, told: dict[str, str], spoken: str) -> list[Alike]:
    """The enterprises of the registry that this one may be already, the likeliest first."""
    _ = translator(spoken)
    lexicon, name = the_lexicon(), told.get("name") or (row.name if row.kind == "new" else "")
    site, neq = domain_of(told.get("website")), told.get("neq", "")
    near = {one.id for one in directory(session).find(name, _NEAREST)} if name else set[str]()
    found: list[Alike] = []
    for one in vendors(session):
        same = [_("NEQ")] if neq and one.neq == neq else []
        same += [_("site Web")] if site and domain_of(one.website) == site else []
        if one.id == row.vendor or (not same and one.id not in near):
            continue
        names = [normalise(each, lexicon) for each in (one.name, *one.aliases)]
        judged = max(
            (judge(normalise(name, lexicon), each, lexicon.constants) for each in names), key=lambda told: told.score
        )
        if same or judged.band != "distinct":
            found.append(Alike(one.id, one.name, one.city or "", judged.score, why(judged.reasons, spoken), same))
    return sorted(found, key=lambda one: (-len(one.same), -one.score, one.vendor))
