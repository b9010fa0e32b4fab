"""What the documents of a project say, as `seed/projects/` tells it: their parts, the clauses, the outline."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Annotated, Final, Literal, get_args

from msgspec import Meta, Struct

from municipal.bilingual import Bilingual
from municipal.paths import SEED
from municipal.project_documents.catalogue import the_documents
from municipal.projects.step_form import Field, the_forms
from vendors.sources.faults import Fault, UnusableError
from vendors.sources.seedfile import fault_in, read_toml
from vendors.tenders.questions import Checklist, read_questions

FOLDER: Final = SEED / "projects"
QUESTIONS: Final = SEED / "legal" / "questions.toml"
PLACE: Final = re.compile(r"\{(\w+)\}")

# What the program puts in tables or computes, where a part asks for it.
Block = Literal[
    "indicator",
    "market",
    "calendar",
    "questions",
    "clauses",
    "outline",
    "matrix",
    "route",
    "compared",
    "committee",
    "checks",
]
# When a part stands there.
When = Literal[
    "public",
    "call",
    "purchase",
    "no_purchase",
    "spending",
    "two_envelope",
    "compared",
    "followed",
    "personal",
    "personal_yes",
    "personal_no",
    "personal_unknown",
    "automated",
    "indicator",
    "no_indicator",
    "chosen",
    "none",
    "wait",
    "undecided",
    "going",
    "decided",
    "unopened",
]
# What `{…}` may hold in a text.
Place = Literal[
    "city",
    "project",
    "need",
    "resolution",
    "indicator",
    "baseline",
    "wanted",
    "wanted_on",
    "estimate",
    "route",
    "articles",
    "chosen",
    "amount",
    "why",
    "owner",
    "bidder",
    "contact",
]
PLACES: Final[tuple[str, ...]] = get_args(Place)


class Part(Bilingual, frozen=True, kw_only=True):
    """A piece of a document: a text of ours, an answer of the project (`step.field`), or a block."""

    document: str
    kind: Literal["heading", "part", "text", "strong", "bullet", "field", "block"]
    text_fr: str = ""
    text_en: str = ""
    field: str = ""
    block: Block | None = None
    when: list[When] = []  # noqa: RUF012 - a Struct gives each value its own


class Clause(Bilingual, frozen=True):
    """A requirement for the contract; `id` is that of the question that carries its source."""

    id: str
    title_fr: str
    title_en: str
    text_fr: str
    text_en: str
    tells: list[str]


class Section(Bilingual, frozen=True, kw_only=True):
    """A section to fill in of the privacy impact assessment; `source` is the question that carries its article."""

    id: str
    title_fr: str
    title_en: str
    ask_fr: str
    ask_en: str
    tells: list[str]
    when: list[When]
    source: str = ""
    table_fr: list[str] = []  # noqa: RUF012 - as above
    table_en: list[str] = []  # noqa: RUF012 - as above
    rows: Annotated[int, Meta(ge=0, le=20)] = 0


class Wording(Struct, frozen=True):
    """All of it."""

    parts: dict[str, list[Part]]
    clauses: list[Clause]
    outline: list[Section]
    questions: Checklist


@cache
def the_wording() -> Wording:
    """The wording of this version. Raises UnusableError when one of its files is broken."""
    return read_wording(FOLDER, QUESTIONS)


def field_of(path: str) -> Field | None:
    """The field that `step.field` names."""
    step, _, name = path.partition(".")
    return next((one for one in the_forms().fields.get(step, []) if one.id == name), None)


def read_wording(folder: Path, questions: Path) -> Wording:
    """The wording of a seed folder. Raises UnusableError for a document, field, place or source that does not exist."""
    checklist = read_questions(questions)
    files = [folder / name for name in ("document_parts.toml", "clauses.toml", "efvp.toml")]
    parts: list[Part] = read_toml(files[0], part=Part)["part"]
    clauses: list[Clause] = read_toml(files[1], clause=Clause)["clause"]
    outline: list[Section] = read_toml(files[2], section=Section)["section"]
    sources = {one.id for one in checklist.questions}
    wanted = {one.id for one in checklist.of("clause")}
    faults = [fault for n, one in enumerate(parts) for fault in _wrong(files[0], n, one)]
    for n, clause in enumerate(clauses):
        if clause.id not in wanted:
            faults.append(fault_in(files[1], "clause", n, "id", f"{clause.id} is no clause of the questions"))
        faults += _untold(files[1], "clause", n, [f"documents.{name}" for name in clause.tells])
    for n, section in enumerate(outline):
        if section.source and section.source not in sources:
            faults.append(fault_in(files[2], "section", n, "source", section.source))
        if len(section.table_fr) != len(section.table_en):
            faults.append(fault_in(files[2], "section", n, "table_en", "as many columns in both languages"))
        faults += _untold(files[2], "section", n, section.tells)
    if missing := wanted - {one.id for one in clauses}:
        faults.append(fault_in(files[1], "clause", 0, "id", f"{', '.join(sorted(missing))} missing"))
    if faults:
        raise UnusableError(faults)
    told = dict.fromkeys(one.document for one in parts)
    return Wording({name: [one for one in parts if one.document == name] for name in told}, clauses, outline, checklist)


def _wrong(path: Path, n: int, part: Part) -> list[Fault]:
    """What is wrong with a part: one thing is said, in both languages, about what exists."""
    faults: list[Fault] = []
    if part.document not in the_documents().kinds:
        faults.append(fault_in(path, "part", n, "document", part.document))
    said = {"field": part.field, "block": part.block}.get(part.kind, part.text_fr and part.text_en)
    if not said:
        faults.append(fault_in(path, "part", n, "kind", f"a {part.kind} says nothing"))
    unknown = [one for text in (part.text_fr, part.text_en) for one in PLACE.findall(text) if one not in PLACES]
    faults += [fault_in(path, "part", n, "text_fr", f"{{{one}}}") for one in unknown]
    return faults + _untold(path, "part", n, [part.field] if part.field else [], "field")


def _untold(path: Path, table: str, n: int, tells: Iterable[str], name: str = "tells") -> list[Fault]:
    return [fault_in(path, table, n, name, one) for one in tells if field_of(one) is None]
