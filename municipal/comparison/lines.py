"""What one city measured, in its own figures and in words; and where the city that asks stands today."""

from msgspec import Struct

from municipal.cases.words import STATES
from municipal.comparison.basis import Basis
from municipal.comparison.studies import CaseStudy
from municipal.comparison.words import UNCOUNTED, changed, percent, quantity, shown
from municipal.evidence import the_constants
from municipal.indicators.queries import Point
from municipal.web.format import date
from municipal.web.language import translator


class StudyLine(Struct, frozen=True):
    """What one city measured: before and after in its own figures; `why` when it does not count."""

    case: str
    city: str
    facts: str
    beside: str
    notes: list[str]
    why: str
    review: bool


def told_basis(basis: Basis, language: str) -> str:
    """How the value of today was told."""
    _ = translator(language)
    if basis.how == "reading":
        return _("Relevé de {period}. {source}.").format(
            period=date(basis.points[0].period, language), source=basis.source
        )
    return _("Moyenne de {count} mois, de {first} à {last}. {source}.").format(
        count=len(basis.points),
        first=date(basis.points[0].period, language),
        last=date(basis.points[-1].period, language),
        source=basis.source,
    )


def study_line(one: CaseStudy, basis: Basis, language: str) -> StudyLine:
    """One city’s own figures, in words."""
    _ = translator(language)
    derived, effect = one.derived, one.derived.effect
    if derived.before and derived.after:
        facts = _("{before} avant ({told_before}), {after} après ({told_after})").format(
            before=_mean(derived.before, basis, language),
            told_before=_told(derived.before, language),
            after=_mean(derived.after, basis, language),
            told_after=_told(derived.after, language),
        )
    elif effect:
        facts = changed(effect.y, effect.scale, language)
    else:
        facts = _("pas de relevé des deux côtés du début")
    beside = ""
    if one.control_name:
        beside = _("Pendant ce temps, {city}, sans l’outil\u00a0: {before}, puis {after}.").format(
            city=one.control_name,
            before=_mean(derived.control_before, basis, language),
            after=_mean(derived.control_after, basis, language),
        )
    notes = [_("début\u00a0: {started}").format(started=date(one.started, language)), _(STATES[one.state]).lower()]
    if effect:
        notes.append(the_constants().designs[effect.design].name(language))
    if one.likeness is None:
        notes.append(_("ressemblance inconnue"))
    elif one.own:
        notes.append(_("votre ville"))
    else:
        notes.append(_("ressemblance\u00a0: {share}").format(share=percent(one.likeness, language)))
    return StudyLine(
        case=one.case,
        city=one.city,
        facts=facts,
        beside=beside,
        notes=notes,
        why=_(UNCOUNTED[one.because]) if one.because else "",
        review=one.extreme,
    )


def _mean(side: list[Point], basis: Basis, language: str) -> str:
    value = sum(one.value for one in side) / len(side)
    return quantity(shown(value, language), basis.unit, language)


def _told(side: list[Point], language: str) -> str:
    """How many readings, and of when."""
    _ = translator(language)
    first, last = (date(side[n].period, language) for n in (0, -1))
    if len(side) == 1:
        return _("1 relevé, {period}").format(period=first)
    return _("{count} relevés, {first} à {last}").format(count=len(side), first=first, last=last)
