"""Why a row of a list of suppliers is refused, and its remedy, in French and English."""

from typing import Final

Told = tuple[tuple[str, str], tuple[str, str]]

LONGEST: Final = {"name": 200, "city": 200, "region": 200, "website": 500}

BLANK: Final[Told] = (
    ("nom manquant", "Écrivez le nom de l’entreprise, ou retirez la ligne"),
    ("name missing", "Write the name of the enterprise, or remove the row"),
)
NEQ: Final[Told] = (
    ("le NEQ n’a pas dix chiffres", "Écrivez les dix chiffres du NEQ, ou videz la case"),
    ("the NEQ does not have ten digits", "Write the ten digits of the NEQ, or empty the cell"),
)
WEBSITE: Final[Told] = (
    ("ce n’est pas l’adresse d’un site", "Écrivez une adresse comme https://exemple.ca, ou videz la case"),
    ("this is not a website address", "Write an address such as https://example.ca, or empty the cell"),
)
CONTROL: Final[Told] = (
    ("caractère de contrôle", "Retirez le caractère invisible, ou choisissez un autre encodage"),
    ("control character", "Remove the invisible character, or choose another encoding"),
)
LINES: Final[Told] = (
    ("texte sur plusieurs lignes", "Écrivez le texte sur une seule ligne"),
    ("text on several lines", "Write the text on a single line"),
)
EXAMPLE: Final[Told] = (
    ("ligne d’exemple du modèle", "Retirez la ligne d’exemple"),
    ("example row of the template", "Remove the example row"),
)


def too_long(most: int) -> Told:
    """A text that is longer than its field."""
    fr = ("texte trop long", f"Écrivez au plus {most} caractères")
    return fr, ("text too long", f"Write at most {most} characters")


class RefusedError(Exception):
    """What is wrong, in which field."""

    def __init__(self, field: str, value: str, told: Told) -> None:
        super().__init__(field)
        self.field, self.value, self.told = field, value, told
