"""The figures in ordinary words: a quantity, a chance, a verdict that is never an endorsement, a reason."""

from math import exp
from typing import Final

from municipal.web.format import number
from municipal.web.language import translator
from municipal.web.marking import mark
from vendors.evidence.comparison import Row

VERDICTS: Final = {
    "favorable": mark("Preuves favorables"),
    "a_piloter": mark("À piloter"),
    "preuve_insuffisante": mark("Preuve insuffisante"),
}
TONES: Final = {"favorable": "good", "a_piloter": "caution", "preuve_insuffisante": "neutral"}
# What a council says of an indicator, by what it weighs.
WEIGHTS: Final = (mark("Pas important"), mark("Utile"), mark("Important"), mark("Essentiel"))
UNCOUNTED: Final = {
    "untracked": mark("La ville ne déclare pas suivre cet indicateur."),
    "late": mark("L’indicateur a été suivi après le début du projet."),
    "unlike": mark("On en sait trop peu pour dire si cette ville ressemble à la vôtre."),
    "method": mark("La façon de compter a changé avec l’outil, ou après."),
    "few": mark("Trop peu de relevés pour calculer une marge d’erreur."),
    "value": mark("Un relevé de zéro, ou de 100\u00a0%, ne se compare pas en proportion."),
    "twice": mark("Cette ville compte déjà pour cette solution."),
}
# Half of one time in ten: nearer to always, or to never, no number of times is said.
_HALF_OF_ONE: Final = 0.05
_TEN: Final = 10
_HUNDRED: Final = 100


def shown(value: float, language: str) -> str:
    """A computed value, no finer than it deserves: whole from 100 on, one decimal from 1 on, else two."""
    size = abs(value)
    digits = 0 if size >= _HUNDRED else 1 if size >= 1 else 2
    return number(round(value, digits), language)


def quantity(text: str, unit: str, language: str) -> str:
    """A number already written, with its unit as the language wants it: `12 %`, `12%`, `$12/km`."""
    if language == "en":
        if unit.startswith("$"):
            return f"${text}{unit[1:]}"
        return f"{text}{unit}" if unit.startswith("%") else f"{text} {unit}"
    return f"{text}\u00a0{unit}"


def points(share: float, language: str) -> str:
    """A share of the way from the worst value to the target, in points of a hundred, with its sign."""
    rounded = round(share * _HUNDRED)
    sign = "+" if rounded > 0 else "−" if rounded < 0 else ""
    return f"{sign}{number(abs(rounded), language)}"


def worth(share: float, language: str) -> str:
    """What knowing something is worth, in points of a hundred."""
    return number(round(share * _HUNDRED, 1), language)


def times(probability: float, language: str) -> str:
    """A probability as a whole number of times in ten, never rounded up: 8 times are 8, and no fewer."""
    _ = translator(language)
    if probability >= 1 - _HALF_OF_ONE:
        return _("plus de 9 fois sur 10")
    if probability <= _HALF_OF_ONE:
        return _("moins de 1 fois sur 10")
    return _("{count} fois sur 10").format(count=number(max(int(probability * _TEN), 1), language))


def cities(count: int, language: str) -> str:
    """How many cities."""
    _ = translator(language)
    return (_("{count} ville") if count == 1 else _("{count} villes")).format(count=number(count, language))


def percent(share: float, language: str) -> str:
    """A share as a whole percentage."""
    return f"{number(round(share * _HUNDRED), language)}{'%' if language == 'en' else chr(0xA0) + '%'}"


def changed(y: float, scale: str, language: str) -> str:
    """An effect on the log scale as a change in percent, of the value or of its odds."""
    _ = translator(language)
    share = exp(y) - 1
    text = f"{'+' if share >= 0 else '−'}{percent(abs(share), language)}"
    return _("{change} (sur les cotes)").format(change=text) if scale == "lo" else text


def verdict(row: Row, count: int, language: str) -> str:
    """The sentence under a solution’s name; its first words are the verdict’s."""
    _ = translator(language)
    chance, rests = times(row.p_beats_status_quo, language), cities(count, language)
    match row.verdict:
        case "favorable":
            text = _("Preuves favorables\u00a0: mieux que ne rien changer {chance}, d’après {cities}.")
        case "a_piloter":
            text = _(
                "À piloter\u00a0: mieux que ne rien changer {chance}, d’après {cities}. "
                "Un essai mesuré apprendrait assez pour en valoir la peine."
            )
        case _none if not count:
            text = _("Preuve insuffisante\u00a0: aucune mesure d’une ville ne compte encore ici pour cette solution.")
        case _none:
            text = _(
                "Preuve insuffisante\u00a0: mieux que ne rien changer {chance}, d’après {cities}. "
                "C’est trop peu pour conclure."
            )
    return text.format(chance=chance, cities=rests)
