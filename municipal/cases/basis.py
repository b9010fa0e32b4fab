"""On what the effect of a city’s case rests, in a sentence or two."""

from typing import Final

from municipal.cases.case_form import case_form
from municipal.cases.effect import Derived
from municipal.web.format import number
from municipal.web.language import translator
from municipal.web.marking import mark

_SILENT: Final = {
    "hidden": mark("La ville ne donne pas son nom\u00a0: l’effet vient de ses relevés, qui ne sont pas montrés."),
    "idea": mark("Rien n’a commencé\u00a0: il n’y a pas encore d’effet à mesurer."),
    "no_indicator": mark("La ville ne nomme aucun indicateur\u00a0: l’effet n’est pas mesuré."),
    "untracked": mark("La ville ne déclare pas suivre cet indicateur\u00a0: il ne compte pas."),
    "late": mark("L’indicateur a été suivi après le début\u00a0: il ne compte pas."),
    "method_changed": mark("La façon de compter a changé depuis le début\u00a0: avant et après ne se comparent pas."),
    "no_direction": mark("L’indicateur vise une cible que la ville n’a pas déclarée\u00a0: l’effet ne peut être dit."),
}
_INTERVAL: Final = {
    "better": mark("L’écart va dans le bon sens, même avec sa marge d’erreur ({chance} fois sur 10)."),
    "worse": mark("L’écart va dans le mauvais sens, même avec sa marge d’erreur ({chance} fois sur 10)."),
    "same": mark("L’écart peut être nul, compte tenu de sa marge d’erreur ({chance} fois sur 10)."),
}


def because(basis: Derived, language: str) -> str:
    """How the effect was told, or why it could not be."""
    _ = translator(language)
    if basis.because in _SILENT:
        return _(_SILENT[basis.because])
    if basis.because == "one_sided":
        return _("Il manque des relevés\u00a0: {before} avant le début, {after} après.").format(
            before=basis.before, after=basis.after
        )
    counted = _("Selon les relevés de la ville\u00a0: {before} avant le début, {after} après.").format(
        before=basis.before, after=basis.after
    )
    if basis.because == "means":
        share = number(100 * case_form().numbers.same_within, language)
        rest = _(
            "Trop peu de relevés pour une marge d’erreur\u00a0: "
            "un écart de {share}\u00a0% ou moins se dit «\u00a0pareil\u00a0»."
        )
        return f"{counted} {rest.format(share=share)}"
    chance = number(10 * case_form().numbers.interval, language)
    told = _(_INTERVAL[basis.effect]).format(chance=chance)
    if basis.compared:
        told += " " + _("Ce qui a changé dans une ville comparable, restée sans l’outil, est retranché.")
    return f"{counted} {told}"
