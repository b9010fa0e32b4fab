"""How many cities share a need, or told one of its domain, in words."""

from municipal.web.format import number
from municipal.web.language import translator


def cities(count: int, language: str) -> str:
    """« 3 villes ont aussi ce besoin »."""
    _ = translator(language)
    if count == 0:
        return _("Aucune ville n’a encore dit avoir ce besoin")
    if count == 1:
        return _("1 ville a aussi ce besoin")
    return _("{count} villes ont aussi ce besoin").format(count=number(count, language))


def of_the_domain(count: int, language: str, *, own: bool) -> str:
    """« 3 villes, dont la vôtre, ont dit un besoin de ce domaine »: nothing says that it is the same need."""
    _ = translator(language)
    if count == 0:
        return _("Aucune ville n’a encore dit un besoin de ce domaine")
    if count == 1:
        return _("Votre ville a dit un besoin de ce domaine") if own else _("1 ville a dit un besoin de ce domaine")
    told = (
        _("{count} villes, dont la vôtre, ont dit un besoin de ce domaine")
        if own
        else _("{count} villes ont dit un besoin de ce domaine")
    )
    return told.format(count=number(count, language))
