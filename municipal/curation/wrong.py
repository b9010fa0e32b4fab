"""What to write instead, beside each field of the curation’s forms."""

from collections.abc import Iterable

from municipal.web.form import FieldError
from municipal.web.language import translator


def errors_of(wrong: Iterable[str], spoken: str, *, after: str = "") -> list[FieldError]:
    """A message for each wrong field; `after` ends the ids of the fields of a form that a page has several times."""
    _ = translator(spoken)
    lost = _("Rechargez la page, puis recommencez.")
    told = {
        "reason": _("Dites pourquoi, en 5 à 1\u00a0000 caractères."),
        "source": _("Dites où vous l’avez lu, en 3 à 300 caractères."),
        "name": _("Écrivez un nom de 2 à 200 caractères, sur une ligne."),
        "alias": _("Écrivez un nom de 2 à 200 caractères, sur une ligne."),
        "alias_kind": _("Choisissez le genre de nom."),
        "neq": _("Écrivez les dix chiffres du NEQ, ou rien."),
        "website": _("Écrivez l’adresse complète, comme https://exemple.ca."),
        "city": _("Écrivez au plus 200 caractères, sur une ligne."),
        "region_fr": _("Écrivez au plus 200 caractères, sur une ligne."),
        "region_en": _("Écrivez au plus 200 caractères, sur une ligne."),
        "description": _("Écrivez au plus 2\u00a0000 caractères."),
        "contact": _("Écrivez une adresse de courriel."),
        "text_fr": _("Écrivez de 5 à 1\u00a0000 caractères en français."),
        "text_en": _("Écrivez de 5 à 1\u00a0000 caractères en anglais."),
        "source_title": _("Dites où vous l’avez lu, en 3 à 300 caractères."),
        "source_url": _("Écrivez l’adresse complète, comme https://exemple.ca."),
        "source_date": _("Écrivez une date comme 2026-11-22, 2026-11 ou 2026."),
        "fields": _("Cochez au moins un champ à accepter."),
        "after": _("Choisissez le statut proposé."),
        "spoken": _("Choisissez la langue du message."),
    }
    return [FieldError(f"{name}{after}", told.get(name, lost)) for name in wrong]
