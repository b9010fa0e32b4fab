"""What the simulator says, in sentences that can be read to a council and in tables."""

from fractions import Fraction

from msgspec import Struct

from municipal.legal import the_rules
from municipal.projects.figures import about, number, percent
from municipal.projects.simulator import STEPS, FactorTrial, PriceTrial, Won, try_factor
from municipal.web.language import translator
from vendors.tenders.number import dollars
from vendors.tenders.simulate import Offer
from vendors.tenders.situations import Situation


class Line(Struct, frozen=True):
    """A row of a table: what it is about, its cells, what it comes to; of a situation, its bids."""

    name: str
    cells: list[str]
    typed: bool = False
    note: str = ""
    bids: list[str] = []


class Told(Struct, frozen=True):
    """A trial as the page shows it."""

    sentences: list[str]
    wins: list[str]
    header: list[str]
    lines: list[Line]
    cases_header: list[str]
    cases: list[Line]
    note: str


def of_factor(trial: FactorTrial, language: str) -> Told:
    """A factor in words: what quality may cost with it, who wins, and where that changes."""
    _ = translator(language)
    header = [_("De {low} à {high} points").format(low=low, high=high) for low, high in STEPS]
    lines = [
        Line(number(one.factor, language), [percent(worth, language) for worth in one.premiums], one.typed)
        for one in trial.lines
    ]
    cases = [_case(one.situation, one.winners, language, note=_changes(one, language)) for one in trial.won]
    return Told(
        _sentences(trial, language),
        _wins(trial, language),
        header,
        lines,
        [number(one.factor, language) for one in trial.lines],
        cases,
        _("Sous {least} points, l’enveloppe de prix est retournée sans être ouverte (R8).").format(
            least=the_rules().least_interim
        ),
    )


def of_price_points(trial: PriceTrial, language: str) -> Told:
    """Points for price in words: what one point of quality is worth in dollars, and who wins."""
    _ = translator(language)
    header = [number(one, language) for one in trial.points]
    without_bound = _("plus que tout prix")
    lines = [
        Line(
            _("{situation}, à côté de {price}").format(
                situation=one.situation.name(language), price=dollars(one.lowest, language)
            ),
            [without_bound if worth is None else dollars(worth, language) for worth in one.dollars],
        )
        for one in trial.worth
    ]
    cases = [_case(one.situation, one.winners, language) for one in trial.worth]
    sentences: list[str] = []
    if trial.typed is not None:
        first = trial.worth[0]
        worth = first.dollars[trial.points.index(trial.typed)]
        say = _(
            "Avec {points} points pour le prix, un point de qualité vaut {worth} à côté d’une soumission de {price}."
        )
        if worth is not None:
            values = {"points": number(trial.typed, language), "worth": dollars(worth, language)}
            sentences.append(say.format(**values, price=dollars(first.lowest, language)))
    sentences.append(_("Plus le prix a de points, moins un point de qualité vaut de dollars."))
    note = _("Les points de qualité des situations sont ramenés à ce que le prix laisse.")
    return Told(sentences, [], header, lines, header, cases, note)


def _sentences(trial: FactorTrial, language: str) -> list[str]:
    """What the factor comes to; then that the price weighs most at the highest one."""
    _ = translator(language)
    (low, high), rules = STEPS[1], the_rules()
    beats = _(
        "Au facteur {factor}, {high} points l’emportent sur {low} si la soumission coûte moins de {worth} de plus."
    )
    said: list[str] = []
    if one := trial.typed:
        worth = percent(one.premiums[1], language)
        said.append(beats.format(factor=number(one.factor, language), high=high, low=low, worth=worth))
    most, least = (Fraction(factor) for factor in (rules.most_factor, rules.least_factor))
    ends = {one.factor: percent(one.premiums[1], language) for one in try_factor(None).lines}
    falls = _("Au facteur {factor}, le prix domine\u00a0: passer de {low} à {high} points ne vaut que {worth} du prix.")
    said.append(falls.format(factor=number(most, language), low=low, high=high, worth=ends[most]))
    rises = _("Au facteur {factor}, le même écart vaut {worth}.")
    return [*said, rises.format(factor=number(least, language), worth=ends[least])]


def _wins(trial: FactorTrial, language: str) -> list[str]:
    """Who wins in each situation with the factor that was typed."""
    _ = translator(language)
    if not trial.typed:
        return []
    at = trial.lines.index(trial.typed)
    say = _("{situation}\u00a0: {winner} gagne.")
    return [say.format(situation=one.situation.name(language), winner=_winner(one, at, language)) for one in trial.won]


def _winner(one: Won, at: int, language: str) -> str:
    """A winner with its points and its price."""
    bids = [_bid(offer, language) for offer in one.situation.offers if offer.id in one.winners[at]]
    say = translator(language)("la soumission {bid}")
    return say.format(bid=" = ".join(bids))


def _changes(won: Won, language: str) -> str:
    """Who leads, from the lowest factor on, and where that changes."""
    _ = translator(language)
    if not won.switches:
        return _("{winner}, quel que soit le facteur").format(winner=_names(won.winners[0]))
    said = _names(won.switches[0].before)
    for one in won.switches:
        at = about(one.at, language)
        said += _(", puis {winner} dès {factor}").format(winner=_names(one.after), factor=at)
    return said


def _case(one: Situation, won: list[tuple[str, ...]], language: str, note: str = "") -> Line:
    bids = [_bid(offer, language) for offer in one.offers]
    return Line(one.name(language), [_names(names) for names in won], note=note, bids=bids)


def _bid(offer: Offer, language: str) -> str:
    say = translator(language)("{bid} ({points} points, {price})")
    return say.format(bid=offer.id, points=number(offer.points, language), price=dollars(offer.price, language))


def _names(won: tuple[str, ...]) -> str:
    return " = ".join(won) or "–"
