"""The simulator as a page shows it: what is tried, from its own form or from the grid, and what comes of it."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from municipal.legal import the_rules
from municipal.projects.grid import LOWEST, ONE, TWO
from municipal.projects.grid_form import written
from municipal.projects.simulator import factor_from, price_points_from, try_factor, try_price_points
from municipal.projects.simulator_words import Told, of_factor, of_price_points
from municipal.web.form import said
from municipal.web.language import translator
from municipal.web.numbers import plain_number


class Simulated(Struct, frozen=True):
    """A trial: the mode, the field of its form with what it holds, what is wrong with it, and what is shown."""

    mode: str
    field: str
    value: str
    error: str
    told: Told


def simulated(grid: Mapping[str, Any], asked: Mapping[str, list[str]], language: str) -> Simulated | None:
    """What a grid’s factor or points for price do, or those of the address; nothing where quality is not scored."""
    _ = translator(language)
    mode = said(asked, "mode") if said(asked, "mode") in (TWO, ONE) else str(grid["mode"] or TWO)
    if mode == LOWEST:
        return None
    field = "factor" if mode == TWO else "price_points"
    own = str(grid.get(field) or "")
    text = plain_number(said(asked, field), language) or own
    if mode == TWO:
        factor, rules = factor_from(text), the_rules()
        error = _("Essayez un facteur de {low} à {high} (R4).").format(low=rules.least_factor, high=rules.most_factor)
        told = of_factor(try_factor(factor), language)
        return Simulated(mode, field, written(text, language), error if text and factor is None else "", told)
    points = price_points_from(text)
    error = _("Essayez un nombre de points entre 0 et {total} (R2).").format(total=the_rules().total_points)
    told = of_price_points(try_price_points(points), language)
    return Simulated(mode, field, written(text, language), error if text and points is None else "", told)
