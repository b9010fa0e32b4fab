"""One's own data as a file to take away: JSON for programs, CSV for spreadsheets, and what each column means."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any, Final

import msgspec

from municipal.privacy.inventory import holdings
from municipal.privacy.mine import Rows
from municipal.privacy.sheet import sheet

# A zip keeps the hour at which a file was put in: one hour for all, so that the same data give the same bytes.
_HOUR: Final = (1980, 1, 1, 0, 0, 0)
_COLUMNS: Final = ("table", "column", "what_fr", "what_en", "purpose_fr", "purpose_en")

READ_ME: Final = {
    "LISEZ-MOI.txt": (
        "Vos données dans Repère\n\n"
        "data.json contient tout, pour un programme. Le dossier csv contient la même chose, une table par fichier.\n"
        "dictionary.csv dit ce que contient chaque colonne, et à quoi elle sert.\n"
        "Une apostrophe précède chaque cellule qu’un tableur prendrait pour une formule.\n\n"
        "Ce qui n’y est pas\u00a0: les secrets de vos preuves de connexion, pour que ce fichier n’ouvre aucun compte.\n"
        "Les registres d’un organisme n’y sont pas non plus\u00a0: demandez-les à sa personne responsable.\n\n"
        "Ce fichier ne se recharge pas dans Repère. Un rôle vient d’une invitation, une preuve se refait.\n"
        "Vos textes et vos déclarations se copient à la main dans un nouveau compte.\n"
    ),
    "README.txt": (
        "Your data in Repère\n\n"
        "data.json holds everything, for a program. The csv folder holds the same, one table a file.\n"
        "dictionary.csv tells what each column holds, and what it is for.\n"
        "An apostrophe precedes each cell that a spreadsheet would take for a formula.\n\n"
        "What is not there: the secrets of your proofs of sign-in, so that this file opens no account.\n"
        "The registers of a body are not there either: ask its privacy officer.\n\n"
        "This file cannot be loaded back into Repère. A role comes by invitation, a proof is made again.\n"
        "Your texts and your declarations are copied by hand into a new account.\n"
    ),
}


def archive(rows: Rows) -> bytes:
    """The zip of a person's rows: the same rows always give the same bytes, whatever the day or the language."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as made:
        for name, content in _files(rows):
            entry = zipfile.ZipInfo(name, _HOUR)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o600 << 16
            made.writestr(entry, content)
    return out.getvalue()


def dictionary() -> list[dict[str, str]]:
    """What each column of the file holds and what it is for, in both languages."""
    return [
        dict(zip(_COLUMNS, (one.table, name, one.what_fr, one.what_en, one.purpose_fr, one.purpose_en), strict=True))
        for holding in holdings()
        if holding.own
        for one in holding.declared
        if not one.secret
        for name in one.names
    ]


def _files(rows: Rows) -> Iterator[tuple[str, bytes]]:
    words = dictionary()
    for name, text in READ_ME.items():
        yield name, text.encode()
    yield "data.json", msgspec.json.format(msgspec.json.encode({"dictionary": words, "data": rows}), indent=1) + b"\n"
    yield "dictionary.csv", sheet(_COLUMNS, ([word[name] for name in _COLUMNS] for word in words))
    for holding in holdings():
        if holding.table in rows:
            yield f"csv/{holding.table}.csv", sheet(holding.shown, (_values(row) for row in rows[holding.table]))


def _values(row: dict[str, Any]) -> list[Any]:
    return list(row.values())
