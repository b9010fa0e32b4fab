"""The file in which a city writes its readings: one line for each indicator it follows, ready to be filled."""

from typing import Final, Literal

from sqlmodel import Session

from municipal.documents.document import Cell, Table
from municipal.documents.sheet import csv_file, xlsx
from municipal.indicators.queries import TrackedRow, tracked_by
from municipal.indicators.reading_columns import COLUMNS, ENGLISH
from municipal.web.format import today
from municipal.web.language import translator

_MONTHS: Final = 12
_YEAR: Final = 4


def template(session: Session, city: str, language: str, kind: Literal["csv", "xlsx"]) -> bytes:
    """The template of a city as CSV, or as a workbook whose second sheet explains each indicator and column."""
    _ = translator(language)
    rows = tracked_by(session, city, language)
    header: list[str] = list(ENGLISH if language == "en" else COLUMNS)
    lines: list[list[Cell]] = [[city, row.indicator, _next(row), None, row.source, None, None] for row in rows]
    table = Table(_("Relevés"), header, lines)
    if kind == "csv":
        return csv_file(table)
    known: list[list[Cell]] = [
        [row.indicator, row.name, row.unit, row.latest, row.latest_period, row.source] for row in rows
    ]
    names = [_("Identifiant"), _("Indicateur"), _("Unité"), _("Dernier relevé"), _("Période"), _("Source déclarée")]
    told = [
        _("Le code à cinq chiffres de la municipalité."),
        _("L’identifiant de l’indicateur, ou son nom exact."),
        _("Une année comme 2025, ou un mois comme 2025-03."),
        _("Le nombre mesuré, avec une virgule ou un point."),
        _("Le document où l’on trouve la valeur. Vide\u00a0: la source déclarée."),
        _("Facultatif\u00a0: combien de faits la valeur compte, comme 39 débordements."),
        _("Facultatif\u00a0: oui si la façon de compter a changé à partir de cette période."),
    ]
    columns: list[list[Cell]] = [[name, text] for name, text in zip(header, told, strict=True)]
    tables = [
        table,
        Table(_("Indicateurs suivis"), names, known),
        Table(_("Colonnes"), [_("Colonne"), _("Ce qu’on y écrit")], columns),
    ]
    return xlsx(tables, title=_("Relevés"), language=language)


def _next(row: TrackedRow) -> str:
    """The period after the latest reading, unless it is still to come."""
    latest = row.latest_period or ""
    if len(latest) == _YEAR:
        following = str(int(latest) + 1)
    elif latest:
        year, month = int(latest[:_YEAR]), int(latest[_YEAR + 1 :])
        following = f"{year + month // _MONTHS}-{month % _MONTHS + 1:02}"
    else:
        return ""
    return following if following < today().isoformat()[: len(following)] else ""
