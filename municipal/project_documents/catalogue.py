"""The documents of a project, as `seed/projects/documents.toml` tells them: which a route needs, and why."""

from functools import cache
from pathlib import Path
from typing import Final, Literal

from msgspec import Struct

from municipal.bilingual import Bilingual
from municipal.paths import SEED
from municipal.projects.steps import the_steps
from vendors.sources.faults import UnusableError
from vendors.sources.seedfile import fault_in, read_toml

FILE: Final = SEED / "projects" / "documents.toml"

Format = Literal["docx", "pdf", "xlsx", "csv", "json"]


class Group(Bilingual, frozen=True):
    """Documents that are needed at the same time."""

    id: str
    name_fr: str
    name_en: str


class Kind(Bilingual, frozen=True, kw_only=True):
    """A document: its routes (all where none is named), the steps that it waits for, what it cites, its formats.

    One without formats is made elsewhere; a `letter` goes out, so it bears no list of sources. `nameless`: in a public
    call it names no supplier; `shared`: whoever reads the project by its sharing address reads it too.
    """

    id: str
    group: str
    name_fr: str
    name_en: str
    why_fr: str
    why_en: str
    routes: list[str]
    needs: list[str]
    formats: list[Format]
    cites: list[str]
    nameless: bool
    shared: bool
    letter: bool = False
    basis_fr: str = ""
    basis_en: str = ""

    def exists(self, route: str) -> bool:
        """Whether a route needs it; one that is not known yet needs them all."""
        return not self.routes or not route or route in self.routes


class Documents(Struct, frozen=True):
    """All of them, in order, and their groups."""

    groups: list[Group]
    kinds: dict[str, Kind]


@cache
def the_documents() -> Documents:
    """The documents of this version. Raises UnusableError when their file is broken."""
    return read_documents(FILE)


def read_documents(path: Path) -> Documents:
    """The documents of a seed file. Raises UnusableError where a group or a step is unknown, or an id stands twice."""
    tables = read_toml(path, group=Group, document=Kind)
    groups: list[Group] = tables["group"]
    rows: list[Kind] = tables["document"]
    known = {one.id for one in groups}
    faults = [fault_in(path, "document", n, "group", one.group) for n, one in enumerate(rows) if one.group not in known]
    for n, one in enumerate(rows):
        faults += [fault_in(path, "document", n, "needs", step) for step in one.needs if step not in the_steps().steps]
        if one.id in [other.id for other in rows[:n]]:
            faults.append(fault_in(path, "document", n, "id", f"{one.id} stands there already"))
    if faults:
        raise UnusableError(faults)
    return Documents(groups, {one.id: one for one in rows})
