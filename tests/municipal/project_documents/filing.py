"""A project with everything told, as its documents see it; each told text is one that stands nowhere else."""

import datetime as dt
from functools import cache
from typing import Any

import msgspec

from municipal.law.answers import Answers
from municipal.paths import SEED
from municipal.project_documents.dossier import Dossier
from municipal.projects.own import ProjectRow, StepRow
from municipal.projects.route_words import as_kept, found
from municipal.projects.step_form import the_forms
from municipal.traces.chain import digest
from vendors.tenders.regime import Law, read_law

ON = dt.date(2026, 11, 22)
AT = "2026-11-20T15:00:00+00:00"
DAYS = {"wanted_on": "2027-06-30", "trial_from": "2027-01-11", "trial_to": "2027-03-12", "publish_on": "2027-02-01"}
DAYS |= {"closes_on": "2027-03-03", "decided_on": "2027-04-12", "review_on": "2027-10-12"}
CHOSEN = {"personal": "yes", "automated": "yes", "outcome": "chosen", "indicator": "nids-de-poule-delai"}
NUMBERS = {"baseline": "1234.50", "wanted": "-7.25", "amount": "98500.5"}
STEPS = ("need", "people", "documents", "decision", "follow_up")
ROUTES = {
    "no_purchase": ("0", "policy"),
    "mutual_agreement": ("12000", "supply"),
    "invitation": ("60000", "services"),
    "public_call": ("250000", "services"),
}
KINDS = ("need", "market", "questions", "performance", "clauses", "efvp", "matrix", "decision", "resolution")
KINDS += ("rejection", "trial")
NAMES = ("Pinson Courriels", "Guichet Pinson inc.")


@cache
def law() -> Law:
    """The law of the seed."""
    return read_law(SEED / "legal")


def told(step: str) -> dict[str, str]:
    """An answer in each field of a step."""
    given = {}
    for one in the_forms().fields[step]:
        usual = f"Réponse {step} {one.id} unique."
        given[one.id] = {**DAYS, **CHOSEN, **NUMBERS}.get(one.id, usual)
    return given


def row(step: str, values: dict[str, str] | None = None, frozen: dict[str, Any] | None = None, *, done: bool = True):
    """A step as it is kept."""
    return StepRow(step, values or {}, frozen, "someone", AT, AT if done else None, 1)


def fixed(values: dict[str, Any]) -> dict[str, Any]:
    """What is fixed, with its digest."""
    whole = values | {"at": AT, "by": "someone"}
    return whole | {"digest": digest(whole)}


def route(name: str) -> dict[str, Any]:
    """A route as it is fixed."""
    amount, kind = ROUTES[name]
    answers = Answers(
        amount=__import__("fractions").Fraction(amount), kind=kind, with_others=False, on=ON, told=140_000, bylaw=None
    )
    made = found(law(), answers, "fr").fixed
    assert made is not None
    assert made.route == name
    return fixed(as_kept(made))


def market() -> dict[str, Any]:
    """A market as it is fixed: one kept, one left out by the city, one by the rules."""
    common = {"vendor": "guichet-pinson", "vendor_name": NAMES[1], "fit": "fits", "basis": "description", "cases": 2}
    common |= {"reasons_fr": ["Répond au courriel."], "reasons_en": ["Answers e-mail."]}
    rows = [
        common | {"solution": "pinson-courriels", "name": NAMES[0], "kept": True, "because": ""},
        common | {"solution": "pinson-tri", "name": "Pinson Tri", "kept": False, "because": "Trop grand pour nous."},
    ]
    out = {"solution": "perdrix", "name": "Perdrix Texte", "reason_fr": "Outil général.", "reason_en": "General tool."}
    return fixed(
        {"need": "répondre", "rows": rows, "excluded": [out], "compared": ["pinson-courriels"], "data_version": 3}
    )


def grid() -> dict[str, Any]:
    """A grid as it is fixed."""
    criteria = [
        {"id": "need", "name_fr": "Besoin", "name_en": "Need", "max": "30", "min": "15.5", "questions": ["N3", "N4"]},
        {"id": "c2", "name_fr": "Le reste", "name_en": "The rest", "max": "70", "min": None, "questions": []},
    ]
    made = {"mode": "two_envelope", "factor": "20", "price_points": None, "tie_rule": "lowest_price"}
    return fixed(made | {"criteria": criteria, "gates": ["P2", "I2"], "clauses": ["P4", "X1"]})


def dossier(
    name: str = "public_call", language: str = "fr", *, steps: dict[str, StepRow] | None = None, **more: Any
) -> Dossier:
    """A project with every answer, on a route."""
    whole = {step: row(step, told(step)) for step in STEPS} | {"route": row("route", frozen=route(name))}
    whole |= {"market": row("market", frozen=market()), "grid": row("grid", frozen=grid())}
    project = ProjectRow("00003", "abcdef0123456789", "Titre unique du projet", "besoin", "fr", "x", AT, None, None, 1)
    base = Dossier(
        city="Ville de Fablerive",
        project=project,
        steps=whole if steps is None else steps,
        law=law(),
        measured=("Délai de colmatage", "jours"),
        evaluation=None,
        language=language,
        on=ON,
        here="https://repere.example/fr/ma-ville/00003/projets/documents?projet=abcdef0123456789",
    )
    return msgspec.structs.replace(base, **more)


def drawn_text(document: Any) -> str:
    """All that a document says, line by line."""
    lines = [document.title, document.notice, document.foot]
    for part in document.parts:
        lines += [getattr(part, "text", ""), getattr(part, "caption", ""), *getattr(part, "items", [])]
        lines += [str(cell) for line in [getattr(part, "header", []), *getattr(part, "rows", [])] for cell in line]
    return "\n".join(lines)
