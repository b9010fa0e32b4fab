"""The fields of the plain steps, as `seed/projects/forms.toml` tells them, and what is wrong with what was typed."""

import datetime as dt
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Final, Literal

from msgspec import Meta, Struct

from municipal.bilingual import Bilingual
from municipal.paths import SEED
from municipal.projects.steps import the_steps
from municipal.web.form import FieldError
from municipal.web.language import translator
from municipal.web.numbers import plain_number
from vendors.sources.faults import UnusableError
from vendors.sources.seedfile import fault_in, read_toml

FILE: Final = SEED / "projects" / "forms.toml"
# What the field of an indicator holds where the city follows none that fits.
NO_INDICATOR: Final = "none"

NUMERIC: Final = ("number", "money")
_NUMBER: Final = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,10})?")

FieldKind = Literal["text", "area", "number", "money", "date", "choice", "indicator"]


class Field(Bilingual, frozen=True, kw_only=True):
    """A field of a step."""

    step: str
    id: str
    kind: FieldKind
    label_fr: str
    label_en: str
    hint_fr: str = ""
    hint_en: str = ""
    most: Annotated[int, Meta(ge=1, le=2000)]
    required: bool
    choices: str = ""
    routes: list[str] = []  # noqa: RUF012 - a Struct gives each value its own
    required_with: str = ""

    def asked(self, told: Mapping[str, str]) -> bool:
        """Whether it must be answered: always, or beside the answer that `required_with` names (`indicator none`)."""
        other, _, value = self.required_with.partition(" ")
        return self.required or (bool(other) and told.get(other) == value)

    def exists(self, route: str) -> bool:
        """Whether a route asks for it; one that is not known yet asks for all."""
        return not self.routes or not route or route in self.routes


class Choice(Bilingual, frozen=True):
    """An answer that fields of a group offer."""

    group: str
    id: str
    name_fr: str
    name_en: str


class StepForms(Struct, frozen=True):
    """The fields by step, and the answers by group."""

    fields: dict[str, list[Field]]
    choices: dict[str, list[Choice]]

    def offered(self, group: str, language: str) -> list[tuple[str, str]]:
        """The answers of a group, with their names."""
        return [(one.id, one.text("name", language)) for one in self.choices[group]]

    def said(self, step: str, field: str, value: str, language: str) -> str:
        """An answer as it is read: the name of a choice, else what was typed."""
        found = next((one for one in self.fields.get(step, []) if one.id == field), None)
        return dict(self.offered(found.choices, language)).get(value, "") if found and found.choices else value


@cache
def the_forms() -> StepForms:
    """The forms of this version. Raises UnusableError when their file is broken."""
    return read_forms(FILE)


def read_forms(path: Path) -> StepForms:
    """The forms of a seed file. Raises UnusableError for an unknown step or group, and for what stands twice."""
    tables = read_toml(path, field=Field, choice=Choice)
    rows: list[Field] = tables["field"]
    answers: list[Choice] = tables["choice"]
    groups = {one.group for one in answers}
    faults = [
        fault_in(path, "field", n, "step", one.step) for n, one in enumerate(rows) if one.step not in the_steps().steps
    ]
    for n, one in enumerate(rows):
        if (one.kind == "choice") != (one.choices in groups):
            faults.append(fault_in(path, "field", n, "choices", one.choices or "missing"))
        if any((one.step, one.id) == (other.step, other.id) for other in rows[:n]):
            faults.append(fault_in(path, "field", n, "id", f"{one.id} stands there already"))
    if faults:
        raise UnusableError(faults)
    steps = dict.fromkeys(one.step for one in rows)
    return StepForms(
        {step: [one for one in rows if one.step == step] for step in steps},
        {group: [one for one in answers if one.group == group] for group in groups},
    )


def plain(step: str, typed: Mapping[str, str], language: str) -> dict[str, str]:
    """What was typed in the fields of a step, as it is kept: trimmed, a number with a point and nothing else."""
    fields = the_forms().fields.get(step, [])
    told = {one.id: typed.get(one.id, "").strip() for one in fields}
    return told | {one.id: plain_number(told[one.id], language) for one in fields if one.kind in NUMERIC}


def wrong(step: str, told: Mapping[str, str], language: str, *, done: bool) -> list[FieldError]:
    """What stands in the way of keeping a step or, with `done`, of saying that it is ready."""
    fields = the_forms().fields.get(step, [])
    checked = ((one, _wrong(one, told.get(one.id, ""), language, must=done and one.asked(told))) for one in fields)
    return [FieldError(one.id, told_of) for one, told_of in checked if told_of]


def _wrong(field: Field, value: str, language: str, *, must: bool) -> str:
    _ = translator(language)
    label = field.text("label", language)
    if not value:
        return _("Répondez d’abord\u00a0: «\u00a0{label}\u00a0».").format(label=label) if must else ""
    if len(value) > field.most:
        return _("Raccourcissez «\u00a0{label}\u00a0»\u00a0: au plus {count} caractères.").format(
            label=label, count=field.most
        )
    if field.kind == "money" and value.startswith("-"):
        return _("Écrivez un montant de 0\u00a0$ ou plus.")
    if field.kind in NUMERIC and not _NUMBER.fullmatch(value):
        return _("Écrivez un nombre, comme 12,5.")
    if field.kind == "date" and not _is_day(value):
        return _("Écrivez la date comme 2027-03-31.")
    if field.kind == "choice" and value not in {one.id for one in the_forms().choices[field.choices]}:
        return _("Choisissez une des réponses.")
    return ""


def _is_day(value: str) -> bool:
    try:
        return dt.date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
