"""Why a solution is there, or is not, in words: the search gives codes, these sentences explain them."""

from typing import Final

from municipal.lifecycle import removed_because
from municipal.needs import the_taxonomy
from municipal.web.format import number
from municipal.web.language import translator
from municipal.web.marking import mark
from vendors.needs.detect import Detected
from vendors.needs.find import Excluded, Found, Result
from vendors.registry.queries import SolutionRow

STATUS: Final = {
    "candidate": mark("repérée dans une source publique"),
    "observed": mark("observée"),
    "listed": mark("répertoriée"),
    "dereferenced": mark("retirée"),
}
HOSTING: Final = {"quebec": mark("au Québec"), "canada": mark("au Canada"), "elsewhere": mark("hors du Canada")}
LANGUAGES: Final = {"fr": mark("français"), "en": mark("anglais")}
KINDS: Final = {"product": mark("produit"), "service": mark("service"), "platform": mark("plateforme")}


def reasons(result: Result, language: str) -> list[str]:
    """Why a solution answers a need: the domain, the means, what someone states."""
    _ = translator(language)
    lines: list[str] = []
    if result.domains:
        lines.append(_("répond à\u00a0: {names}").format(names=_names(result.domains, language)))
    if result.capabilities:
        lines.append(_("utilise\u00a0: {names}").format(names=_names(result.capabilities, language)))
    for one in result.statements:
        text = one.reason_en if language == "en" else one.reason_fr
        lines.append(_("selon {source}\u00a0: {reason}").format(source=one.source_title, reason=text))
    if result.general:
        lines.append(_("rédige ou traduit des textes de bureau"))
    return lines


def cautions(result: Result, detected: Detected, language: str) -> list[str]:
    """What does not answer, what needs care, what is too big for the city."""
    _ = translator(language)
    lines: list[str] = []
    if result.general:
        lines.append(
            _("assistant généraliste\u00a0: relire chaque texte, ne lui confier aucun renseignement personnel")
        )
    elif not result.statements:
        missing = [node for node in detected.capabilities if node not in result.capabilities]
        if missing and not result.capabilities:
            lines.append(
                _("sa description publique ne mentionne pas\u00a0: {names}").format(names=_names(missing, language))
            )
        if detected.domains and not result.domains:
            lines.append(_("autre domaine\u00a0: {names}").format(names=_names(result.solution.domains, language)))
    if result.too_small and result.solution.smallest_population:
        least = number(result.solution.smallest_population, language)
        lines.append(_("dit servir les municipalités d’au moins {least} personnes").format(least=least))
    return lines


def fit(result: Result, language: str, *, only_domain: bool) -> str:
    """The fit in a few words, with what it rests on."""
    _ = translator(language)
    if result.basis == "statement":
        stated = {
            "fits": _("Convient, selon une ville"),
            "partly": _("Convient en partie, selon une ville"),
            "unknown": _("On ne sait pas"),
        }
        return stated[result.fit]
    if result.general:
        return _("En partie, avec précautions")
    if result.fit == "fits":
        return _("Répond au besoin, selon sa description publique")
    if only_domain:
        return _("Même domaine, selon sa description publique")
    return _("Répond en partie, selon sa description publique")


def exclusion(one: Excluded, detected: Detected, language: str) -> str:
    """Why a solution was left out."""
    _ = translator(language)
    if one.removed:
        reason = removed_because(one.why, language)
        return (
            _("Retirée du répertoire\u00a0: {reason}.").format(reason=reason) if reason else _("Retirée du répertoire.")
        )
    if one.statement:
        text = one.statement.reason_en if language == "en" else one.statement.reason_fr
        return _("Ne convient pas, selon {source}\u00a0: {reason}").format(
            source=one.statement.source_title, reason=text
        )
    if not detected.nodes:
        return _("Un assistant généraliste n’est proposé que pour un besoin précis de rédaction ou de traduction.")
    if detected.domains:
        text = _("Un assistant bureautique généraliste ne répond pas à ce besoin spécialisé\u00a0: {names}.")
        return text.format(names=_names(detected.domains, language))
    return _("Un assistant bureautique généraliste ne répond pas à un besoin spécialisé.")


def silence(found: Found, language: str) -> str:
    """What would help, where nothing was understood or nothing answers; blank otherwise."""
    _ = translator(language)
    if not found.detected.nodes:
        return _(
            "Nommez le service et le problème. Par exemple\u00a0: «\u00a0suivi des nids-de-poule\u00a0», "
            "«\u00a0répondre aux appels le soir\u00a0», «\u00a0traduire nos avis publics\u00a0»."
        )
    if not found.results:
        text = _("Aucune solution connue ne répond à\u00a0: {names}. Voyez les domaines voisins et les ressources.")
        return text.format(names=_names(found.detected.nodes, language))
    return ""


def price(solution: SolutionRow, language: str) -> str | None:
    """The price range that a source states, per year; None when unknown."""
    _ = translator(language)
    low, high = solution.price_low, solution.price_high
    if low is None and high is None:
        return None
    if low is None or high is None or low == high:
        return _("{amount}\u00a0$ par an").format(amount=number(low if low is not None else high or 0, language))
    return _("de {low} à {high}\u00a0$ par an").format(low=number(low, language), high=number(high, language))


def _names(nodes: list[str], language: str) -> str:
    taxonomy = the_taxonomy()
    return ", ".join(_low(taxonomy.label(node, language)) for node in nodes)


def _low(label: str) -> str:
    """A label inside a sentence: in lower case, unless it begins with an acronym."""
    first = label.split(" ", 1)[0]
    return label if first.isupper() and len(first) > 1 else label[0].lower() + label[1:]
