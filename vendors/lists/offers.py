"""What an imported description makes findable: a solution whose domains the program read in the description."""

from typing import Any, Final

from vendors.lists.known import Known, Offer
from vendors.lists.plan import Write
from vendors.lists.slugs import free
from vendors.needs.detect import detect
from vendors.needs.taxonomy import Taxonomy
from vendors.text import sort_key

LONGEST: Final = 2000
KIND: Final = "service"
PROGRAM: Final = "program"
_SUFFIX: Final = "-offre"
_CUT: Final = "…"


def offer(known: Known, root: str, name: str, description: str, taxonomy: Taxonomy) -> Write | None:
    """The solution that a description makes or changes; None when there is nothing to write.

    Whoever offers something else already is found by that. What a person tagged keeps its domains; a summary that a
    person wrote stays.
    """
    summary = _summary(description)
    offered = known.offered(root)
    own = next((one for one in offered if one.tagged == PROGRAM and one.vendor == root), None)
    if own is None:
        return None if offered else _new(known, root, name, summary, taxonomy)
    texts = ("summary_fr", "summary_en")
    if own.summary_fr == summary or not all(known.by_import("solution", own.id, one) for one in texts):
        return None
    values: dict[str, Any] = dict.fromkeys(texts, summary) | _read(summary, taxonomy)
    own.summary_fr = own.summary_en = summary
    return Write("solution", root, own.id, values, new=False)


def _new(known: Known, root: str, name: str, summary: str, taxonomy: Taxonomy) -> Write:
    read = _read(summary, taxonomy)
    made = Offer(free(f"{root}{_SUFFIX}", known.offers), root, summary, summary, **read, tagged=PROGRAM)
    known.add_offer(made)
    known.own("solution", made.id, ("summary_fr", "summary_en"))
    values: dict[str, Any] = {
        "id": made.id,
        "vendor": root,
        "name": name,
        "sort_key": sort_key(name),
        "kind": KIND,
        "summary_fr": summary,
        "summary_en": summary,
        "languages": [],
        "tagged": PROGRAM,
        **read,
    }
    return Write("solution", root, made.id, values, new=True)


def _read(summary: str, taxonomy: Taxonomy) -> dict[str, list[str]]:
    """The domains and capabilities of which a description speaks, as the program reads them."""
    found = detect(summary, taxonomy)
    return {"domains": found.domains, "capabilities": found.capabilities}


def _summary(description: str) -> str:
    """The description as it was given; a longer one is cut after a word."""
    if len(description) <= LONGEST:
        return description
    return description[: LONGEST - 1].rsplit(maxsplit=1)[0] + _CUT
