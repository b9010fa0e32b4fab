"""What the documents of a project are made from: what is told of every step, what was fixed, the law, the committee."""

import datetime as dt
from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Final

from msgspec import Struct
from sqlmodel import Session

from municipal.committee.queries import EvaluationRow, evaluation_of
from municipal.indicators.queries import indicator
from municipal.law.queries import the_law
from municipal.people.bodies import body_name
from municipal.projects.own import ProjectRow, StepRow, project_of, route_of, steps_of
from municipal.projects.step_form import NO_INDICATOR, NUMERIC, the_forms
from municipal.web.format import date, today
from vendors.tenders.number import dollars, exact
from vendors.tenders.regime import Law

BLANK: Final = "______"
PUBLIC: Final = "public_call"
DECIDED: Final = "decided"


class Dossier(Struct, frozen=True):
    """A project as its documents see it; `bid` is the bid that a letter is about, `here` where a document stands."""

    city: str
    project: ProjectRow
    steps: Mapping[str, StepRow]
    law: Law
    measured: tuple[str, str]
    evaluation: EvaluationRow | None
    language: str
    on: dt.date
    here: str = ""
    demo: bool = False
    bid: str = ""

    def told(self, path: str) -> str:
        """An answer of the project (`step.field`) as it is read; nothing where there is none."""
        step, _, name = path.partition(".")
        row = self.steps.get(step)
        value = str(row.told.get(name, "")).strip() if row else ""
        field = next((one for one in the_forms().fields.get(step, []) if one.id == name), None)
        if not value or field is None:
            return value
        if field.kind == "indicator":
            return "" if value == NO_INDICATOR else self.measured[0] or value
        if field.kind == "choice":
            return the_forms().said(step, name, value, self.language)
        return _shown(value, field.kind, self.language)

    def raw(self, path: str) -> str:
        """The same as it is stored."""
        step, _, name = path.partition(".")
        row = self.steps.get(step)
        return str(row.told.get(name, "")) if row else ""

    def frozen(self, step: str) -> dict[str, Any]:
        """What was fixed at a step; nothing before."""
        row = self.steps.get(step)
        return (row.frozen or {}) if row else {}

    @property
    def route(self) -> str:
        """The route, nothing while it is not known."""
        return route_of(dict(self.steps))

    @property
    def is_public(self) -> bool:
        """Whether the procedure is a public call, alone or in a group."""
        return PUBLIC in (self.route, self.frozen("route").get("procedure"))

    @property
    def outcome(self) -> dict[str, Any]:
        """What the committee answered; nothing before it decided (no bidder may be named until then)."""
        found = self.evaluation
        return (found.answer or {}) if found and found.stage == DECIDED else {}

    @property
    def bidders(self) -> dict[str, str]:
        """The bids that the committee did not award, by id, once it decided."""
        found, answer = self.evaluation, self.outcome
        if found is None or not answer:
            return {}
        return {one.id: one.name for one in found.bids if one.id != answer.get("award")}


def gathered(
    session: Session, city: str, project: str, language: str, *, here: str = "", demo: bool = False, bid: str = ""
) -> Dossier | None:
    """A project with all that its documents need; None where there is no such project."""
    row = project_of(session, city, project)
    if row is None:
        return None
    steps = steps_of(session, city, project)
    need = steps.get("need")
    wanted = need.told.get("indicator", "") if need else ""
    measured = indicator(session, wanted, language) if wanted and wanted != NO_INDICATOR else None
    return Dossier(
        city=body_name(session, city, language) or city,
        project=row,
        steps=steps,
        law=the_law(session),
        measured=(measured.name, measured.unit) if measured else ("", ""),
        evaluation=evaluation_of(session, city, project),
        language=language,
        on=today(),
        here=here,
        demo=demo,
        bid=bid,
    )


def amount(value: object, language: str) -> str:
    """An amount in dollars as it is read; a blank where it is none."""
    found = exact(str(value or ""))
    return BLANK if found is None else dollars(Fraction(found), language)


def day(text: str, language: str) -> str:
    """A stored day or instant as it is read; what is none comes back as it is."""
    try:
        return date(text[:10], language)
    except ValueError:
        return text


def _shown(value: str, kind: str, language: str) -> str:
    if kind == "date":
        return day(value, language)
    if kind == "money":
        return amount(value, language)
    if kind in NUMERIC:
        return value if exact(value) is None else _written(value, language)
    return value


def _written(value: str, language: str) -> str:
    """A decimal text with the separators of the language: a told number keeps all its digits."""
    whole, _, rest = value.partition(".")
    grouped = f"{int(whole):,}" if whole.lstrip("-").isdecimal() else whole
    sign = "-" if whole.startswith("-0") else ""
    if language == "en":
        return sign + grouped + (f".{rest}" if rest else "")
    return sign + grouped.replace(",", "\u00a0") + (f",{rest}" if rest else "")
