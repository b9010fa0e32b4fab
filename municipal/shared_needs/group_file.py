"""The group file: each need of a territory with its cities, volumes and conditions, as Excel, CSV or Word."""

from typing import Final, Literal

from municipal.documents.document import Cell, Document, Heading, Paragraph, Part, Table
from municipal.documents.sheet import csv_file, xlsx
from municipal.documents.word import word
from municipal.shared_needs.group import GroupNeed
from municipal.web.format import date, number, today
from municipal.web.language import translator

Format = Literal["xlsx", "csv", "docx"]

TYPES: Final[dict[Format, str]] = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def group_file(needs: list[GroupNeed], kind: Format, *, body: str, language: str, demo: bool) -> bytes:
    """The needs of a body’s cities as a file; in the demonstration it says that all of it is fictitious."""
    title = translator(language)("Besoins partagés, {body}").format(body=body)
    if kind == "csv":
        return csv_file(_whole(needs, language, demo=demo))
    if kind == "xlsx":
        tables = [_summary(needs, language, demo=demo), *(_cities(one, language) for one in needs)]
        return xlsx(tables, title=title, language=language)
    return word(_document(needs, title, language, demo=demo))


def _document(needs: list[GroupNeed], title: str, language: str, *, demo: bool) -> Document:
    _ = translator(language)
    intro = _("Ces villes disent avoir le même besoin. Rien ici ne les engage\u00a0: chacune décide.")
    parts: list[Part] = [Paragraph(intro), _summary(needs, language, demo=False)]
    for one in needs:
        parts += [Heading(one.row.words), Paragraph(_totals(one, language)), _cities(one, language)]
    foot = _("Tiré de Repère le {day}.").format(day=date(today(), language))
    return Document(title, language, parts, foot, _fictitious(language) if demo else "")


def _summary(needs: list[GroupNeed], language: str, *, demo: bool) -> Table:
    _ = translator(language)
    header = [_("Besoin"), _("Compris comme"), _("Villes"), _("Volumes"), _("Villes qui posent des conditions")]
    rows: list[list[Cell]] = [
        [
            one.row.words,
            ", ".join(one.row.labels),
            len(one.members),
            "; ".join(_sum(each.total, each.unit, language) for each in one.sums),
            len(one.conditions),
        ]
        for one in needs
    ]
    if demo:
        rows.append([_fictitious(language), "", None, "", None])
    return Table(_("Sommaire"), header, rows)


def _cities(one: GroupNeed, language: str) -> Table:
    return Table(one.row.words, _header(language), [_line(one, place) for place in range(len(one.members))])


def _whole(needs: list[GroupNeed], language: str, *, demo: bool) -> Table:
    """Every need and every city in one table, for programs; a column says what is fictitious."""
    _ = translator(language)
    more = [_("Avertissement")] if demo else []
    notice: list[Cell] = [_fictitious(language)] if demo else []
    rows = [[one.row.words, *_line(one, place), *notice] for one in needs for place in range(len(one.members))]
    return Table(_("Besoins"), [_("Besoin"), *_header(language), *more], rows)


def _header(language: str) -> list[str]:
    _ = translator(language)
    return [
        _("Ville"),
        _("Code"),
        _("MRC"),
        _("Dans ses mots"),
        _("Volume"),
        _("Unité"),
        _("Année voulue"),
        _("Conditions"),
    ]


def _line(one: GroupNeed, place: int) -> list[Cell]:
    member = one.members[place]
    where = member.place
    named: list[Cell] = [f"{where.name} ({where.designation})", where.code, where.mrc or ""]
    return [*named, member.words, member.volume, member.unit, member.wanted_in, member.conditions]


def _totals(one: GroupNeed, language: str) -> str:
    _ = translator(language)
    if not one.sums:
        return _("Aucun volume n’est encore inscrit.")
    told = "; ".join(_sum(each.total, each.unit, language) for each in one.sums)
    return _("Volumes inscrits\u00a0: {told}.").format(told=told)


def _sum(total: float, unit: str, language: str) -> str:
    return f"{number(total, language)} {unit}".strip()


def _fictitious(language: str) -> str:
    return translator(language)("Démonstration\u00a0: villes, volumes et conditions sont fictifs.")
