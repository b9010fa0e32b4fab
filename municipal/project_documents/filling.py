"""When a part of a document stands there, and what its places hold: what is not known is a blank to fill in."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from municipal.legal import route_name
from municipal.project_documents.dossier import BLANK, DECIDED, Dossier, amount
from municipal.project_documents.telling import article_name, within
from municipal.project_documents.wording import PLACE
from municipal.projects.step_form import NO_INDICATOR

_CALLS: Final = ("invitation", "public_call")


def holds(dossier: Dossier, when: Sequence[str]) -> bool:
    """Whether all of these conditions are true of a project."""
    return all(_CONDITIONS[one](dossier) for one in when)


def filled(dossier: Dossier, text: str) -> str:
    """A text of ours with its places filled, once: what somebody wrote is never read for places."""
    return PLACE.sub(lambda found: _PLACES[found[1]](dossier) or BLANK, text)


def cited(dossier: Dossier, *, without: str = "") -> list[str]:
    """The articles of the route, each once, as they are named; without those of one reason."""
    reasons = [one for one in dossier.frozen("route").get("reasons", []) if not without or one.get("id") != without]
    rows = [one for reason in reasons for one in reason.get("articles", [])]
    return list(dict.fromkeys(article_name(str(one["regime"]), str(one["article"])) for one in rows if one["article"]))


def route_told(dossier: Dossier) -> str:
    """What the route is called; in a group, the procedure that the amount gives as well."""
    ids = dict.fromkeys(one for one in (dossier.route, dossier.frozen("route").get("procedure", "")) if one)
    return ", ".join(route_name(one, dossier.language) for one in ids)


def chosen(dossier: Dossier) -> str:
    """What was chosen, by its name where it is a solution that was in the market."""
    told = dossier.told("decision.chosen")
    rows = dossier.frozen("market").get("rows", [])
    named = {str(one.get("solution")): str(one.get("name")) for one in rows}
    return named.get(told, told)


def _articles(dossier: Dossier) -> str:
    # The privacy assessment goes with a purchase; it is no ground for the route.
    return "; ".join(cited(dossier, without="privacy"))


def _is(path: str, *wanted: str) -> Callable[[Dossier], bool]:
    return lambda dossier: dossier.raw(path) in wanted


def _purchase(dossier: Dossier) -> bool:
    return dossier.route != "no_purchase"


def _formal(dossier: Dossier) -> bool:
    return bool({dossier.route, dossier.frozen("route").get("procedure")} & set(_CALLS))


def _unopened(dossier: Dossier) -> bool:
    rows = dossier.outcome.get("bids", [])
    return any(one.get("id") == dossier.bid and one.get("admissible") is False for one in rows) and _mode(dossier)


def _mode(dossier: Dossier) -> bool:
    return dossier.frozen("grid").get("mode") == "two_envelope"


def _decided(dossier: Dossier) -> bool:
    return dossier.evaluation is not None and dossier.evaluation.stage == DECIDED


def _followed(dossier: Dossier) -> bool:
    return any(dossier.steps["follow_up"].told.values()) if "follow_up" in dossier.steps else False


def _place(path: str, dossier: Dossier) -> str:
    return dossier.told(path)


_CONDITIONS: Final[dict[str, Callable[[Dossier], bool]]] = {
    "public": lambda dossier: dossier.is_public,
    "call": _formal,
    "purchase": _purchase,
    "spending": _purchase,
    "no_purchase": lambda dossier: not _purchase(dossier),
    "two_envelope": _mode,
    "compared": lambda dossier: bool(dossier.frozen("market").get("compared")),
    "followed": _followed,
    "personal": _is("need.personal", "yes", "unknown"),
    "personal_yes": _is("need.personal", "yes"),
    "personal_no": _is("need.personal", "no"),
    "personal_unknown": _is("need.personal", "unknown"),
    "automated": _is("need.automated", "yes", "unknown"),
    "indicator": lambda dossier: dossier.raw("need.indicator") not in ("", NO_INDICATOR),
    "no_indicator": _is("need.indicator", NO_INDICATOR),
    "chosen": _is("decision.outcome", "chosen"),
    "none": _is("decision.outcome", "none"),
    "wait": _is("decision.outcome", "wait"),
    "undecided": _is("decision.outcome", ""),
    "going": _is("decision.outcome", "", "chosen"),
    "decided": _decided,
    "unopened": _unopened,
}
_PLACES: Final[dict[str, Callable[[Dossier], str]]] = {
    "city": lambda dossier: dossier.city,
    "project": lambda dossier: dossier.project.title,
    "need": lambda dossier: dossier.told("need.words") or dossier.project.words,
    "resolution": partial(_place, "decision.resolution"),
    "indicator": partial(_place, "need.indicator"),
    "baseline": partial(_place, "need.baseline"),
    "wanted": partial(_place, "need.wanted"),
    "wanted_on": partial(_place, "need.wanted_on"),
    "estimate": lambda dossier: amount(dossier.frozen("route").get("amount"), dossier.language),
    "route": lambda dossier: within(route_told(dossier)),
    "articles": _articles,
    "chosen": chosen,
    "amount": lambda dossier: amount(dossier.raw("decision.amount"), dossier.language),
    "why": partial(_place, "decision.why"),
    "owner": lambda dossier: dossier.told("follow_up.owner") or dossier.told("people.owns"),
    "bidder": lambda dossier: dossier.bidders.get(dossier.bid, ""),
    "contact": partial(_place, "documents.contact"),
}
