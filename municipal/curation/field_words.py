"""The fields of the registry and their values in words, for the curation."""

from typing import Any, Final

from municipal.needs import the_taxonomy
from municipal.suppliers.words import HOSTING, KINDS, LANGUAGES, STATUS
from municipal.web.format import date
from municipal.web.language import translator
from municipal.web.marking import mark

FIELDS: Final = {
    "name": mark("Nom"),
    "neq": mark("Numéro d’entreprise du Québec (NEQ)"),
    "city": mark("Municipalité du siège"),
    "region_fr": mark("Région, en français"),
    "region_en": mark("Région, en anglais"),
    "website": mark("Site Web"),
    "description": mark("Description"),
    "further": mark("Autres colonnes d’une liste"),
    "declared": mark("Champs déclarés par l’entreprise"),
    "confirmed_on": mark("Confirmée le"),
    "status": mark("Statut dans Repère"),
    "merged_into": mark("Réunie à"),
    "domains": mark("Domaines"),
    "capabilities": mark("Ce que fait la solution"),
    "tagged": mark("Domaines lus par"),
    "hosting": mark("Hébergement des données"),
    "languages": mark("Langues"),
    "price_low": mark("Prix par année, le plus bas"),
    "price_high": mark("Prix par année, le plus haut"),
    "smallest_population": mark("Plus petite municipalité servie"),
    "open_source": mark("Code source"),
    "summary_fr": mark("Résumé, en français"),
    "summary_en": mark("Résumé, en anglais"),
    "text_fr": mark("Texte, en français"),
    "text_en": mark("Texte, en anglais"),
    "source_title": mark("Source"),
    "source_url": mark("Adresse de la source"),
    "source_date": mark("Date de la source"),
    "read_on": mark("Lue le"),
    "verified": mark("Vérifié"),
    "body": mark("Organisme public"),
    "kind": mark("Genre"),
    "source": mark("Source"),
}
_TAGGED: Final = {
    "person": mark("une personne"),
    "program": mark("le programme seul"),
    "declared": mark("l’entreprise"),
}
_DAYS: Final = ("confirmed_on", "source_date", "read_on")
_LONGEST: Final = 200


def in_words(name: str, value: Any, spoken: str) -> str:  # noqa: ANN401 - whatever a column holds
    """The value of a field as people say it; blank for nothing."""
    _ = translator(spoken)
    if value is None or value in ("", [], {}):
        return ""
    if name in ("domains", "capabilities"):
        nodes = the_taxonomy().nodes
        return ", ".join(nodes[one].label(spoken) if one in nodes else one for one in value)
    known: dict[str, str] = {"status": STATUS, "hosting": HOSTING, "tagged": _TAGGED, "kind": KINDS}.get(name, {})
    if isinstance(value, str) and (word := known.get(value)):
        return _(word)
    if name == "languages":
        return ", ".join(_(LANGUAGES[one]) for one in value if one in LANGUAGES)
    if isinstance(value, bool):
        return _("oui") if value else _("non")
    return _cut(_said(name, value, spoken))


def _said(name: str, value: Any, spoken: str) -> str:  # noqa: ANN401 - as above
    if name in _DAYS:
        return date(str(value), spoken)
    if name == "declared":
        names: list[str] = value
        return ", ".join(translator(spoken)(FIELDS.get(one, one)) for one in names)
    if isinstance(value, dict):
        return "; ".join(f"{key} = {one}" for key, one in value.items())  # type: ignore[reportUnknownVariableType]
    return str(value)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
