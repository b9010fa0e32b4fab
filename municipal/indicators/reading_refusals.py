"""Why a row of a file of readings is refused, and its remedy, in French and English."""

from typing import Final

from municipal.indicators.readings import MOST_COUNTED, SOURCE

Told = tuple[tuple[str, str], tuple[str, str]]

BLANK: Final = (
    ("case vide", "Remplissez la case, ou retirez la ligne"),
    ("empty cell", "Fill the cell, or remove the row"),
)
UNKNOWN: Final = (
    ("indicateur inconnu", "Écrivez l’identifiant de l’indicateur, comme dans le modèle"),
    ("unknown indicator", "Write the identifier of the indicator, as in the template"),
)
UNTRACKED: Final = (
    (
        "la ville ne déclare pas suivre cet indicateur",
        "Déclarez d’abord que la ville suit cet indicateur",
    ),
    ("the city does not declare that it tracks this indicator", "First declare that the city tracks this indicator"),
)
PERIODS: Final[dict[str, Told]] = {
    "form": (
        ("ce n’est ni une année ni un mois", "Écrivez 2025 ou 2025-03"),
        ("this is neither a year nor a month", "Write 2025 or 2025-03"),
    ),
    "future": (
        ("période à venir", "Attendez la période, ou corrigez-la"),
        ("period to come", "Wait for the period, or correct it"),
    ),
    "mixed": (
        ("année déjà mesurée autrement", "Gardez l’année ou ses mois, sans mêler les deux"),
        ("year already measured otherwise", "Keep the year or its months, without mixing both"),
    ),
}
NUMBERS: Final[dict[str, Told]] = {
    "number": (
        ("ce n’est pas un nombre", "Écrivez un nombre, comme 12,5"),
        ("this is no number", "Write a number, such as 12.5"),
    ),
    "percent": (
        ("pourcentage hors de 0 à 100", "Écrivez un pourcentage de 0 à 100"),
        ("percentage outside 0 to 100", "Write a percentage from 0 to 100"),
    ),
    "negative": (
        ("valeur négative", "Écrivez zéro ou plus"),
        ("negative value", "Write zero or more"),
    ),
}
SOURCES: Final = (
    ("source trop courte ou trop longue", f"Nommez la source en {SOURCE[0]} à {SOURCE[1]} caractères"),
    ("source too short or too long", f"Name the source in {SOURCE[0]} to {SOURCE[1]} characters"),
)
COUNTED: Final = (
    ("ce n’est pas un nombre entier", f"Écrivez un nombre entier, de 0 à {MOST_COUNTED}, ou videz la case"),
    ("this is no whole number", f"Write a whole number, from 0 to {MOST_COUNTED}, or empty the cell"),
)
CONTROL: Final = (
    ("caractère de contrôle", "Retirez le caractère invisible de la case"),
    ("control character", "Remove the invisible character from the cell"),
)
TRUTH: Final = (("ni oui ni non", "Écrivez oui ou non"), ("neither yes nor no", "Write yes or no"))


class RefusedError(Exception):
    """What is wrong, where."""

    def __init__(self, column: str, value: str, told: Told) -> None:
        super().__init__(column)
        self.column, self.value, self.told = column, value, told


def another(city: str) -> Told:
    """A row of another city than the one whose page it came to."""
    fr = ("autre municipalité", f"Gardez les lignes de {city}, ou videz la case")
    return fr, ("another municipality", f"Keep the rows of {city}, or empty the cell")


def again(before: int) -> Told:
    """A period that the file gives twice."""
    fr = (f"période déjà lue à la ligne {before}", "Retirez l’une des deux lignes")
    return fr, (f"period already read on line {before}", "Remove one of the two rows")


def doubt(choices: list[str]) -> Told:
    """A municipality that nobody knows, or that may be several."""
    if not choices:
        fr = ("municipalité inconnue", "Écrivez le code à cinq chiffres")
        return fr, ("unknown municipality", "Write the five-digit code")
    listed = ", ".join(choices)
    fr = ("municipalité à préciser", f"Écrivez l’un de ces codes\u00a0: {listed}")
    return fr, ("municipality in doubt", f"Write one of these codes: {listed}")
