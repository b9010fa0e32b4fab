"""A project as the case that a city could tell: what was already written, in the fields of the form of a case."""

from collections.abc import Mapping, Sequence
from typing import Final

from sqlmodel import Session

from municipal.cases.text import FIELDS, MOST_CAPABILITIES, MOST_DOMAINS
from municipal.projects.decision_step import compared, solution_of
from municipal.projects.own import Entry, ProjectRow, StepRow, route_of
from municipal.projects.review import day_of, is_read_again, stop_of
from municipal.projects.since import indicator_of, month_of
from municipal.thesaurus.queries import thesaurus
from municipal.web.language import translator
from vendors.needs.detect import detect

# What a field of a case holds at most; two results are told together only when both fit.
_MOST: Final = 1000
_MONTH: Final = 7
_AGAIN: Final = {"yes": "yes", "yes_but": "with_changes", "no": "no"}
# The bands of `cost_range` in `seed/case_form.toml`: below each of these, in dollars.
_BANDS: Final = (5_000, 25_000, 100_000)


def prefilled(
    session: Session, project: ProjectRow, steps: Mapping[str, StepRow], entries: Sequence[Entry]
) -> dict[str, str]:
    """The fields of a case, filled in with what a project tells; what it does not tell stays empty.

    Nothing is shortened: a text too long for the case is told so by its form, where somebody chooses what to keep.
    """
    people, need = _told(steps, "people"), _told(steps, "need")
    decision = _told(steps, "decision")
    nothing = decision.get("outcome") == "none"
    results = [_told(steps, one) for one in ("outcome_12", "outcome_6")]
    stop = stop_of(entries)
    chosen = None if nothing else solution_of(session, steps)
    known = detect(need.get("words") or project.words, thesaurus(session), None)
    state = _state(steps, results, stop, nothing=nothing)
    made = dict.fromkeys(FIELDS, "") | {
        "title": project.title,
        "problem": need.get("problem", ""),
        "done": _done(project, steps, chosen.name if chosen else decision.get("chosen", ""), nothing=nothing),
        "state": state,
        "started": month_of(steps),
        "ended": _ended(steps, results, stop) if state == "stopped" else "",
        "not_worked": decision.get("why", "") if nothing else _joined(results, "not_worked"),
        "lessons": _joined(results, "told"),
        "language": project.language,
        "supplier_language": project.language,
        "visibility": "public",
        "solution": chosen.id if chosen else "",
        "supplier": chosen.vendor_name if chosen else "",
        "indicator": indicator_of(steps),
        "would_do_again": _AGAIN.get(_first(results, "again"), ""),
        "framed_by": people.get("frames", ""),
        "owned_by": people.get("owns", ""),
        "data_access_by": people.get("gives_access", ""),
        "prerequisites": _prerequisites(project, steps),
        "cost_range": _cost(steps, decision.get("amount", ""), nothing=nothing),
    }
    for name, nodes, most in (
        ("domain", known.domains, MOST_DOMAINS),
        ("capability", known.capabilities, MOST_CAPABILITIES),
    ):
        made |= {f"{name}_{n}": node for n, node in enumerate(nodes[:most], 1)}
    return made


def _state(
    steps: Mapping[str, StepRow], results: Sequence[Mapping[str, str]], stop: Entry | None, *, nothing: bool
) -> str:
    """How far it is: an idea where nothing was chosen, what the latest result says, a trial until then."""
    if nothing:
        return "idea"
    after = _first(results, "next")
    if stop or after == "stop":
        return "stopped"
    return "in_use" if after or not is_read_again(steps) else "pilot"


def _ended(steps: Mapping[str, StepRow], results: Sequence[Mapping[str, str]], stop: Entry | None) -> str:
    """The month in which it was stopped, or in which a result said so."""
    if stop:
        return day_of(stop.at).isoformat()[:_MONTH]
    told = next(step for step, one in zip(("outcome_12", "outcome_6"), results, strict=True) if one.get("next"))
    return day_of(steps[told].saved_at).isoformat()[:_MONTH]


def _done(project: ProjectRow, steps: Mapping[str, StepRow], chosen: str, *, nothing: bool) -> str:
    _ = translator(project.language)
    if nothing:
        count = len(compared(steps))
        return _("Solutions comparées\u00a0: {count}. Aucune n’a été retenue.").format(count=count) if count else ""
    scope = _told(steps, "documents").get("trial_scope", "")
    return "\n".join(one for one in (chosen, scope) if one)


def _prerequisites(project: ProjectRow, steps: Mapping[str, StepRow]) -> str:
    """What the city asked for before it began: where the data are, and what stops everything."""
    _ = translator(project.language)
    where, stops = _told(steps, "documents").get("data_location", ""), _told(steps, "follow_up").get("stop", "")
    lines = [where] if where else []
    if stops:
        lines.append(_("Ce qui arrête tout\u00a0: {stops}").format(stops=stops))
    return "\n".join(lines)


def _cost(steps: Mapping[str, StepRow], amount: str, *, nothing: bool) -> str:
    if not amount:
        return "none" if route_of(dict(steps)) == "no_purchase" or nothing else ""
    value = float(amount)
    if not value:
        return "none"
    return next((str(band) for band in _BANDS if value < band), "more")


def _joined(results: Sequence[Mapping[str, str]], name: str) -> str:
    """What the results tell, the first one first; the latest alone where both are too long together."""
    told = [one[name] for one in reversed(results) if one.get(name)]
    whole = "\n".join(dict.fromkeys(told))
    return whole if len(whole) <= _MOST or not told else told[-1]


def _first(results: Sequence[Mapping[str, str]], name: str) -> str:
    return next((one[name] for one in results if one.get(name)), "")


def _told(steps: Mapping[str, StepRow], name: str) -> dict[str, str]:
    return steps[name].told if name in steps else {}
