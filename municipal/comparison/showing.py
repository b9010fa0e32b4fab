"""An address answered: what the page shows of it, or the file that leaves. It loads numpy: import it late."""

from typing import Any, Final

import msgspec
from msgspec import Struct
from sqlmodel import Session

from municipal.comparison.annexed import audit_table, expert_table
from municipal.comparison.answer import Answer, answer
from municipal.comparison.export import exported
from municipal.comparison.forms import Told
from municipal.comparison.printed import document
from municipal.comparison.sheets import expectations, sheets
from municipal.comparison.turning import changes, lacking
from municipal.comparison.views import dimensions, verdicts
from municipal.comparison.weighing import weighing
from municipal.comparison.words import cities
from municipal.documents.pdf import pdf
from municipal.documents.sheet import csv_file, xlsx
from municipal.documents.word import word
from municipal.places.names import Place
from municipal.suppliers.words import exclusion, silence
from municipal.web.language import translator
from municipal.web.page import Choice
from vendors.registry.queries import FactRow, facts

JSON: Final = "application/json"
MOST_SHOWN: Final = 15
TYPES: Final = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "json": JSON,
}


class Asking(Struct, frozen=True):
    """Who asks what: the city found, the address, the language, and which world."""

    place: Place
    told: Told
    language: str
    demo: bool

    @property
    def need(self) -> str:
        """The need, trimmed."""
        return self.told.asked.need.strip()


def answered(session: Session, asking: Asking) -> Answer:
    """The answer to an address that names a city and a need."""
    told = asking.told
    wanted = told.asked.wanted()
    return answer(session, asking.place.code, asking.need, wanted, told.weights, asking.language, demo=asking.demo)


def shown(session: Session, asking: Asking) -> dict[str, Any]:
    """Everything that the template shows of an answer."""
    made, spoken = answered(session, asking), asking.language
    detected = made.found.detected
    excluded = {one.solution.id: one for one in made.found.excluded}
    claims: dict[str, FactRow] = {}
    for fact in facts(session, ids=[one.id for one in made.chosen.rows]):
        if fact.field == "offer":
            claims.setdefault(fact.solution, fact)
    return {
        "made": made,
        "verdicts": verdicts(made, claims, spoken),
        "dimensions": dimensions(made, spoken) if made.compared else [],
        "lacking": lacking(made, spoken),
        "changes": changes(made, spoken),
        "weighing": weighing(made, asking.told.weights, spoken),
        "experts": expert_table(made, spoken),
        "audits": audit_table(made, spoken),
        "left_out": [(one, exclusion(excluded[one.id], detected, spoken)) for one in made.chosen.left_out],
        "general": [one.solution for one in made.found.excluded if one.statement is None],
        "silence": silence(made.found, spoken),
        "solution_options": _options(made, spoken),
        # The city may be the reader’s own, which the address did not say.
        "again": asking.told.parameters() | {"city": asking.place.code},
    }


def _options(made: Answer, language: str) -> list[Choice]:
    """The solutions to choose from, with how many cities measured each."""
    _ = translator(language)
    told = _("{name} (mesurée par {cities})")
    return [
        Choice(
            one.row.id,
            told.format(name=one.row.name, cities=cities(one.measured, language)) if one.measured else one.row.name,
        )
        for one in made.chosen.choices[:MOST_SHOWN]
    ]


def told_as_json(session: Session, asking: Asking) -> dict[str, Any]:
    """The export: what the program computed from, and what it answered."""
    made = answered(session, asking)
    return exported(session, made, city=asking.place.code, need=asking.need, demo=asking.demo)


def file(session: Session, asking: Asking, form: str) -> bytes:
    """A file of one of the forms of `TYPES`."""
    if form == "json":
        return msgspec.json.format(msgspec.json.encode(told_as_json(session, asking)), indent=1)
    made, spoken = answered(session, asking), asking.language
    if form == "csv":
        return csv_file(expectations(made, spoken))
    told = document(made, asking.place, asking.need, spoken, demo=asking.demo)
    if form == "xlsx":
        return xlsx(sheets(made, spoken), title=told.title, language=spoken)
    return word(told) if form == "docx" else pdf(told)
