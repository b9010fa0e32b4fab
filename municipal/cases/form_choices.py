"""What the form of a case offers to choose from: what the city follows, what answers the domain, who went without."""

from typing import Any, Final

from sqlmodel import Session

from municipal.cases.case_form import case_form
from municipal.cases.shelf import shelf
from municipal.cases.text import FIELDS
from municipal.cases.words import REASONS, STATES
from municipal.indicators.late import usable
from municipal.indicators.queries import tracked_by, trackers
from municipal.needs import labels
from municipal.places.queries import places, similar
from municipal.web.language import translator
from municipal.web.marking import mark
from municipal.web.page import Choice, choices
from vendors.registry.queries import solutions

_NAMES: Final[dict[str, str]] = {
    "title": mark("Titre"),
    "problem": mark("Le problème"),
    "done": mark("Ce qui a été fait"),
    "domain": mark("Domaine municipal"),
    "state": mark("Où en est le projet"),
    "started": mark("Début"),
    "not_worked": mark("Ce qui n’a pas fonctionné"),
    "lessons": mark("Ce que nous referions autrement"),
    "language": mark("Langue du cas"),
    "visibility": mark("Visible par"),
    "capability": mark("Ce que fait la solution"),
    "solution": mark("Solution (facultatif)"),
    "supplier": mark("Fournisseur à nommer (facultatif)"),
    "supplier_email": mark("Courriel du fournisseur"),
    "supplier_language": mark("Langue du préavis"),
    "indicator": mark("Indicateur que la ville suit (facultatif)"),
    "control": mark("Ville comparable, restée sans l’outil (facultatif)"),
    "ended": mark("Fin (facultatif)"),
    "reason": mark("Raisons (facultatif)"),
    "measured": mark("Ce qui a été mesuré ou observé autrement (facultatif)"),
    "data_needed": mark("Données nécessaires"),
    "staff_hours": mark("Heures de travail du personnel municipal"),
    "cost_range": mark("Coût"),
    "prerequisites": mark("Conditions préalables"),
    "framed_by": mark("Qui encadre"),
    "owned_by": mark("À qui appartient le projet"),
    "data_access_by": mark("Qui donne accès aux données"),
    "would_do_again": mark("Le referions-nous?"),
    "document": mark("Documents publics de la ville"),
    "check": mark("Avant d’envoyer, vérifiez"),
    "organisation": mark("Avant d’envoyer, vérifiez"),
}


def field_names(language: str) -> dict[str, str]:
    """How each field is called where two people’s edits are joined."""
    _ = translator(language)
    return {field: _(_NAMES.get(field) or _NAMES[field.split("_")[0]]) for field in FIELDS}


def offered(session: Session, city: str, values: dict[str, str], language: str) -> dict[str, Any]:
    """The choices of each field, and whether the indicator that is chosen may count."""
    _ = translator(language)
    none = [("", _("Aucun"))]
    form = case_form()
    followed = [(one.indicator, one.name) for one in tracked_by(session, city, language)]
    chosen, started = values["indicator"], values["started"]
    counts = usable(session, city, chosen, started) if chosen and started[:4].isdecimal() else "yes"
    return {
        "domains": choices([("", _("Choisir")), *labels("domain", language)]),
        "capabilities": choices([("", _("Non précisé")), *labels("capability", language)]),
        "states": choices([(key, _(STATES[key])) for key in ("idea", "pilot", "in_use", "paused", "stopped")]),
        "reasons": [(f"reason_{key}", _(words)) for key, words in REASONS.items()],
        "indicators": choices([("", _("Aucun")), *followed]),
        "counts": counts,
        "controls": choices([*none, *_controls(session, city, values, language)]) if chosen else [],
        "answering": _answering(session, values, language),
        "costs": choices([("", _("Non précisé")), *form.offered("cost_range", language)]),
        "again_choices": choices([("", _("Non précisé")), *form.offered("would_do_again", language)]),
        "visibilities": choices(form.offered("visibility", language)),
        "languages": choices(form.offered("language", language)),
        "checks": [(f"check_{one.id}", one.text("text", language)) for one in form.checks],
    }


def _answering(session: Session, values: dict[str, str], language: str) -> list[Choice]:
    """The solutions of the domain that is chosen, or all of them; the one that is chosen stays among them."""
    _ = translator(language)
    wanted = {values[name] for name in ("domain_1", "domain_2", "domain_3") if values[name]}
    rows = [
        row for row in solutions(session) if row.id == values["solution"] or not wanted or wanted & set(row.domains)
    ]
    return choices(
        [("", _("Aucune, ou pas dans la liste")), *((row.id, f"{row.name} ({row.vendor_name})") for row in rows)]
    )


def _controls(session: Session, city: str, values: dict[str, str], language: str) -> list[tuple[str, str]]:
    """The other cities that follow the indicator, the likest first; not those whose case tells of the same solution."""
    named = (one for one in shelf(session).published if one.text.visibility == "public")
    using = {one.city for one in named if one.text.solution == values["solution"]}
    followers = {one.city for one in trackers(session, values["indicator"], language)} - {city}
    if values["solution"]:
        followers -= using
    known = {place.code: place for place in places(session)}
    return [(place.code, known[place.code].label) for place in similar(session, city, followers, len(followers))]
