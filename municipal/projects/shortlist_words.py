"""The words of a shortlist: how far a solution answers, where it stands in the list, what is to be mended."""

from typing import Final

from municipal.web.format import number
from municipal.web.language import translator
from municipal.web.marking import mark

FEWEST: Final = 2
MOST: Final = 5
LONGEST: Final = 300

_FIT: Final = {
    ("fits", "statement"): mark("Convient, selon une ville"),
    ("partly", "statement"): mark("Convient en partie, selon une ville"),
    ("fits", "description"): mark("Répond au besoin, selon sa description publique"),
    ("partly", "description"): mark("Répond en partie, selon sa description publique"),
}
_PLACES: Final = {
    "compared": mark("gardée et comparée"),
    "kept": mark("gardée"),
    "left": mark("écartée par la ville"),
    "excluded": mark("écartée par les règles"),
}
TONES: Final = {"compared": "good", "kept": "good", "left": "neutral", "excluded": "neutral"}


def fit_words(fit: str, basis: str, language: str) -> str:
    """How far a solution answers the need, and on what that rests."""
    return translator(language)(_FIT.get((fit, basis), mark("On ne sait pas")))


def place_words(place: str, language: str) -> str:
    """Where a solution stands in the list: `compared`, `kept`, `left` by the city, `excluded` by the rules."""
    return translator(language)(_PLACES[place])


def headings(language: str) -> tuple[str, list[str]]:
    """The title of the list as a table, and its columns."""
    _ = translator(language)
    columns = (_("Solution"), _("Fournisseur"), _("Place dans la liste"), _("Pourquoi elle est écartée"))
    return _("Étude de marché"), [*columns, _("Répond au besoin"), _("Raisons"), _("Utilisations publiques citées")]


def counted(kept: int, compared: int, left: int, language: str) -> str:
    """How many solutions a list holds: « Retenues : 7, dont 5 comparées. Écartées : 4. »."""
    _ = translator(language)
    said = {"kept": number(kept, language), "compared": number(compared, language), "left": number(left, language)}
    if compared:
        return _("Solutions gardées\u00a0: {kept}, dont {compared} comparées. Écartées\u00a0: {left}.").format(**said)
    return _("Solutions gardées\u00a0: {kept}. Écartées\u00a0: {left}.").format(**said)


def too_few_or_many(ticked: int, language: str) -> str:
    """The remedy where fewer than two solutions, or more than five, are to be compared."""
    _ = translator(language)
    if not ticked:
        return _("Cochez de 2 à 5 solutions à comparer. Aucune n’est cochée.")
    if ticked < FEWEST:
        return _("Cochez une autre solution à comparer. Il en faut de 2 à 5.")
    return _("Décochez des solutions\u00a0: {count} sont cochées, et 5 au plus se comparent.").format(
        count=number(ticked, language)
    )


def ticked_and_left(name: str, language: str) -> str:
    """The remedy where a solution is both to be compared and left out."""
    text = translator(language)("Choisissez pour «\u00a0{name}\u00a0»\u00a0: décochez-la, ou effacez la raison.")
    return text.format(name=name)


def too_long(name: str, language: str) -> str:
    """The remedy where a reason is too long."""
    text = translator(language)("Raccourcissez la raison pour «\u00a0{name}\u00a0»\u00a0: au plus {count} caractères.")
    return text.format(name=name, count=number(LONGEST, language))


def list_moved(language: str) -> str:
    """The remedy where the list is no longer the one that was read."""
    return translator(language)("Relisez la liste, puis recommencez\u00a0: le registre a changé pendant votre lecture.")


def fixed_meanwhile(language: str) -> str:
    """The remedy where somebody else fixed the list meanwhile."""
    return translator(language)("Relisez d’abord\u00a0: une autre personne a figé la liste pendant votre lecture.")


def note_too_long(name: str, most: int, language: str) -> str:
    """The remedy where a note is too long."""
    text = translator(language)("Raccourcissez la note sur «\u00a0{name}\u00a0»\u00a0: au plus {count} caractères.")
    return text.format(name=name, count=number(most, language))


def note_twice(name: str, language: str) -> str:
    """The remedy where two people wrote at once; without a name, where nothing needs choosing."""
    _ = translator(language)
    if not name:
        return _("Relisez, puis enregistrez\u00a0: une autre personne a écrit ici entre-temps. Rien n’est perdu.")
    return _("Réunissez les deux notes sur «\u00a0{name}\u00a0», puis enregistrez.").format(name=name)


def choose_first(language: str) -> str:
    """The remedy where nothing is compared yet."""
    return translator(language)("Choisissez d’abord de 2 à 5 solutions, à l’étape du marché.")
