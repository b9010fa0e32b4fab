"""How many cities share a need, in words."""

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
