"""The places that a supplier may have, the steps between them and what each must prove: read from a seed file."""

from pathlib import Path
from typing import Annotated, Any, Final, Literal

from msgspec import Meta, Struct

from vendors.sources.faults import Fault, UnusableError
from vendors.sources.seedfile import fault_in, read_toml

Status = Literal["candidate", "observed", "listed", "dereferenced"]
Months = Annotated[int, Meta(ge=1, le=120)]
DEREFERENCED: Final = "dereferenced"


class Validity(Struct, frozen=True, forbid_unknown_fields=True):
    """For how many months a confirmation by the enterprise holds, and how many more may pass before it is late."""

    confirmation_months: Months
    grace_months: Months
    source: str


class Proof(Struct, frozen=True, forbid_unknown_fields=True):
    """A condition of a step; `known` is what of the page itself proves it."""

    id: str
    kind: Literal["text", "url", "date", "choice"]
    fr: str
    en: str
    known: Literal["neq", "website", "fact", "confirmation", "use"] | None = None


class Choice(Struct, frozen=True, forbid_unknown_fields=True):
    """One of the answers that a proof of the kind `choice` takes."""

    proof: str
    id: str
    fr: str
    en: str


class Step(Struct, frozen=True, forbid_unknown_fields=True):
    """From one place to another: what must be proven, and how many people decide."""

    before: Status
    after: Status
    proofs: list[str]
    people: Literal[1, 2]
    source: str


class Lifecycle(Struct, frozen=True):
    """All steps, proofs by id, the choices of each proof, and how long a confirmation holds."""

    steps: list[Step]
    proofs: dict[str, Proof]
    choices: dict[str, list[Choice]]
    validity: Validity


def read_lifecycle(path: Path) -> Lifecycle:
    """The rules of a seed file.

    Raises UnusableError for an unknown proof, a step or an id given twice, or a choice without answers.
    """
    tables = read_toml(path, validity=Validity, proof=Proof, choice=Choice, step=Step)
    faults = _faults(path, tables)
    if faults:
        raise UnusableError(faults)
    choices: dict[str, list[Choice]] = {}
    for choice in tables["choice"]:
        choices.setdefault(choice.proof, []).append(choice)
    return Lifecycle(tables["step"], {one.id: one for one in tables["proof"]}, choices, tables["validity"][0])


def _faults(path: Path, tables: dict[str, list[Any]]) -> list[Fault]:
    """What only the file as a whole reveals."""
    faults: list[Fault] = []
    if len(tables["validity"]) != 1:
        faults.append(fault_in(path, "validity", 0, "confirmation_months", "exactly one [[validity]] is expected"))
    proofs: dict[str, Proof] = {one.id: one for one in tables["proof"]}
    answered = {one.proof for one in tables["choice"]}
    for n, proof in enumerate(tables["proof"]):
        if proofs[proof.id] is not proof:
            faults.append(fault_in(path, "proof", n, "id", f"{proof.id} is already used"))
        if (proof.kind == "choice") != (proof.id in answered):
            faults.append(fault_in(path, "proof", n, "kind", f"{proof.id}: a choice, and it alone, has [[choice]]"))
    faults += [
        fault_in(path, "choice", n, "proof", f"{choice.proof} is not a proof")
        for n, choice in enumerate(tables["choice"])
        if choice.proof not in proofs
    ]
    seen: set[tuple[str, str]] = set()
    for n, step in enumerate(tables["step"]):
        if (step.before, step.after) in seen:
            faults.append(fault_in(path, "step", n, "after", "this step is already told"))
        seen.add((step.before, step.after))
        unknown = [one for one in step.proofs if one not in proofs]
        faults += [fault_in(path, "step", n, "proofs", f"{one} is not a proof") for one in unknown]
    return faults


def steps_from(status: str, rules: Lifecycle) -> list[Step]:
    """The steps that a supplier of this status may take."""
    return [step for step in rules.steps if step.before == status]
