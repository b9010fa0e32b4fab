"""Every public address, in both languages: a page is known by one name and reached by two paths."""

from collections.abc import Iterable
from typing import Any, Final
from urllib.parse import urlencode

LANGUAGES: Final = ("fr", "en")

ADDRESSES: Final[dict[str, dict[str, str]]] = {
    "home": {"fr": "/fr/", "en": "/en/"},
    "vendors": {"fr": "/fr/fournisseurs", "en": "/en/vendors"},
    "vendor": {"fr": "/fr/fournisseurs/{id}", "en": "/en/vendors/{id}"},
    "solution": {"fr": "/fr/solutions/{id}", "en": "/en/solutions/{id}"},
    "report": {"fr": "/fr/solutions/{id}/signaler", "en": "/en/solutions/{id}/report"},
    "compare": {"fr": "/fr/comparer", "en": "/en/compare"},
    "indicators": {"fr": "/fr/indicateurs", "en": "/en/indicators"},
    "indicator": {"fr": "/fr/indicateurs/{id}", "en": "/en/indicators/{id}"},
    "municipalities": {"fr": "/fr/municipalites", "en": "/en/municipalities"},
    "municipality": {"fr": "/fr/municipalites/{id}", "en": "/en/municipalities/{id}"},
    "resources": {"fr": "/fr/ressources", "en": "/en/resources"},
    "questions": {"fr": "/fr/cinq-questions", "en": "/en/five-questions"},
    "about": {"fr": "/fr/a-propos", "en": "/en/about"},
}

# The names of query parameters, as a reader sees them in the address.
PARAMETERS: Final[dict[str, dict[str, str]]] = {
    "need": {"fr": "besoin", "en": "need"},
    "city": {"fr": "ville", "en": "city"},
    "domain": {"fr": "domaine", "en": "domain"},
    "capability": {"fr": "capacite", "en": "capability"},
    "status": {"fr": "statut", "en": "status"},
    "hosting": {"fr": "hebergement", "en": "hosting"},
    "language": {"fr": "langue", "en": "language"},
    "population": {"fr": "taille", "en": "size"},
    "open_source": {"fr": "code_ouvert", "en": "open_source"},
    "dimension": {"fr": "dimension", "en": "dimension"},
    "kind": {"fr": "genre", "en": "kind"},
    "back": {"fr": "retour", "en": "return"},
}


def address(name: str, language: str, /, *, id: str = "", **parameters: Any) -> str:  # noqa: A002, ANN401 - as in the path; whatever prints
    """The address of a page in a language; parameters take that language's names, blank ones are left out."""
    path = ADDRESSES[name][language].replace("{id}", id)
    pairs = [
        (PARAMETERS.get(key, {}).get(language, key), value)
        for key, given in parameters.items()
        for value in _each(given)
        if value not in (None, "", False)
    ]
    return f"{path}?{urlencode(pairs)}" if pairs else path


def _each(given: Any) -> list[Any]:  # noqa: ANN401 - a value or several
    return list(given) if isinstance(given, list | tuple) else [given]  # type: ignore[arg-type]


def paths(name: str) -> list[str]:
    """Both paths of a page, as a route declares them."""
    return [path.replace("{id}", "{id:str}") for path in ADDRESSES[name].values()]


def translated(name: str, parameters: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """A query string with the parameter names of another language."""
    known = {word: pair[name] for pair in PARAMETERS.values() for word in pair.values()}
    return [(known.get(key, key), value) for key, value in parameters]


def canonical(parameters: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """A query string with the names that the program uses, whichever language wrote it."""
    known = {word: key for key, pair in PARAMETERS.items() for word in pair.values()}
    return [(known.get(key, key), value) for key, value in parameters]
