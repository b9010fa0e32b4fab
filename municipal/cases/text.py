"""What a city tells of what it tried: ten required fields at most, and whatever else it wants to add."""

from collections.abc import Mapping
from string import digits
from typing import Annotated, Any, Final, Literal, get_args

import msgspec
from msgspec import Meta, Struct

from municipal.cases.seed import ENDED, Https, Reason
from municipal.needs import the_taxonomy
from municipal.web.format import today

State = Literal["idea", "pilot", "in_use", "paused", "stopped"]
Visibility = Literal["public", "municipalities", "anonymous"]
Required = Annotated[str, Meta(min_length=1, max_length=1000)]
Aside = Annotated[str, Meta(max_length=1000)]
Short = Annotated[str, Meta(max_length=200)]
Period = Annotated[str, Meta(pattern=r"^(19|20)[0-9][0-9](-(0[1-9]|1[0-2]))?$")]
Known = Annotated[str, Meta(max_length=100)]

MOST_DOMAINS: Final = 3
MOST_CAPABILITIES: Final = 2
MOST_DOCUMENTS: Final = 5
REASONS: Final[tuple[str, ...]] = get_args(Reason)
# The texts in which something personal may have slipped.
PROSE: Final = (
    *("title", "problem", "done", "not_worked", "lessons", "measured", "data_needed", "prerequisites"),
    *("framed_by", "owned_by", "data_access_by"),
)


class Document(Struct, frozen=True):
    """A document that the city points to."""

    title: Annotated[str, Meta(min_length=1, max_length=200)]
    url: Annotated[Https, Meta(max_length=500)]


class CaseText(Struct, frozen=True, kw_only=True):
    """A case as its city tells it; what it changed is not told here: it follows from the readings."""

    title: Annotated[str, Meta(min_length=1, max_length=100)]
    problem: Required
    done: Required
    domains: Annotated[tuple[str, ...], Meta(min_length=1, max_length=MOST_DOMAINS)]
    state: State
    started: Period
    not_worked: Required
    lessons: Required
    language: Literal["fr", "en"]
    visibility: Visibility
    capabilities: Annotated[tuple[str, ...], Meta(max_length=MOST_CAPABILITIES)] = ()
    solution: Known | None = None
    supplier: Short = ""
    indicator: Known | None = None
    control: Known | None = None
    ended: Period | None = None
    stopped_because: tuple[Reason, ...] = ()
    measured: Aside = ""
    data_needed: Aside = ""
    staff_hours: Annotated[int, Meta(ge=0, le=1_000_000)] | None = None
    cost_range: Known = ""
    prerequisites: Aside = ""
    framed_by: Short = ""
    owned_by: Short = ""
    data_access_by: Short = ""
    would_do_again: Known = ""
    documents: Annotated[tuple[Document, ...], Meta(max_length=MOST_DOCUMENTS)] = ()


# The fields of the form, each with one value, so that a draft, a version and two people’s edits all look alike.
FIELDS: Final[tuple[str, ...]] = (
    *("title", "problem", "done", *(f"domain_{n}" for n in range(1, MOST_DOMAINS + 1)), "state", "started"),
    *("not_worked", "lessons", "language", "visibility", *(f"capability_{n}" for n in range(1, MOST_CAPABILITIES + 1))),
    *("solution", "supplier", "supplier_email", "supplier_language", "indicator", "control", "ended"),
    *(f"reason_{one}" for one in REASONS),
    *("measured", "data_needed", "staff_hours", "cost_range", "prerequisites", "framed_by", "owned_by"),
    *("data_access_by", "would_do_again"),
    *(f"document_{part}_{n}" for n in range(1, MOST_DOCUMENTS + 1) for part in ("title", "url")),
    *("check_contract", "check_litigation", "check_personal", "organisation"),
)
# Where an error of the text stands in the form.
_PLACES: Final = {"domains": "domain_1", "capabilities": "capability_1", "stopped_because": "reason_cost"}


def written(values: Mapping[str, str]) -> tuple[CaseText | None, dict[str, str]]:
    """The case that a form tells, or the kind of error of each field: `required`, or what is wrong with it."""
    given = _gathered(values)
    # A number of hours is its digits: `1e5` would pass for one.
    errors = {} if set(given.get("staff_hours", "")) <= set(digits) else {"staff_hours": "number"}
    for field in msgspec.structs.fields(CaseText):
        if field.name in given:
            try:
                given[field.name] = msgspec.convert(given[field.name], field.type, strict=False)
            except msgspec.ValidationError as error:
                errors[_PLACES.get(field.name, field.name)] = str(error)
        elif field.required:
            errors[_PLACES.get(field.name, field.name)] = "required"
    errors |= _documents(values) | _taxonomy(given) | _dates(given, errors)
    errors.pop("documents", None)
    return (None, errors) if errors else (CaseText(**given), {})


def stored(text: CaseText) -> dict[str, Any]:
    """A case as JSON."""
    return msgspec.json.decode(msgspec.json.encode(text))


def read(kept: Mapping[str, Any]) -> CaseText:
    """A case from its JSON."""
    return msgspec.convert(dict(kept), CaseText)


def _gathered(values: Mapping[str, str]) -> dict[str, Any]:
    """The fields that were filled in, by the name that the case gives them."""
    names = {field.name for field in msgspec.structs.fields(CaseText)}
    given: dict[str, Any] = {name: value for name, value in values.items() if name in names and value}
    if "staff_hours" in given:
        given["staff_hours"] = given["staff_hours"].replace("\u00a0", "").replace(" ", "")
    for name, prefix in (("domains", "domain_"), ("capabilities", "capability_")):
        listed = [value for key, value in values.items() if key.startswith(prefix) and value]
        if listed:
            given[name] = list(dict.fromkeys(listed))
    if reasons := [one for one in REASONS if values.get(f"reason_{one}")]:
        given["stopped_because"] = reasons
    pairs = ((values.get(f"document_title_{n}"), values.get(f"document_url_{n}")) for n in range(1, MOST_DOCUMENTS + 1))
    if documents := [{"title": title, "url": url} for title, url in pairs if title and url]:
        given["documents"] = documents
    return given


def _documents(values: Mapping[str, str]) -> dict[str, str]:
    """A document has a title and an address that begins with https."""
    errors: dict[str, str] = {}
    for n in range(1, MOST_DOCUMENTS + 1):
        one = {"title": values.get(f"document_title_{n}", ""), "url": values.get(f"document_url_{n}", "")}
        if not any(one.values()):
            continue
        for part, type_ in (("title", Document.__annotations__["title"]), ("url", Document.__annotations__["url"])):
            try:
                msgspec.convert(one[part], type_)
            except msgspec.ValidationError as error:
                errors[f"document_{part}_{n}"] = str(error)
    return errors


def _taxonomy(given: Mapping[str, Any]) -> dict[str, str]:
    nodes = the_taxonomy().nodes
    return {
        _PLACES[name]: "unknown"
        for name, letter in (("domains", "D:"), ("capabilities", "C:"))
        for node in given.get(name, ())
        if node not in nodes or not node.startswith(letter)
    }


def _dates(given: Mapping[str, Any], errors: Mapping[str, str]) -> dict[str, str]:
    """A case began by today, ended after it began, and only what was stopped or paused has an end and reasons."""
    wrong: dict[str, str] = {}
    month = today().isoformat()[:7]
    state, started, ended = given.get("state"), given.get("started"), given.get("ended")
    over = state in ENDED
    if started and "started" not in errors and state != "idea" and started > month[: len(started)]:
        wrong["started"] = "future"
    if ended and "ended" not in errors:
        if not over:
            wrong["ended"] = "running"
        elif ended > month[: len(ended)]:
            wrong["ended"] = "future"
        elif started and ended[: len(started)] < started[: len(ended)]:
            wrong["ended"] = "before"
    if given.get("stopped_because") and state and not over:
        wrong["reason_cost"] = "running"
    return wrong
