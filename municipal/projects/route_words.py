"""A route as it is told and as it is fixed: one shape for the public page, the step of a project and its trace."""

import datetime as dt
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import msgspec
from msgspec import Struct

from municipal.law.answers import Answers
from municipal.law.words import amount_of, kind_name
from municipal.legal import route_name
from municipal.web.format import date
from municipal.web.language import translator
from vendors.tenders.number import dollars, plain
from vendors.tenders.regime import Article, Law, Threshold
from vendors.tenders.route import route
from vendors.tenders.said import Said


class Cited(Struct, frozen=True):
    """An article, or a number of the law, that a reason rests on."""

    regime: str
    article: str
    source_title: str
    source_url: str
    checked_on: str
    verified: bool
    rule_fr: str = ""
    rule_en: str = ""

    def rule(self, language: str) -> str:
        """What it says, in our words."""
        return self.rule_en if language == "en" else self.rule_fr


class Told(Struct, frozen=True):
    """A reason or a warning, with what it rests on; `city_word` when it rests on what the city stated as well."""

    id: str
    text_fr: str
    text_en: str
    articles: list[Cited] = []
    city_word: bool = False

    @property
    def names(self) -> list[tuple[str, str, bool]]:
        """Each article by its regime and name, once, and whether it could be verified."""
        return list(dict.fromkeys((one.regime, one.article, one.verified) for one in self.articles))

    def text(self, language: str) -> str:
        """The text, in the reader’s language."""
        return self.text_en if language == "en" else self.text_fr


class Fixed(Struct, frozen=True):
    """The answers, where they lead on a day, and why: what is fixed at the step of a project.

    `route` is a route, `procedure` what the amount gives: the same, except in a group. `threshold` is the one that was
    used, by the law or, when `told`, by the city’s word.
    """

    amount: str
    kind: str
    with_others: bool
    on: str
    told_threshold: int | None
    bylaw_up_to: int | None
    route: str
    reasons: list[Told]
    warnings: list[Told]
    procedure: str = ""
    modes: list[str] = []
    threshold: int | None = None
    told: bool = False


class Found(Struct, frozen=True):
    """What an answer gives: the route, or what stands before it.

    `asks` holds the question about the threshold; `unknown` when a number of the law is missing on that day, so that
    nobody can tell; `by_law` when the answer about the city’s own by-law may change the route.
    """

    fixed: Fixed | None = None
    asks: str = ""
    warnings: list[Told] = []
    unknown: bool = False
    by_law: bool = False


def found(law: Law, answers: Answers, language: str) -> Found:
    """Where the answers lead under a law: what `vendors.tenders.route` gives, in the words of the pages.

    What the city states is kept only where the answer rests on it: a threshold that is not needed, or a by-law that
    cannot change the route, is no part of it.
    """
    case = {"with_others": answers.with_others, "on": answers.on}
    try:
        plainly = route(law, answers.amount, answers.kind, **case, told_threshold=answers.told)  # type: ignore[arg-type]
    except ValueError:
        # The answers were read before: what is missing is a number of the law, on that day.
        return Found(unknown=True)
    if plainly.procedure is None:
        asks = _dated(plainly.asks[0].text(language), answers.on, language)
        return Found(asks=asks, warnings=[_told(one, answers.on) for one in plainly.warnings])
    by_law = plainly.procedure == "invitation"
    made = plainly
    if by_law and answers.bylaw is not None:
        told = {"told_threshold": answers.told, "bylaw_up_to": answers.bylaw}
        made = route(law, answers.amount, answers.kind, **case, **told)  # type: ignore[arg-type]
    needed = made.told or any(one.id == "told_differs" for one in made.warnings)
    fixed = Fixed(
        amount=plain(answers.amount),
        kind=answers.kind,
        with_others=answers.with_others,
        on=answers.on.isoformat(),
        told_threshold=answers.told if needed else None,
        bylaw_up_to=answers.bylaw if by_law else None,
        route=str(made.id),
        reasons=[_told(one, answers.on) for one in made.reasons],
        warnings=[_told(one, answers.on) for one in made.warnings],
        procedure=str(made.procedure),
        modes=list(made.modes),
        threshold=made.threshold,
        told=made.told,
    )
    return Found(fixed, by_law=by_law)


def as_kept(fixed: Fixed) -> dict[str, Any]:
    """A route as the step of a project keeps it."""
    return msgspec.to_builtins(fixed)


def as_told(kept: Mapping[str, Any]) -> Fixed:
    """A route that was kept, as a page shows it."""
    return msgspec.convert(dict(kept), Fixed)


def sentence(fixed: Fixed, language: str) -> str:
    """Where the answers lead, in one sentence."""
    _ = translator(language)
    name = route_name(fixed.route, language)
    if fixed.procedure in ("", fixed.route):
        return _("La voie à suivre\u00a0: {route}.").format(route=_within(name))
    inner = route_name(fixed.procedure, language)
    return _("La voie à suivre\u00a0: {route}, par {procedure}.").format(route=_within(name), procedure=_within(inner))


def answered(law: Law, fixed: Fixed, language: str) -> str:
    """The answers, in one sentence."""
    _ = translator(language)
    asked = law.texts.kinds.get(fixed.kind)
    kind = (asked.name_en if language == "en" else asked.name_fr) if asked else fixed.kind
    whom = _("avec d’autres") if fixed.with_others else _("la municipalité seule")
    amount = dollars(Fraction(fixed.amount), language)
    return _("{amount}, {kind}, {whom}.").format(amount=amount, kind=_within(kind), whom=whom)


def next_steps(law: Law, fixed: Fixed, language: str) -> list[str]:
    """What comes next on a route; in a group also on the procedure that the amount gives."""
    ids = dict.fromkeys(one for one in (fixed.route, fixed.procedure) if one)
    rows = [row for one in ids for row in law.texts.routes.values() if row.id == one]
    return [row.next_en if language == "en" else row.next_fr for row in rows]


def mode_names(fixed: Fixed, language: str) -> list[str]:
    """The award modes that may be chosen."""
    _ = translator(language)
    names = {
        "two_envelope": _("pondération à deux enveloppes"),
        "one_envelope": _("pondération à une enveloppe"),
        "lowest_price": _("plus bas prix"),
    }
    return [names.get(one, one) for one in fixed.modes]


def _within(name: str) -> str:
    """A name as it stands within a sentence."""
    return name[:1].lower() + name[1:]


def _told(one: Said, on: dt.date) -> Told:
    cited = [_article(row) for row in one.articles] + [_number(row) for row in one.numbers]
    fr, en = (_dated(text, on, language) for text, language in ((one.fr, "fr"), (one.en, "en")))
    return Told(one.id, fr, en, list(dict.fromkeys(cited)), one.city_word)


def _article(row: Article) -> Cited:
    return _cited(row, row.article or "", row.rule_fr, row.rule_en)


def _number(row: Threshold) -> Cited:
    fr, en = (f"{kind_name(row.kind, one)}{_COLON[one]} {amount_of(row, one)}." for one in ("fr", "en"))
    return _cited(row, row.article, fr, en)


def _cited(row: Article | Threshold, article: str, rule_fr: str, rule_en: str) -> Cited:
    source = (row.source_title, row.source_url, row.checked_on.isoformat(), row.verified)
    return Cited(row.regime, article, *source, rule_fr, rule_en)


def _dated(text: str, on: dt.date, language: str) -> str:
    """A text with its day in words."""
    return text.replace(on.isoformat(), date(on, language))


_COLON = {"fr": "\u00a0:", "en": ":"}
