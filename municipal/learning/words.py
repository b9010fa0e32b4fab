"""What the pages of Apprendre say that is no content: levels, states, what one thinks of an answer."""

from typing import Final

from municipal.web.marking import mark

UNKNOWN_OPTION: Final = mark("Je ne sais pas")
CONFIDENCE: Final = {
    "guess": mark("Je devine"),
    "likely": mark("Je pense que oui"),
    "sure": mark("J’en ai la certitude"),
}
CHOOSE: Final = mark("Choisissez une réponse, ou « Je ne sais pas ».")
CHOOSE_CONFIDENCE: Final = mark("Dites à quel point vous y croyez.")
DECIDE: Final = mark("Choisissez ce que vous faites.")
COOKIE_FULL: Final = mark(
    "Ouvrez un compte pour garder la suite : ce navigateur ne peut pas en retenir davantage. Rien n’est perdu."
)


def whole(minutes: float) -> int:
    """Minutes as a page says them: whole ones, at least one."""
    return max(1, round(minutes))
