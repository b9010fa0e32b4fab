"""`municipal import --kind municipalities`: bring the municipalities to what a newer list says."""

import re
from pathlib import Path
from typing import Any, Final

from msgspec import Struct
from sqlalchemy import insert, select, update
from sqlmodel import Session, col

from municipal.mail.message import is_address
from municipal.places.tables import Mrc, Municipality, Region
from vendors.sources.sheet import read_sheet
from vendors.sources.table import Line, Refused, Reject, said
from vendors.text import sort_key

REQUIRED: Final = ("code", "name", "designation", "region_code", "region", "mrc", "population")
_SOURCE: Final = "Répertoire des municipalités du Québec, Données Québec, CC BY 4.0"
_CODE: Final = (
    ("le code n’a pas cinq chiffres", "Écrivez les cinq chiffres, zéro compris"),
    ("the code has not five digits", "Write the five digits, zero included"),
)
_BLANK: Final = (("case vide", "Remplissez la case"), ("empty cell", "Fill the cell"))
_NUMBER: Final = (
    ("ce n’est pas un nombre", "Écrivez un nombre sans espace"),
    ("this is no number", "Write a number without spaces"),
)
_EMAIL: Final = (
    ("ce n’est pas une adresse de courriel", "Écrivez l’adresse publiée par l’hôtel de ville, ou videz la case"),
    ("this is no e-mail address", "Write the address that the town hall publishes, or empty the cell"),
)
# What a new municipality gets where the file says nothing; of a known one, what the file does not say stays.
_DEFAULTS: Final[dict[Any, dict[str, Any]]] = {Municipality: {"source": _SOURCE}}
_NUMBERS: Final = {
    "population": (int, 0, 10_000_000),
    "population_year": (int, 1900, 2100),
    "latitude": (float, 40, 65),
    "longitude": (float, -85, -55),
    "area_km2": (float, 0, 1_000_000),
}


class Imported(Struct, frozen=True):
    """What an import did; `read` is the sum of created, updated, unchanged and rejected."""

    read: int
    created: int
    updated: int
    unchanged: int
    rejected: int
    to_review: int
    rejects: list[Reject]


def import_municipalities(
    session: Session, path: Path, *, encoding: str | None = None, language: str = "fr"
) -> Imported:
    """Bring municipalities, MRC and regions to what the file says; those it does not name stay as they are.

    Raises UnusableError when the file cannot be read at all.
    """
    sheet = read_sheet(path, required=REQUIRED, encoding=encoding, language=language)
    known = {name: code for code, name in session.execute(select(col(Mrc.code), col(Mrc.name)))}
    rejects = list(sheet.rejects)
    seen: dict[str, int] = {}
    rows: list[dict[str, Any]] = []
    for line in sheet.rows:
        found = _row(line, seen, known)
        if isinstance(found, Refused):
            rejects.append(said(found, language))
        else:
            seen[found["code"]] = line.line
            rows.append(found)
    regions = {row["region"]: row["_region"] for row in rows}
    mrcs = {row["mrc"]: (row["_mrc"], row["region"]) for row in rows if row["mrc"]}
    _merge(session, Region, [{"code": code, "name": name} for code, name in regions.items()])
    _merge(session, Mrc, [{"code": code, "name": name, "region": region} for code, (name, region) in mrcs.items()])
    stored = [{key: value for key, value in row.items() if not key.startswith("_")} for row in rows]
    created, updated, unchanged = _merge(session, Municipality, stored)
    rejects.sort(key=lambda reject: reject.line)
    read = created + updated + unchanged + len(rejects)
    return Imported(read, created, updated, unchanged, len(rejects), 0, rejects)


def _row(line: Line, seen: dict[str, int], mrcs: dict[str, str]) -> dict[str, Any] | Refused:
    values = line.values
    code = values.get("code", "")
    if not re.fullmatch(r"[0-9]{5}", code):
        return Refused(line.line, "code", code, *_CODE)
    if code in seen:
        fr = (f"code déjà lu à la ligne {seen[code]}", "Retirez l’une des deux lignes")
        en = (f"code already read on line {seen[code]}", "Remove one of the two lines")
        return Refused(line.line, "code", code, fr, en)
    for name in ("name", "designation", "region_code", "region"):
        if not values.get(name):
            return Refused(line.line, name, "", *_BLANK)
    row: dict[str, Any] = {name: values[name] for name in ("code", "name", "designation")}
    for name, (kind, low, high) in _NUMBERS.items():
        text = values.get(name, "")
        try:
            row[name] = kind(text.replace(",", ".")) if text else None
        except ValueError:
            return Refused(line.line, name, text, *_NUMBER)
        if row[name] is not None and not low <= row[name] <= high:
            fr = ("valeur impossible", f"Écrivez une valeur de {low} à {high}")
            return Refused(line.line, name, text, fr, ("impossible value", f"Write a value from {low} to {high}"))
    if row["population"] is None:
        return Refused(line.line, "population", "", *_BLANK)
    if (email := values.get("email", "")) and not is_address(email):
        return Refused(line.line, "email", email, *_EMAIL)
    mrc = values.get("mrc", "")
    mrc_code = values.get("mrc_code") or (mrcs.get(mrc) or sort_key(mrc) if mrc else None)
    row = {name: value for name, value in row.items() if name in values}
    row |= {name: values[name] or None for name in ("note", "email") if name in values}
    return row | {
        "sort_key": sort_key(values["name"]),
        "region": values["region_code"],
        "mrc": mrc_code if mrc else None,
        "_region": values["region"],
        "_mrc": mrc,
    }


def _merge(session: Session, table: Any, rows: list[dict[str, Any]]) -> tuple[int, int, int]:  # noqa: ANN401 - a table
    """Insert the new rows and update those that differ; how many were created, updated, unchanged."""
    names = list(rows[0]) if rows else []
    columns = [getattr(table, name) for name in names]
    stored = {row[0]: dict(zip(names, row, strict=True)) for row in session.execute(select(*columns))} if rows else {}
    fresh = [row for row in rows if row["code"] not in stored]
    changed = [row for row in rows if row["code"] in stored and stored[row["code"]] != row]
    if fresh:
        session.execute(insert(table), [_DEFAULTS.get(table, {}) | row for row in fresh])
    for row in changed:
        values: dict[str, Any] = dict(row)
        if hasattr(table, "version"):
            values["version"] = table.version + 1
        session.execute(update(table).where(table.code == row["code"]).values(**values))
    return len(fresh), len(changed), len(rows) - len(fresh) - len(changed)
