"""What the page shows of an answer, in the reader's language: verdicts first, then indicator by indicator."""

from collections.abc import Mapping
from sys import maxsize
from typing import Final

from msgspec import Struct

from municipal.cases.seed import ENDED
from municipal.comparison.answer import Answer, Cell, cities_of
from municipal.comparison.basis import Basis
from municipal.comparison.interval import Axis, Interval, axis, interval
from municipal.comparison.lines import StudyLine, study_line, told_basis
from municipal.comparison.threats import Shown, the_threats, threatening
from municipal.comparison.words import TONES, VERDICTS, cities, percent, points, quantity, shown, verdict
from municipal.evidence import the_constants
from municipal.indicators.queries import DIMENSIONS
from municipal.web.format import number
from municipal.web.language import translator
from vendors.registry.queries import FactRow, SolutionRow

# From this level on, a comparable place stood beside.
_BESIDE: Final = 3


class VerdictCard(Struct, frozen=True):
    """A solution in one sentence, what it may bring, and what its supplier says of it, which never counts."""

    id: str
    name: str
    vendor: str
    tag: str
    tone: str
    sentence: str
    tried: str
    gain: str
    coverage: str
    claim: FactRow | None


class Outcome(Struct, frozen=True):
    """What to expect of one choice on one indicator; `indicative` when it rests on few cities."""

    name: str
    drawing: Interval
    sentence: str
    rests: str
    indicative: bool
    proven: bool
    studies: list[StudyLine]


class Measure(Struct, frozen=True):
    """An indicator: where the city stands, what each choice leads to expect, what threatens these figures."""

    id: str
    name: str
    unit: str
    today: str
    bounds: str
    basis: str
    outcomes: list[Outcome]
    unchanged: Outcome
    threats: list[tuple[str, str]]


class Dimension(Struct, frozen=True):
    """A dimension of well-being and its indicators."""

    id: str
    name: str
    measures: list[Measure]


def verdicts(made: Answer, claims: Mapping[str, FactRow], language: str) -> list[VerdictCard]:
    """A card for each solution, in the order of the answer."""
    _ = translator(language)
    if made.compared is None:
        return []
    cards: list[VerdictCard] = []
    for row, one in zip(made.compared.alternatives, made.chosen.rows, strict=True):
        low, high = (points(value, language) for value in (row.gain_p10, row.gain_p90))
        gain = _("Gain attendu, en points sur 100\u00a0: {gain} (entre {low} et {high} dans 8 cas sur 10).").format(
            gain=points(row.gain_mean, language), low=low, high=high
        )
        told = row.verdict or "preuve_insuffisante"
        count = made.cities(one.id)
        cards.append(
            VerdictCard(
                id=one.id,
                name=one.name,
                vendor=one.vendor_name,
                tag=_(VERDICTS[told]),
                tone=TONES[told],
                sentence=verdict(row, count, language),
                tried=_tried(made, one.id, language),
                gain=gain if count else "",
                coverage=_coverage(row.coverage or 0.0, language) if count else "",
                claim=claims.get(one.id),
            )
        )
    return cards


def _tried(made: Answer, solution: str, language: str) -> str:
    """That the very city that compares has tried a solution, and how that ended."""
    _ = translator(language)
    states = [one.state for one in made.studies if one.own and one.solution == solution]
    if any(state in ENDED for state in states):
        return _("Votre ville l’a déjà essayée, puis arrêtée ou mise en pause.")
    return _("Votre ville s’en sert déjà.") if states else ""


def _coverage(share: float, language: str) -> str:
    _ = translator(language)
    if not share:
        return _("Aucune mesure comptée ici ne tient compte d’autres causes (niveau 2 ou plus).")
    text = _("{share} de ce qui compte repose sur une mesure qui tient compte d’autres causes (niveau 2 ou plus).")
    return text.format(share=percent(share, language))


def dimensions(made: Answer, language: str) -> list[Dimension]:
    """The indicators compared, by dimension of well-being."""
    _ = translator(language)
    grouped = {name: [one for one in made.bases.compared if one.dimension == name] for name in DIMENSIONS}
    return [
        Dimension(name, _(DIMENSIONS[name]), [_measure(made, one, language) for one in found])
        for name, found in grouped.items()
        if found
    ]


def _measure(made: Answer, basis: Basis, language: str) -> Measure:
    _ = translator(language)
    rows = made.chosen.rows
    cells = {one.id: made.cells[one.id, basis.id] for one in rows}
    ends = [value for cell in cells.values() for value in (cell.expected.low, cell.expected.high)]
    on = axis(basis.worst, basis.target, [*ends, basis.baseline])
    today = quantity(shown(basis.baseline, language), basis.unit, language)
    stays = _("Reste à {value}, si rien d’autre ne change.").format(value=today)
    still = interval(on, basis.worst, basis.target, basis.baseline, None)
    return Measure(
        id=basis.id,
        name=basis.name,
        unit=basis.unit,
        today=today,
        bounds=_("Pire valeur acceptable\u00a0: {worst}. Cible\u00a0: {target}.").format(
            worst=number(basis.worst, language), target=number(basis.target, language)
        ),
        basis=told_basis(basis, language),
        outcomes=[_outcome(one, cells[one.id], basis, on, language) for one in rows],
        unchanged=Outcome(_("Ne rien changer"), still, stays, "", indicative=False, proven=True, studies=[]),
        threats=_threats(basis, list(cells.values()), language),
    )


def _outcome(one: SolutionRow, cell: Cell, basis: Basis, on: Axis, language: str) -> Outcome:
    _ = translator(language)
    said = {name: shown(getattr(cell.expected, name), language) for name in ("value", "low", "high")}
    # Where more is worse or odds turn, the ends are told from the smaller to the greater.
    if cell.expected.low > cell.expected.high:
        said["low"], said["high"] = said["high"], said["low"]
    said |= {"value": quantity(said["value"], basis.unit, language), "today": shown(basis.baseline, language)}
    count, constants = cities_of(cell.counted), the_constants()
    few = 0 < count < constants.indicative_cities
    if not count:
        text = _(
            "Aucune preuve\u00a0: rien ne dit que cette valeur changerait. "
            "Sans mesure, la page suppose de {low} à {high} dans 8 cas sur 10."
        )
        rests = ""
    else:
        text = _("Attendu\u00a0: {value} (entre {low} et {high} dans 8 cas sur 10). Aujourd’hui\u00a0: {today}.")
        rests = _("D’après {cities}. Preuve la plus solide\u00a0: {level}.").format(
            cities=cities(count, language), level=constants.levels[cell.level].name(language)
        )
    return Outcome(
        name=one.name,
        drawing=interval(on, basis.worst, basis.target, basis.baseline, cell.expected),
        sentence=text.format(**said),
        rests=rests,
        indicative=few,
        proven=bool(count),
        studies=[study_line(study, basis, language) for study in cell.studies],
    )


def _threats(basis: Basis, cells: list[Cell], language: str) -> list[tuple[str, str]]:
    """What threatens the figures of an indicator; nothing where nothing was measured."""
    counted = [one for cell in cells for one in cell.counted]
    if not counted:
        return []
    sides = [len(side) for one in counted for side in (one.derived.before, one.derived.after)]
    about = Shown(
        indicator=basis.id,
        domains=basis.domains,
        without_control=any(one.study.level < _BESIDE for one in counted if one.study),
        season_left=any("series" not in one.derived.effect.design for one in counted if one.derived.effect),
        fewest=min(sides, default=maxsize),
        own_city=any(one.own for one in counted),
        same_time=any(one.same_time for one in counted),
    )
    return [(one.text("name", language), one.text("text", language)) for one in threatening(the_threats().all, about)]
