"""The place of a supplier: where it stands, the steps from there with their proofs, what is missing, what waits."""

from typing import Any

from msgspec import Struct
from sqlmodel import Session, col, select

from municipal.cities.desk import called
from municipal.lifecycle import the_lifecycle
from municipal.suppliers.words import STATUS
from municipal.web.format import date, today
from municipal.web.language import translator
from municipal.web.page import Choice, choices
from vendors.registry.lifecycle import known, missing, steps_from
from vendors.registry.steps import Proof
from vendors.registry.tables import LifecycleStep, Vendor


class Shown(Struct, frozen=True):
    """A proof of a step: what proves it already, or what is to be given."""

    id: str
    kind: str
    label: str
    known: str
    options: list[Choice]


class Next(Struct, frozen=True):
    """A step that may be proposed: to which place, its proofs, which of them are missing, how many people decide."""

    after: str
    label: str
    proofs: list[Shown]
    missing: list[str]
    people: int


class Waits(Struct, frozen=True):
    """A step that waits for a second person."""

    id: str
    before: str
    after: str
    proofs: list[tuple[str, str]]
    reason: str
    who: str
    own: bool
    at: str
    version: int


class Places(Struct, frozen=True):
    """All of it."""

    label: str
    confirmed_on: str
    next: list[Next]
    waits: list[Waits]


def places(session: Session, vendor: str, status: str, person: str, spoken: str) -> Places:
    """Where a supplier stands and where it may go."""
    _ = translator(spoken)
    rules, day = the_lifecycle(), today().isoformat()
    proven = known(session, vendor, rules, day)
    told = session.exec(select(Vendor.confirmed_on).where(Vendor.id == vendor)).first()
    query = select(LifecycleStep).where(col(LifecycleStep.vendor) == vendor, col(LifecycleStep.state) == "waiting")
    return Places(
        label=_(STATUS[status]),
        confirmed_on=date(told[:10], spoken) if told else "",
        next=[
            Next(
                one.after,
                _(STATUS[one.after]),
                [_shown(rules.proofs[proof], proven.get(proof, ""), spoken) for proof in one.proofs],
                missing(session, vendor, one.after, {}, rules, day),
                one.people,
            )
            for one in steps_from(status, rules)
        ],
        waits=[_waits(session, row, person, spoken) for row in session.exec(query)],
    )


def _shown(proof: Proof, proven: str, spoken: str) -> Shown:
    options = [(one.id, _text(one, spoken)) for one in the_lifecycle().choices.get(proof.id, [])]
    told = date(proven[:10], spoken) if proven and proof.kind == "date" else proven
    return Shown(proof.id, proof.kind, _text(proof, spoken), told, choices(options))


def _waits(session: Session, row: LifecycleStep, person: str, spoken: str) -> Waits:
    _ = translator(spoken)
    rules = the_lifecycle()
    proofs: list[tuple[str, str]] = []
    for name, given in row.proofs.items():
        options = {one.id: _text(one, spoken) for one in rules.choices.get(name, [])}
        rule = rules.proofs.get(name)
        told = date(given[:10], spoken) if rule and rule.kind == "date" else options.get(given, given)
        proofs.append((_text(rule, spoken) if rule else name, told))
    return Waits(
        *(row.id, _(STATUS[row.before]), _(STATUS[row.after]), proofs, row.reason),
        *(called(session, row.person, spoken), row.person == person, row.at, row.version),
    )


def _text(one: Any, spoken: str) -> str:  # noqa: ANN401 - a proof or a choice
    return one.en if spoken == "en" else one.fr
