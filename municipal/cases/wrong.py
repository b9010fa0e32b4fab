"""What is said of a field that is wrong: the remedy first."""

from collections.abc import Iterable, Mapping
from typing import Final

from municipal.cases.text import FIELDS
from municipal.web.form import FieldError
from municipal.web.language import translator
from municipal.web.marking import mark

_ASIDE: Final = mark("Écrivez au plus 1\u00a0000 caractères, ou laissez le champ vide.")
_SHORT: Final = mark("Écrivez au plus 200 caractères, ou laissez le champ vide.")
_LIST: Final = mark("Choisissez dans la liste.")

# By field; what has a reason of its own stands below.
_REMEDIES: Final[dict[str, str]] = {
    "title": mark("Écrivez un titre de 1 à 100 caractères."),
    "problem": mark("Décrivez le problème, en 1 à 1\u00a0000 caractères."),
    "done": mark("Dites ce qui a été fait, en 1 à 1\u00a0000 caractères."),
    "not_worked": mark("Dites ce qui n’a pas fonctionné, en 1 à 1\u00a0000 caractères."),
    "lessons": mark("Dites ce que vous referiez autrement, en 1 à 1\u00a0000 caractères."),
    **dict.fromkeys(("measured", "data_needed", "prerequisites"), _ASIDE),
    **dict.fromkeys(("framed_by", "owned_by", "data_access_by", "supplier"), _SHORT),
    "domain_1": mark("Choisissez au moins un domaine, dans la liste."),
    "state": mark("Choisissez où en est le projet."),
    "started": mark("Écrivez une année, comme 2024, ou une année et un mois, comme 2024-09."),
    "ended": mark("Écrivez une année ou un mois, comme 2025-06, ou laissez le champ vide."),
    "staff_hours": mark("Écrivez un nombre d’heures, sans décimale, ou laissez le champ vide."),
    "indicator": mark("Choisissez un indicateur que la ville déclare suivre."),
    "control": mark("Choisissez une autre ville, qui suit le même indicateur."),
    "supplier_email": mark("Écrivez le courriel du fournisseur\u00a0: il a dix jours pour répondre."),
    "check_contract": mark("Lisez la clause de confidentialité du contrat, puis cochez la case."),
    "check_litigation": mark("Vérifiez qu’aucun litige n’est en cours, puis cochez la case."),
    "check_personal": mark("Relisez pour retirer tout renseignement personnel, puis cochez la case."),
}
_REASONS: Final[dict[tuple[str, str], str]] = {
    ("started", "future"): mark("Écrivez une date passée, ou choisissez «\u00a0Idée\u00a0»."),
    ("ended", "future"): mark("Écrivez une date passée, ou laissez le champ vide."),
    ("ended", "before"): mark("Écrivez une fin qui suit le début."),
    ("ended", "running"): mark("Videz ce champ\u00a0: le projet n’est ni arrêté ni en pause."),
    ("reason_cost", "running"): mark("Décochez les raisons\u00a0: le projet n’est ni arrêté ni en pause."),
    ("supplier", "other"): mark("Écrivez un autre cas\u00a0: un autre fournisseur a déjà répondu à celui-ci."),
    ("organisation", "unknown"): mark("Rechargez la page, puis recommencez."),
}


def told(errors: Mapping[str, str], language: str) -> list[FieldError]:
    """Each error with its remedy."""
    _ = translator(language)
    return in_order(FieldError(field, _(_remedy(field, kind))) for field, kind in errors.items())


def in_order(errors: Iterable[FieldError]) -> list[FieldError]:
    """Errors as their fields stand in the form."""
    return sorted(errors, key=lambda error: FIELDS.index(error.field) if error.field in FIELDS else -1)


def _remedy(field: str, kind: str) -> str:
    if (field, kind) in _REASONS:
        return _REASONS[field, kind]
    if field.startswith("document_title"):
        return mark("Nommez le document, en 200 caractères au plus.")
    if field.startswith("document_url"):
        return mark("Écrivez une adresse qui commence par https://.")
    return _REMEDIES.get(field, _LIST)
