"""What keeps a grid from being fixed: rules R1 to R4 with their numbers, names that are missing or out of place.

R5 is about the committee, and is held where the committee is named.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from municipal.legal import the_rules
from municipal.projects.grid import LOWEST, MOST_ROWS, ONE, TWO, Row, rows_of, typed, wanted
from municipal.projects.grid_form import MODE_NAMES, written
from municipal.web.form import FieldError
from municipal.web.language import translator
from vendors.sources.faults import Fault
from vendors.tenders import grid as law
from vendors.tenders.grid import Criterion
from vendors.tenders.number import plain


def faults(told: Mapping[str, str], modes: Sequence[str], language: str) -> list[FieldError]:
    """Everything that keeps a grid from being fixed, line by line and rule by rule; numbers were read before."""
    rows = [] if told["mode"] == LOWEST else rows_of(told)
    found = [*_mode(told, modes, language), *_unnamed(rows, language)]
    # An empty field is told as such, and counts for nothing in the sum.
    criteria = [Criterion(str(row.number), typed(row.max) or Fraction(0), _least(row)) for row in rows]
    return found + [_said(one, rows, told, language) for one in _broken(told, criteria)]


def _broken(told: Mapping[str, str], criteria: list[Criterion]) -> list[Fault]:
    """The rules that a grid breaks, of those that hold for its mode."""
    rules = the_rules()
    if told["mode"] == TWO:
        factor = typed(told["factor"])
        return [
            *law.count_faults(len(criteria), rules),
            *law.points_faults(criteria, rules),
            *law.total_faults(criteria, Fraction(rules.total_points)),
            *law.minimum_faults(criteria),
            *law.factor_faults(factor, rules),
        ]
    if told["mode"] != ONE:
        return []
    price = typed(told["price_points"])
    if price is None or not 0 < price < rules.total_points:
        return [Fault("R2", "price_points", "", ""), *law.minimum_faults(criteria)]
    return [*law.total_faults(criteria, rules.total_points - price), *law.minimum_faults(criteria)]


def _said(fault: Fault, rows: Sequence[Row], told: Mapping[str, str], language: str) -> FieldError:
    """A broken rule in the words of the page, beside the field where it is mended."""
    _ = translator(language)
    rules = the_rules()
    where, _dot, part = fault.where.partition(".")
    row = rows[int(where[9:-1])] if where.startswith("criteria[") else None
    if row:
        values = {"name": row.name or _("Critère {number}").format(number=row.number), "rule": fault.rule}
        values |= {"most": rules.most_points, "now": written(row.max, language), "least": written(row.min, language)}
        if part == "min":
            say = _("Placez le minimum de «\u00a0{name}\u00a0» entre 0 et {now}\u00a0: {least} à présent ({rule}).")
        elif (typed(row.max) or 0) > rules.most_points:
            say = _("Ramenez «\u00a0{name}\u00a0» à {most} points au plus\u00a0: {now} à présent ({rule}).")
        else:
            say = _("Donnez plus de 0 point à «\u00a0{name}\u00a0», ou videz cette ligne ({rule}).")
        return FieldError(row.field(part), say.format(**values))
    first = rows[0].field("max") if rows else "criterion_1_max"
    if fault.rule == "R1":
        say = _("Ajoutez des critères\u00a0: au moins {least} en plus du prix, {now} à présent ({rule}).")
        return FieldError(_empty(rows), say.format(least=rules.least_criteria, now=len(rows), rule=fault.rule))
    if fault.where == "price_points":
        say = _("Donnez au prix un nombre de points entre 0 et {total} ({rule}).")
        return FieldError("price_points", say.format(total=rules.total_points, rule=fault.rule))
    if fault.rule == "R4":
        say = _("Annoncez un facteur de {low} à {high}, après l’avoir essayé ({rule}).")
        values = {"low": rules.least_factor, "high": rules.most_factor, "rule": fault.rule}
        return FieldError("factor", say.format(**values))
    now = plain(sum((typed(row.max) or Fraction(0) for row in rows), Fraction(0)))
    say = _("Répartissez {wanted} points en tout entre les critères\u00a0: {now} à présent ({rule}).")
    total = written(plain(wanted(told)), language)
    return FieldError(first, say.format(wanted=total, now=written(now, language), rule=fault.rule))


def _mode(told: Mapping[str, str], modes: Sequence[str], language: str) -> list[FieldError]:
    _ = translator(language)
    if not told["mode"]:
        return [FieldError("mode", _("Choisissez le mode d’attribution."))]
    if told["mode"] not in modes:
        say = _("Choisissez un autre mode que «\u00a0{name}\u00a0»\u00a0: la voie figée ne le permet pas.")
        chosen = told["mode"]
        return [FieldError("mode", say.format(name=_(MODE_NAMES[chosen])))]
    return []


def _unnamed(rows: Sequence[Row], language: str) -> list[FieldError]:
    """Criteria without a name, and names that stand twice."""
    _ = translator(language)
    found: list[FieldError] = []
    for n, row in enumerate(rows):
        if not row.name:
            say = _("Nommez le critère {number}, ou videz cette ligne.")
            found.append(FieldError(row.field("name"), say.format(number=row.number)))
        elif row.name.casefold() in [other.name.casefold() for other in rows[:n]]:
            say = _("Donnez un autre nom au critère {number}\u00a0: «\u00a0{name}\u00a0» sert déjà.")
            found.append(FieldError(row.field("name"), say.format(number=row.number, name=row.name)))
    return found


def _least(row: Row) -> Fraction | None:
    return typed(row.min)


def _empty(rows: Sequence[Row]) -> str:
    """The first line on which nothing is written."""
    taken = {row.number for row in rows}
    return f"criterion_{next((n for n in range(1, MOST_ROWS + 1) if n not in taken), 1)}_name"
