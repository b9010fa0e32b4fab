"""What a row changes of a supplier: it fills what is blank and renews what an import gave, never what a person gave."""

from typing import Any, Final

from msgspec import Struct

from vendors.lists.known import Held, Known
from vendors.lists.rows import Row

# Each field of a list with the columns of the registry that hold it.
COLUMNS: Final = {
    "neq": ("neq",),
    "website": ("website",),
    "city": ("city",),
    "region": ("region_fr", "region_en"),
    "description": ("description",),
}


class Given(Struct):
    """What earlier rows of the same file said of a supplier: the first of them is believed."""

    fields: dict[str, str]
    further: dict[str, str]


class Found(Struct, frozen=True):
    """The values to write on the supplier’s own record, field by field, and the values that are left as they stand."""

    values: dict[str, Any]
    changed: list[tuple[str, str, str]]
    kept: list[tuple[str, str, str]]


def compare(known: Known, root: str, row: Row, given: Given) -> Found:
    """What a row says that the registry does not; `given` learns what the row says first."""
    found = Found({}, [], [])
    for field in COLUMNS:
        said = getattr(row, field)
        if said is None:
            continue
        if (before := given.fields.setdefault(field, said)) != said:
            if field != "neq" or said not in known.neqs(root):
                found.kept.append((field, said, before))
            continue
        _compare(known, root, field, said, found)
    _further(known, root, row, given, found)
    return found


def _compare(known: Known, root: str, field: str, said: str, found: Found) -> None:
    group = known.group(root)
    if field == "neq" and said in known.neqs(root):
        return
    names = COLUMNS[field]
    holder = next((one for one in group if _any(one, names)), None)
    if holder and said in [getattr(holder, name) for name in names]:
        return
    own = group[0]
    before = _any(holder, names) if holder else ""
    if _may(known, own, holder, field, names):
        found.values.update(dict.fromkeys(names, said))
        found.changed.append((field, before, said))
    else:
        found.kept.append((field, said, before))


def _may(known: Known, own: Held, holder: Held | None, field: str, names: tuple[str, ...]) -> bool:
    """Whether an import may give the field, which `holder` has: nobody else gave it, emptied it or declared it."""
    if any(name in (one.declared or ()) for one in (own, holder) if one for name in (field, *names)):
        return False
    if holder is None:
        return all(known.untouched("vendor", own.id, name) for name in names)
    return any(known.by_import("vendor", holder.id, name) for name in names)


def _further(known: Known, root: str, row: Row, given: Given, found: Found) -> None:
    own = known.group(root)[0]
    fresh = {label: text for label, text in row.further.items() if given.further.setdefault(label, text) == text}
    found.kept.extend((label, text, given.further[label]) for label, text in row.further.items() if label not in fresh)
    shown: dict[str, str] = {}
    for one in reversed(known.group(root)):
        shown |= one.further or {}
    fresh = {label: text for label, text in fresh.items() if shown.get(label) != text}
    if not fresh:
        return
    if known.untouched("vendor", own.id, "further") and "further" not in (own.declared or ()):
        found.values["further"] = (own.further or {}) | fresh
        found.changed.extend((label, shown.get(label, ""), text) for label, text in fresh.items())
    else:
        found.kept.extend((label, text, shown.get(label, "")) for label, text in fresh.items())


def _any(one: Held, names: tuple[str, ...]) -> str:
    return next((value for name in names if (value := getattr(one, name))), "")
