"""A problem of the curriculum: the rule, the place, and the remedy in both languages."""

from msgspec import Struct


class Problem(Struct, frozen=True):
    """What is to be mended."""

    rule: str
    where: str
    fr: str
    en: str

    def message(self, language: str) -> str:
        """The remedy, in a language."""
        return self.en if language == "en" else self.fr


def problem(rule: str, where: str, remedy: tuple[str, str]) -> Problem:
    """A problem at a place, with its remedy in French and in English."""
    fr, en = remedy
    return Problem(rule, where, f"{where}\u00a0: {fr}.", f"{where}: {en}.")
