"""What would change the answer, and what is missing for a better one, in words."""

from typing import Final

from msgspec import Struct

from municipal.comparison.answer import Answer
from municipal.comparison.basis import Missing
from municipal.comparison.words import percent, worth
from municipal.evidence import the_constants
from municipal.web.language import translator
from municipal.web.marking import mark
from vendors.evidence.compare import STATUS_QUO

# More of them would be read by nobody.
MOST_TURNS: Final = 3
# What would change the answer by less than half a point of a hundred changes nothing.
_NOTHING: Final = 0.005
REMEDIES: Final = {
    "no_reading": mark("Ajoutez au moins un relevé."),
    "no_bounds": mark("Dites la pire valeur acceptable et la cible."),
    "wrong_bounds": mark("Corrigez la cible\u00a0: elle doit être du bon côté de la pire valeur."),
    "value": mark("Une valeur de zéro, ou de 100\u00a0%, ne se compare pas en proportion."),
}
DESCRIBES: Final = ("context", "describes")


class Lacking(Struct, frozen=True):
    """The indicators of the need that are not compared: to complete, to declare, and those that only describe."""

    own: list[tuple[Missing, str]]
    untracked: list[Missing]
    describing: list[Missing]


def lacking(made: Answer, language: str) -> Lacking:
    """What is missing, with what to do about it."""
    _ = translator(language)
    missing = made.bases.missing
    return Lacking(
        own=[(one, _(REMEDIES[one.what])) for one in missing if one.what in REMEDIES],
        untracked=[one for one in missing if one.what == "untracked"],
        describing=[one for one in missing if one.what in DESCRIBES],
    )


def changes(made: Answer, language: str) -> list[str]:
    """What would change the answer: which weights, which study, and what knowing everything would be worth."""
    if made.compared is None:
        return []
    _ = translator(language)
    if not any(one.study for one in made.studies):
        return [
            _("Personne n’a encore mesuré ces solutions sur ces indicateurs. Toute mesure changerait la réponse."),
            _("La première ville qui mesure avant et après aidera toutes les autres."),
        ]
    names = {one.id: one.name for one in made.chosen.rows} | {STATUS_QUO: _("«\u00a0Ne rien changer\u00a0»")}
    titles = {one.id: one.name for one in made.bases.compared}
    said: list[str] = []
    for turn in made.turns[:MOST_TURNS]:
        more = turn.at > turn.share
        text = (
            _("Si «\u00a0{indicator}\u00a0» pesait plus de {at} ({share} ici), {then} passerait devant {now}.")
            if more
            else _("Si «\u00a0{indicator}\u00a0» pesait moins de {at} ({share} ici), {then} passerait devant {now}.")
        )
        at, share = percent(turn.at, language), percent(turn.share, language)
        said.append(
            text.format(
                indicator=titles[turn.indicator], at=at, share=share, then=names[turn.then], now=names[turn.now]
            )
        )
    if not said and len(titles) > 1:
        said.append(_("Changer le poids d’un seul indicateur ne changerait pas l’ordre des gains attendus."))
    return [*said, _study(made, names, titles, language), _worth(made, language)]


def _study(made: Answer, names: dict[str, str], titles: dict[str, str], language: str) -> str:
    _ = translator(language)
    cell = max(made.cells.values(), key=lambda one: one.part.knowing)
    if cell.part.knowing < _NOTHING:
        return _("Aucune mesure, à elle seule, ne changerait le choix.")
    text = _(
        "La mesure qui aiderait le plus\u00a0: {solution} sur «\u00a0{indicator}\u00a0», "
        "dans une ville comme la vôtre. "
        "La connaître ajouterait au gain attendu, en points sur 100\u00a0: {points}."
    )
    if not cell.counted:
        text += " " + _("Aucune mesure d’une ville n’y compte encore.")
    return text.format(
        solution=names[cell.solution], indicator=titles[cell.indicator], points=worth(cell.part.knowing, language)
    )


def _worth(made: Answer, language: str) -> str:
    _ = translator(language)
    evpi = made.compared.evpi if made.compared else 0.0
    if evpi >= the_constants().pilot_evpi:
        text = _(
            "Tout savoir avant de choisir ajouterait au gain attendu, en points sur 100\u00a0: {points}. "
            "C’est assez pour qu’un essai mesuré vaille la peine."
        )
    else:
        text = _(
            "Tout savoir avant de choisir ajouterait au gain attendu, en points sur 100\u00a0: {points}. "
            "C’est peu\u00a0: un essai changerait rarement le choix."
        )
    return text.format(points=worth(evpi, language))
