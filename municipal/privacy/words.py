"""How the register of incidents names its fields, and what it says of one that is wrong."""

from typing import Final

from municipal.web.language import translator

# The fields that are told in sentences.
WORDS: Final = ("information", "circumstances", "sensitivity", "consequences", "likelihood", "measures")


def labels(language: str) -> dict[str, str]:
    """The name of each field."""
    _ = translator(language)
    return {
        "id": _("Numéro"),
        "information": _("Renseignements touchés"),
        "circumstances": _("Circonstances"),
        "occurred_from": _("Début de l’incident"),
        "occurred_to": _("Fin de l’incident"),
        "aware_on": _("Jour où l’organisme l’a appris"),
        "persons": _("Nombre de personnes touchées"),
        "persons_in_quebec": _("Nombre de ces personnes au Québec"),
        "sensitivity": _("Sensibilité des renseignements"),
        "consequences": _("Conséquences craintes"),
        "likelihood": _("Probabilité d’un usage nuisible"),
        "serious": _("Risque de préjudice sérieux"),
        "cai_told_on": _("Avis envoyé à la Commission d’accès à l’information"),
        "persons_told_on": _("Avis envoyé aux personnes touchées"),
        "public_notice": _("Avis public"),
        "measures": _("Mesures prises"),
        "kept_until": _("À garder au moins jusqu’au"),
    }


def remedy(field: str, language: str) -> str:
    """What to do about a field that is wrong."""
    _ = translator(language)
    about = _("Écrivez une date passée, comme 2026-11-22, ou 2026-11 si le jour est inconnu.")
    day = _("Écrivez un jour passé, comme 2026-11-22.")
    return {
        "occurred_from": about,
        "occurred_to": _("Écrivez une date passée qui ne précède pas le début, ou laissez vide."),
        "aware_on": _("Écrivez un jour passé, comme 2026-11-22, qui ne précède pas le début de l’incident."),
        "cai_told_on": day,
        "persons_told_on": day,
        "persons": _("Écrivez un nombre entier, ou laissez vide s’il est inconnu."),
        "persons_in_quebec": _("Écrivez un nombre entier, au plus celui des personnes touchées, ou laissez vide."),
        "serious": _("Répondez\u00a0: oui, ou non."),
        "public_notice": _("Écrivez au plus 4\u00a0000 caractères."),
        **dict.fromkeys(
            WORDS, _("Écrivez de 3 à 4\u00a0000 caractères; «\u00a0inconnu\u00a0» et la raison suffisent.")
        ),
    }.get(field, _("Rechargez la page, puis recommencez."))
