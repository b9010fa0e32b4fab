"""The sentence that sums a search up, so that one reads what was asked and not only what was found."""

from municipal.needs import the_taxonomy
from municipal.places.names import Place
from municipal.suppliers.forms import VendorsQuery
from municipal.suppliers.words import HOSTING, LANGUAGES, STATUS
from municipal.web.format import number
from municipal.web.language import translator
from vendors.needs.detect import Detected


def summary(count: int, asked: VendorsQuery, detected: Detected | None, place: Place | None, language: str) -> str:
    """« 6 solutions pour « suivi des nids-de-poule », hébergées au Québec. »."""
    _ = translator(language)
    shown = number(count, language)
    if detected and not detected.nodes:
        return _("Précisez le besoin\u00a0: rien n’a été reconnu dans «\u00a0{need}\u00a0».").format(
            need=asked.need.strip()
        )
    if count == 0:
        start = _("Aucune solution")
    else:
        start = _("{count} solution").format(count=shown) if count == 1 else _("{count} solutions").format(count=shown)
    parts = [start]
    if asked.need.strip():
        parts[0] += " " + _("pour «\u00a0{need}\u00a0»").format(need=asked.need.strip())
    parts += _filters(asked, language)
    if place:
        parts.append(_("municipalité\u00a0: {city}").format(city=place.name))
    return ", ".join(parts) + "."


def _filters(asked: VendorsQuery, language: str) -> list[str]:
    _ = translator(language)
    nodes = the_taxonomy().nodes
    found: list[str] = []
    chosen = [nodes[node].label(language) for node in (*asked.domain, *asked.capability) if node in nodes]
    found += [name[0].lower() + name[1:] for name in chosen]
    found += [_("avec hébergement {where}").format(where=_(HOSTING[one])) for one in asked.hosting if one in HOSTING]
    found += [_("en {name}").format(name=_(LANGUAGES[one])) for one in asked.language if one in LANGUAGES]
    found += [_(STATUS[one]) for one in asked.status if one in STATUS]
    if asked.population:
        sizes = ", ".join(number(size, language) for size in asked.population)
        found.append(_("pour une municipalité de {size} personnes").format(size=sizes))
    if asked.open_source:
        found.append(_("à code ouvert"))
    return found
