"""The blank sheets: interests and points of each member, to fill in by hand and to give back to the secretary."""

from collections.abc import Sequence

from municipal.committee.grid import Grid
from municipal.committee.queries import Bid, MemberRow
from municipal.documents.document import Bullets, Cell, Document, Heading, Paragraph, Part, Table
from municipal.web.language import translator
from vendors.tenders.number import french, plain

# What is written on with a pen.
LINE = "____________________"


def document(
    title: str, grid: Grid, bids: Sequence[Bid], members: Sequence[MemberRow], language: str, *, foot: str, demo: bool
) -> Document:
    """One sheet a member, one after the other."""
    _ = translator(language)
    parts: list[Part] = []
    for one in members:
        parts += [Heading(_("Feuille\u00a0: {name}").format(name=one.name)), Bullets(instructions(language))]
        parts += [interests(bids, language, one.name)]
        for bid in bids:
            parts += [Heading(bid.name, 3), points(grid, bid, language, one.name)]
        parts.append(Paragraph(_("Signature\u00a0: {line}   Date\u00a0: {line}").format(line=LINE)))
    fictitious = _("Démonstration\u00a0: villes, fournisseurs et valeurs sont fictifs.")
    name = _("Feuilles de notes, {title}").format(title=title)
    return Document(name, language, parts, foot=foot, notice=fictitious if demo else "")


def instructions(language: str) -> list[str]:
    """What one does with a sheet."""
    _ = translator(language)
    return [
        _("Répondez d’abord sur vos intérêts. Avec un intérêt, ne notez pas cette soumission."),
        _("Notez seule ou seul, sans connaître le prix et sans en parler aux autres membres (R6)."),
        _("Remettez la feuille pliée ou sous enveloppe à la personne secrétaire du comité."),
    ]


def interests(bids: Sequence[Bid], language: str, member: str) -> Table:
    """A row a bidder, yes or no."""
    _ = translator(language)
    rows: list[list[Cell]] = [[bid.name, "☐", "☐", LINE] for bid in bids]
    return Table(
        _("Intérêts envers les soumissionnaires\u00a0: {name}").format(name=member),
        [_("Soumissionnaire"), _("Oui"), _("Non"), _("Précision")],
        rows,
    )


def points(grid: Grid, bid: Bid, language: str, member: str) -> Table:
    """A row a criterion of one bid."""
    _ = translator(language)
    say = french if language == "fr" else str
    rows: list[list[Cell]] = [
        [
            one.name(language),
            _("sur {most}").format(most=say(one.top))
            + (_(", minimum {least}").format(least=say(plain(one.least))) if one.least is not None else ""),
            "________",
            LINE,
        ]
        for one in grid.criteria
    ]
    return Table(
        _("Notes\u00a0: {name}, {bid}").format(name=member, bid=bid.name),
        [_("Critère"), _("Points possibles"), _("Vos points"), _("Note")],
        rows,
    )
