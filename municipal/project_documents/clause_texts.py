"""The clauses to put in the contract: our words, what the project adds, and the source of each."""

from municipal.documents.document import Cell, Heading, Paragraph, Part, Table
from municipal.project_documents.dossier import Dossier
from municipal.project_documents.question_tables import asked
from municipal.project_documents.telling import answer, said, source_of
from municipal.project_documents.wording import the_wording
from municipal.web.language import translator


def clauses(dossier: Dossier) -> list[Part]:
    """Each clause that the grid keeps, all of them while there is none; then what the project told of no clause."""
    _ = translator(dossier.language)
    known = {one.id: one for one in the_wording().clauses}
    parts: list[Part] = []
    told: set[str] = set()
    for n, question in enumerate(asked(dossier, "clause"), start=1):
        one = known[question.id]
        parts.append(Heading(f"{n}. {one.text('title', dossier.language)}"))
        parts.append(Paragraph(one.text("text", dossier.language)))
        for name in one.tells:
            parts += answer(dossier, f"documents.{name}")
            told.add(name)
        parts.append(Paragraph(said(dossier, _("Source"), source_of(question, dossier.language))))
    rest = [name for one in known.values() for name in one.tells if name not in told]
    if rest:
        parts.append(Heading(_("Ce que le projet demande aussi")))
        parts += [part for name in rest for part in answer(dossier, f"documents.{name}")]
    return parts


def clause_table(dossier: Dossier) -> Table:
    """The same clauses as rows, for a workbook."""
    _ = translator(dossier.language)
    known = {one.id: one for one in the_wording().clauses}
    spoken = dossier.language
    rows: list[list[Cell]] = []
    for one in asked(dossier, "clause"):
        clause = known[one.id]
        rows.append([one.id, clause.text("title", spoken), clause.text("text", spoken), source_of(one, spoken)])
    return Table(_("Clauses"), [_("No"), _("Titre"), _("Clause"), _("Source")], rows)
