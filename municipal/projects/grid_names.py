"""Names of suppliers and solutions where none may stand: in the criteria of a public call."""

from collections.abc import Mapping

from sqlmodel import Session

from municipal.kept import kept
from municipal.projects.grid import allowed_modes, grid_route, rows_of
from municipal.projects.grid_faults import faults
from municipal.projects.naming import folded
from municipal.projects.own import StepRow
from municipal.thesaurus.queries import thesaurus
from municipal.web.form import FieldError
from municipal.web.language import translator
from vendors.needs.detect import detect
from vendors.registry.queries import solutions, vendors
from vendors.text import words


def hindrances(
    session: Session, steps: Mapping[str, StepRow], told: Mapping[str, str], language: str
) -> list[FieldError]:
    """What keeps a grid from being fixed: its faults and, in a public call, the suppliers that it names."""
    route = steps["route"].frozen if "route" in steps else None
    named = supplier_names(session, told, language) if grid_route(route) == "public_call" else []
    return [*faults(told, allowed_modes(route), language), *named]


def supplier_names(session: Session, told: Mapping[str, str], language: str) -> list[FieldError]:
    """The criteria that name a supplier or a solution of the registry, each with what to take out."""
    _ = translator(language)
    say = _("Retirez le nom «\u00a0{name}\u00a0»\u00a0: aucun fournisseur ne figure dans la grille d’un appel public.")
    found = [(row, named_in(session, row.name)) for row in rows_of(told)]
    return [FieldError(row.field("name"), say.format(name=name)) for row, name in found if name]


def named_in(session: Session, text: str) -> str:
    """The first name of the registry that stands in a text as whole words; nothing where there is none."""
    said = f" {' '.join(words(text))} "
    return next((name for bare, name in _names(session).items() if f" {bare} " in said), "")


@kept
def _names(session: Session) -> dict[str, str]:
    """The names that tell a supplier or a solution from any other, folded, with how they are written.

    A solution that is called by what it does («\u00a0Gestion des permis\u00a0») has no name of its own: a criterion
    may say as much.
    """
    names = {one.name for one in vendors(session)}
    names |= {one.name for one in solutions(session) if not _describes(one.name, session)}
    return {folded(name).removesuffix(" coop"): name for name in sorted(names) if folded(name)}


def _describes(name: str, session: Session) -> bool:
    """Whether a name only says what is done: ordinary words, several or one that the taxonomy understands."""
    told = detect(name, thesaurus(session), None)
    return name[1:].islower() and bool(told.domains or told.capabilities or " " in name)
