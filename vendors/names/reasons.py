"""Why two names are taken for one enterprise or for two: in words, for the person who decides."""

from enum import Enum


class Reason(Enum):
    """A reason, in French and in English."""

    SAME_NEQ = ("même NEQ", "same NEQ")
    OTHER_NEQ = ("NEQ différents", "different NEQs")
    SAME_NUMBER = ("même compagnie à numéro", "same numbered company")
    OTHER_NUMBER = ("compagnies à numéros différents", "differently numbered companies")
    NUMBER_ON_ONE_SIDE = ("une compagnie à numéro d’un seul côté", "a numbered company on one side only")
    SAME_TEXT = ("même texte", "same text")
    SAME_WORDS = ("mêmes mots", "same words")
    OTHER_SPELLING = ("mêmes mots, écrits autrement", "same words, spelled differently")
    SHORTENED = ("un mot abrégé, coupé ou réduit à ses initiales", "a word shortened, cut or given by its initials")
    COMMON_WORD_MORE = ("un mot courant de plus d’un côté", "one more common word on one side")
    OWN_WORD_MORE = ("un mot distinctif de plus d’un côté", "one more distinctive word on one side")
    OTHER_WORDS = ("des mots différents de chaque côté", "different words on each side")
    OTHER_FORM = ("forme juridique différente", "different legal form")
    OTHER_FAMILY = ("formes juridiques incompatibles", "legal forms that exclude each other")
    OTHER_DIGITS = ("chiffres différents", "different figures")
    DIGITS_ON_ONE_SIDE = ("des chiffres d’un seul côté", "figures on one side only")
    OTHER_PLACE = ("lieux différents", "different places")
    GROUP = (
        "« Groupe » ou un mot semblable d’un seul côté",
        "“Group” or the like on one side only",
    )
    GIVEN_NAME = ("un prénom d’un seul côté", "a given name on one side only")
    PERSON = ("une personne d’un côté, une entreprise de l’autre", "a person on one side, an enterprise on the other")
    ANOTHER_NAME = ("un des noms donnés seulement", "one of the given names only")
    NOTHING_OF_ITS_OWN = ("aucun mot distinctif", "no distinctive word")
    NOTHING = ("rien à comparer", "nothing to compare")

    def text(self, language: str) -> str:
        """The reason in the person’s language."""
        fr, en = self.value
        return en if language == "en" else fr.replace("« ", "«\u00a0").replace(" »", "\u00a0»")


def told(reasons: tuple[Reason, ...], language: str) -> str:
    """All the reasons, in one line: « mêmes mots, forme juridique différente »."""
    return ", ".join(reason.text(language) for reason in reasons)
