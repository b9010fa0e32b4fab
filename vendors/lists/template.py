"""The file in which somebody writes a list of suppliers: its columns, one invented row, and what each cell holds."""

import csv
from io import BytesIO, StringIO
from typing import Any, Final, Literal

from vendors.lists.columns import TEMPLATE
from vendors.lists.rows import EXAMPLE_NEQ

# In French and in English, in the order of the columns.
_EXAMPLE: Final = (
    ("Exemple fictif inc.", "Fictitious Example Inc."),
    (EXAMPLE_NEQ, EXAMPLE_NEQ),
    ("https://exemple.example", "https://example.example"),
    ("Val-Exemple", "Sampletown"),
    (
        "Ligne inventée, à retirer\u00a0: un service qui repère les nids-de-poule.",
        "Invented row, to be removed: a service that finds potholes.",
    ),
)
_TOLD: Final = (
    (
        "Obligatoire. Le nom de l’entreprise, tel qu’elle l’écrit, en 200 caractères au plus.",
        "Required. The name of the enterprise, as it writes it, in 200 characters at most.",
    ),
    (
        "Le numéro d’entreprise du Québec, dix chiffres. Une entreprise déjà connue se retrouve par lui.",
        "The Québec enterprise number, ten digits. An enterprise already known is found by it.",
    ),
    ("L’adresse du site, en http ou https.", "The address of the site, in http or https."),
    ("La ville de l’entreprise.", "The town of the enterprise."),
    (
        "Ce que fait l’entreprise, en une ou deux phrases. Une recherche par besoin la trouve par ces mots.",
        "What the enterprise does, in one or two sentences. A search by need finds it by these words.",
    ),
)
_FURTHER: Final = (
    ("Autres colonnes", "Other columns"),
    (
        "Toute autre colonne est gardée sous son nom. La colonne region donne la région administrative.",
        "Any other column is kept under its name. The column region gives the administrative region.",
    ),
)
_SHEETS: Final = (("Fournisseurs", "Suppliers"), ("Colonnes", "Columns"))
_HEADER: Final = (("Colonne", "Column"), ("Ce qu’on y écrit", "What it holds"))


def template(language: str, kind: Literal["csv", "xlsx"]) -> bytes:
    """The template as CSV, or as a workbook whose second sheet explains each column."""
    at = int(language == "en")
    names = [pair[at] for pair in TEMPLATE.values()]
    listed = [names, [pair[at] for pair in _EXAMPLE]]
    if kind == "csv":
        text = StringIO()
        csv.writer(text, lineterminator="\r\n").writerows(listed)
        return b"\xef\xbb\xbf" + text.getvalue().encode()
    told = [[name, pair[at]] for name, pair in zip(names, _TOLD, strict=True)]
    explained = [[pair[at] for pair in _HEADER], *told, [pair[at] for pair in _FURTHER]]
    return _workbook([(caption[at], rows) for caption, rows in zip(_SHEETS, (listed, explained), strict=True)])


def _workbook(sheets: list[tuple[str, list[list[str]]]]) -> bytes:
    import xlsxwriter  # noqa: PLC0415 - loaded when somebody downloads

    kept = BytesIO()
    book: Any = xlsxwriter.Workbook(kept, {"in_memory": True})
    head, body = book.add_format({"bold": True, "bottom": 1}), book.add_format({"text_wrap": True, "valign": "top"})
    for caption, rows in sheets:
        sheet = book.add_worksheet(caption)
        sheet.set_column(0, len(rows[0]) - 1, 32, body)
        sheet.freeze_panes(1, 0)
        for line, row in enumerate(rows):
            for column, text in enumerate(row):
                sheet.write_string(line, column, text, head if line == 0 else body)
    book.close()
    return kept.getvalue()
