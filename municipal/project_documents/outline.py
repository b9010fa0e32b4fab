"""The outline of a privacy impact assessment: each section with its article, what is told already, what to write."""

from municipal.documents.document import Cell, Heading, Paragraph, Part, Table
from municipal.project_documents.dossier import BLANK, Dossier
from municipal.project_documents.filling import holds
from municipal.project_documents.telling import answer, complete, said, source_of, within
from municipal.project_documents.wording import Section, the_wording
from municipal.web.language import translator


def outline(dossier: Dossier) -> list[Part]:
    """The sections that stand for this project, numbered."""
    kept = [one for one in the_wording().outline if holds(dossier, one.when)]
    return [part for n, one in enumerate(kept, start=1) for part in _section(dossier, n, one)]


def _section(dossier: Dossier, n: int, one: Section) -> list[Part]:
    _ = translator(dossier.language)
    title = one.text("title", dossier.language)
    parts: list[Part] = [Heading(f"{n}. {title}"), Paragraph(one.text("ask", dossier.language))]
    told = [path for path in one.tells if dossier.raw(path).strip()]
    for path in told:
        parts += answer(dossier, path)
    if one.rows:
        rows: list[list[Cell]] = [[BLANK] * len(one.texts("table", dossier.language)) for _n in range(one.rows)]
        parts.append(Table(title, one.texts("table", dossier.language), rows))
    else:
        parts.append(Paragraph(complete(dossier, within(title))))
    source = next((row for row in the_wording().questions.questions if row.id == one.source), None)
    if source:
        parts.append(Paragraph(said(dossier, _("Source"), source_of(source, dossier.language))))
    return parts
