"""An evaluation grid held against rules R1 to R5: criteria, minima, factor, committee."""

from collections.abc import Sequence
from fractions import Fraction

from msgspec import Struct

from vendors.sources.faults import Fault
from vendors.tenders.number import french, plain
from vendors.tenders.rules import Rules


class Criterion(Struct, frozen=True):
    """A criterion: the most points that it gives and, when the documents announce one, the least that it takes."""

    id: str
    most: Fraction
    least: Fraction | None = None


class Member(Struct, frozen=True):
    """A person on the selection committee."""

    name: str
    council_member: bool


class Grid(Struct, frozen=True):
    """What the tender documents announce before anybody bids."""

    criteria: Sequence[Criterion]
    committee: Sequence[Member]
    factor: Fraction


def faults_of(grid: Grid, rules: Rules, within: str = "") -> list[Fault]:
    """Every way in which a grid breaks R1 to R5, rule by rule; `within` is where the grid stands in a document."""
    return [
        *count_faults(len(grid.criteria), rules, within),
        *points_faults(grid.criteria, rules, within),
        *total_faults(grid.criteria, Fraction(rules.total_points), within),
        *minimum_faults(grid.criteria, within),
        *factor_faults(grid.factor, rules, within),
        *committee_faults(grid.committee, rules, within),
    ]


def count_faults(count: int, rules: Rules, within: str = "") -> list[Fault]:
    """R1: at least four criteria besides price."""
    least = rules.least_criteria
    if count >= least:
        return []
    fr = f"Ajoutez des critères à {within}criteria\u00a0: au moins {least} en plus du prix, {count} à présent (R1)."
    en = f"Add criteria to {within}criteria: at least {least} besides price, {count} now (R1)."
    return [Fault("R1", f"{within}criteria", fr, en)]


def points_faults(criteria: Sequence[Criterion], rules: Rules, within: str = "") -> list[Fault]:
    """R2: no criterion gives more than thirty points."""
    faults: list[Fault] = []
    for n, one in enumerate(criteria):
        if one.most > rules.most_points:
            where, most, now = f"{within}criteria[{n}].max", rules.most_points, plain(one.most)
            fr = f"Ramenez {where} à {most} points au plus\u00a0: {french(now)} à présent (R2)."
            faults.append(Fault("R2", where, fr, f"Bring {where} down to {most} points at most: {now} now (R2)."))
    return faults


def total_faults(criteria: Sequence[Criterion], total: Fraction, within: str = "") -> list[Fault]:
    """R2: every criterion gives points, and together they give the total."""
    faults: list[Fault] = []
    for n, one in enumerate(criteria):
        if one.most <= 0:
            where = f"{within}criteria[{n}].max"
            fr = f"Donnez plus de 0 point à {where}, ou retirez ce critère (R2)."
            faults.append(Fault("R2", where, fr, f"Give {where} more than 0 points, or remove this criterion (R2)."))
    now = sum((one.most for one in criteria), Fraction(0))
    if now != total:
        where = f"{within}criteria"
        wanted, given = plain(total), plain(now)
        fr = f"Répartissez {french(wanted)} points en tout dans {where}\u00a0: {french(given)} à présent (R2)."
        faults.append(Fault("R2", where, fr, f"Share out {wanted} points in all in {where}: {given} now (R2)."))
    return faults


def minimum_faults(criteria: Sequence[Criterion], within: str = "") -> list[Fault]:
    """R3: an announced minimum lies between nothing and all the points of its criterion."""
    faults: list[Fault] = []
    for n, one in enumerate(criteria):
        if one.least is not None and not 0 <= one.least <= one.most:
            where, most, now = f"{within}criteria[{n}].min", plain(one.most), plain(one.least)
            fr = f"Placez {where} entre 0 et {french(most)}, comme max\u00a0: {french(now)} à présent (R3)."
            faults.append(Fault("R3", where, fr, f"Put {where} between 0 and {most}, as max: {now} now (R3)."))
    return faults


def factor_faults(factor: Fraction | None, rules: Rules, within: str = "") -> list[Fault]:
    """R4: a factor from 0 to 50 is announced; None stands for one that is missing or no number."""
    low, high = rules.least_factor, rules.most_factor
    if factor is not None and low <= factor <= high:
        return []
    where = f"{within}factor"
    fr_now, en_now = ("", "") if factor is None else (f", et non {french(plain(factor))}", f", not {plain(factor)}")
    fr = f"Annoncez dans {where} un nombre de {low} à {high}{fr_now} (R4)."
    return [Fault("R4", where, fr, f"Announce in {where} a number from {low} to {high}{en_now} (R4).")]


def committee_faults(committee: Sequence[Member], rules: Rules, within: str = "") -> list[Fault]:
    """R5: at least three persons, none of them a council member."""
    faults: list[Fault] = []
    least, now = rules.least_members, len(committee)
    if now < least:
        where = f"{within}committee"
        fr = f"Nommez au moins {least} personnes dans {where}\u00a0: {now} à présent (R5)."
        faults.append(Fault("R5", where, fr, f"Name at least {least} persons in {where}: {now} now (R5)."))
    for n, one in enumerate(committee):
        if one.council_member:
            where = f"{within}committee[{n}]"
            fr = f"Remplacez la personne nommée dans {where}\u00a0: un membre du conseil ne siège pas au comité (R5)."
            en = f"Replace the person named in {where}: no council member sits on the committee (R5)."
            faults.append(Fault("R5", where, fr, en))
    return faults
