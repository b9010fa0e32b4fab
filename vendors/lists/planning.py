"""What a list of suppliers would change in the registry as it stands; nothing is written here."""

from collections.abc import Iterator
from typing import Any, Final

from msgspec import structs
from sqlmodel import Session

from vendors.lists.alike import alike
from vendors.lists.fields import Found, Given, compare
from vendors.lists.known import Alias, Held, Known
from vendors.lists.offers import offer
from vendors.lists.plan import Change, Counts, Doubt, Plan, Planned, Write
from vendors.lists.reading import Listed
from vendors.lists.rows import Row
from vendors.lists.slugs import free, slug
from vendors.names.lexicon import Lexicon
from vendors.needs.taxonomy import Taxonomy
from vendors.text import sort_key
from vendors.unswept import unswept

# What sort of other name it is, the list does not say.
ALIAS_KIND: Final = "listed"


def plan(
    session: Session,
    listed: Listed,
    lexicon: Lexicon,
    taxonomy: Taxonomy,
    *,
    language: str = "fr",
    doubting: bool = True,
) -> Plan:
    """What becomes of each row, against the registry and the rows before it; the same file again changes nothing.

    A row is a supplier already known by its number, or by the exact name under which an import made it; likeness
    joins nothing. `doubting` off leaves out the doubts between names, for whoever writes what was shown before.
    """
    with unswept():
        return _plan(session, listed, lexicon, taxonomy, language if doubting else None)


def _plan(session: Session, listed: Listed, lexicon: Lexicon, taxonomy: Taxonomy, language: str | None) -> Plan:
    """The plan, with the doubts between names told in a language, or without them."""
    known = Known(session)
    known.ask({root for row in listed.rows if (root := _who(known, row))})
    given: dict[str, Given] = {}
    rows = [_row(known, row, given, taxonomy) for row in listed.rows]
    if language:
        fresh = [one.vendor for one in rows if one.outcome == "created"]
        doubts = alike(known, fresh, lexicon, language)
        rows = [
            structs.replace(one, doubts=[*one.doubts, *doubts[one.vendor]])
            if one.outcome == "created" and doubts.get(one.vendor)
            else one
            for one in rows
        ]
    return Plan(rows, _counts(rows, listed))


def _counts(rows: list[Planned], listed: Listed) -> Counts:
    outcomes = [one.outcome for one in rows]
    return Counts(
        len(rows) + len(listed.rejects),
        outcomes.count("created"),
        outcomes.count("updated"),
        outcomes.count("unchanged"),
        len(listed.rejects),
        sum(bool(one.doubts) and one.outcome != "unchanged" for one in rows),
        listed.rejects,
    )


def _who(known: Known, row: Row) -> str | None:
    """The supplier of which a row speaks, as it is shown; None for one that nobody knows."""
    if row.neq and (found := known.bearing(row.neq)):
        return found
    for root in known.called(row.name):
        neqs = known.neqs(root)
        if not row.neq or not neqs or row.neq in neqs:
            return root
    return None


def _row(known: Known, row: Row, given: dict[str, Given], taxonomy: Taxonomy) -> Planned:
    root = _who(known, row)
    if root is None:
        return _created(known, row, given, taxonomy)
    known.ask([root])
    own = known.group(root)[0]
    found = compare(known, root, row, given.setdefault(root, Given({}, {})))
    doubts = [Doubt("field", root, before, field=field, given=said) for field, said, before in found.kept]
    if row.doubtful and "neq" in found.values:
        doubts.append(Doubt("neq", root, own.name, field="neq", given=row.neq or ""))
    changes = [Change(*one) for one in found.changed]
    writes = [*_alter(known, own, found)]
    if row.name not in known.names(root):
        changes.append(Change("alias", "", row.name))
        writes.append(_alias(known, root, row.name))
    if row.description and row.description == _shown(known, root):
        offered = offer(known, root, own.name, row.description, taxonomy)
        if offered:
            changes.append(Change("offer", "", ", ".join(offered.values["domains"])))
            writes.append(offered)
    return Planned(row.line, "updated" if writes else "unchanged", root, row.name, changes, doubts, writes)


def _created(known: Known, row: Row, given: dict[str, Given], taxonomy: Taxonomy) -> Planned:
    made = Held(
        free(slug(row.name), known.vendors),
        row.name,
        row.neq,
        row.city,
        row.region,
        row.region,
        row.website,
        row.description,
        dict(row.further) or None,
    )
    known.add(made)
    known.own("vendor", made.id, [one for one in Held.__struct_fields__ if getattr(made, one)])
    first = given[made.id] = Given({}, {})
    compare(known, made.id, row, first)
    values: dict[str, Any] = structs.asdict(made)
    del values["merged_into"], values["declared"]
    writes = [Write("vendor", made.id, made.id, values | {"sort_key": sort_key(row.name)}, new=True)]
    if row.description and (offered := offer(known, made.id, row.name, row.description, taxonomy)):
        writes.append(offered)
    doubts = [Doubt("neq", made.id, row.name, field="neq", given=row.neq or "")] if row.doubtful else []
    return Planned(row.line, "created", made.id, row.name, [], doubts, writes)


def _alter(known: Known, own: Held, found: Found) -> Iterator[Write]:
    if not found.values:
        return
    for name, value in found.values.items():
        if name == "neq":
            known.bear(own, value)
        else:
            setattr(own, name, value)
    known.own("vendor", own.id, found.values)
    yield Write("vendor", own.id, own.id, dict(found.values), new=False)


def _alias(known: Known, root: str, name: str) -> Write:
    made = Alias(free(f"{root}:{slug(name)}", known.aliases), root, name)
    known.add_alias(made)
    return Write("vendor_alias", root, made.id, structs.asdict(made) | {"kind": ALIAS_KIND}, new=True)


def _shown(known: Known, root: str) -> str | None:
    return next((one.description for one in known.group(root) if one.description), None)
