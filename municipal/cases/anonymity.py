"""A city that does not give its name: its size and its region, and neither where too few municipalities share it."""

from bisect import bisect_right
from collections.abc import Sequence

from msgspec import Struct

from municipal.cases.case_form import CaseForm
from municipal.places.names import Place
from municipal.web.format import number
from municipal.web.language import translator


class Disguise(Struct, frozen=True):
    """What is told in place of a name; without `region` or `sized` that part would give the city away."""

    name: str
    region: str | None
    sized: bool


def disguised(code: str, everyone: Sequence[Place], form: CaseForm, language: str) -> Disguise:
    """How an anonymous city is called: « Une municipalité de 1 000 à 2 000 personnes, Estrie »."""
    _ = translator(language)
    own = next((place for place in everyone if place.code == code), None)
    if own is None:
        return Disguise(_("Une municipalité du Québec"), None, sized=False)
    band = bisect_right(form.sizes, own.population)
    alike = [place for place in everyone if bisect_right(form.sizes, place.population) == band]
    fewest = form.numbers.fewest_alike
    if len(alike) < fewest:
        return Disguise(_("Une municipalité du Québec"), None, sized=False)
    limits = [number(limit, language) for limit in form.sizes]
    if band == 0:
        name = _("Une municipalité de moins de {high} personnes").format(high=limits[0])
    elif band == len(limits):
        name = _("Une municipalité de {low} personnes et plus").format(low=limits[-1])
    else:
        name = _("Une municipalité de {low} à {high} personnes").format(low=limits[band - 1], high=limits[band])
    near = sum(place.region == own.region for place in alike) >= fewest
    return Disguise(f"{name}, {own.region}" if near else name, own.region if near else None, sized=True)
