"""The market of a need: what answers it and what does not, in both languages; the list as it is fixed, and as rows."""

from collections.abc import Mapping
from typing import Any, Final

import msgspec
from msgspec import Struct
from sqlmodel import Session

from municipal.documents.document import Table
from municipal.projects.market_choice import Chosen
from municipal.projects.own import ProjectRow, StepRow
from municipal.projects.shortlist_words import fit_words, headings, place_words
from municipal.suppliers.queries import registry, search
from municipal.suppliers.words import cautions, exclusion, reasons
from municipal.traces.chain import digest
from vendors.needs.find import MOST, Found, Result

STEP: Final = "market"
PUBLIC_CALL: Final = "public_call"


class Answering(Struct, frozen=True):
    """A solution that answers the need: how far, on what basis, with how many cited uses, and why."""

    solution: str
    name: str
    vendor: str
    vendor_name: str
    fit: str
    basis: str
    cases: int
    reasons_fr: list[str]
    reasons_en: list[str]


class LeftOut(Struct, frozen=True):
    """A solution that the rules leave out, and why."""

    solution: str
    name: str
    reason_fr: str
    reason_en: str


class Market(Struct, frozen=True):
    """What the registry answers to a need for a city, as it stands."""

    need: str
    found: Found
    rows: list[Answering]
    excluded: list[LeftOut]

    @property
    def mark(self) -> str:
        """What tells this list from another one, so that nobody fixes what they did not see."""
        return digest([[one.solution for one in self.rows], [one.solution for one in self.excluded]])[:16]


def need_of(project: ProjectRow, steps: Mapping[str, StepRow]) -> str:
    """The words to look for: those of the need as it is told now, else those the project began from."""
    row = steps.get("need")
    return (row.told.get("words", "").strip() if row else "") or project.words


def is_study(steps: Mapping[str, StepRow]) -> bool:
    """Whether the route makes of the list a market study alone: a public call, in a group or not."""
    row = steps.get("route")
    kept = row.frozen if row and row.frozen else {}
    return PUBLIC_CALL in (kept.get("route"), kept.get("procedure"))


def market(session: Session, city: str, need: str) -> Market:
    """What answers a need for a city, at most 30, and what the rules leave out."""
    found = search(session, need, city=city)
    uses = registry(session).uses
    excluded = [
        LeftOut(one.solution.id, one.solution.name, *(exclusion(one, found.detected, said) for said in ("fr", "en")))
        for one in found.excluded
    ]
    return Market(need, found, [_answering(one, found, uses) for one in found.results[:MOST]], excluded)


def fixed(shown: Market, chosen: Chosen, *, version: int) -> dict[str, Any]:
    """A list as it is fixed; `version` is that of the public data. What is left out bears its reason."""
    rows = [
        msgspec.to_builtins(one) | {"kept": one.solution not in chosen.why, "because": chosen.why.get(one.solution, "")}
        for one in shown.rows
    ]
    return {
        "need": shown.need,
        "rows": rows,
        "excluded": msgspec.to_builtins(shown.excluded),
        "compared": chosen.compared,
        "data_version": version,
    }


def market_rows(frozen: Mapping[str, Any], language: str) -> Table:
    """A fixed list as a table, for Excel, CSV or Word: what was kept, what was left out, and why."""
    caption, header = headings(language)
    reasons_in, reason_in = f"reasons_{language}", f"reason_{language}"
    rows = [
        [
            row["name"],
            row["vendor_name"],
            place_words("compared" if row["solution"] in frozen["compared"] else _place(row), language),
            row["because"],
            fit_words(row["fit"], row.get("basis", ""), language),
            "; ".join(row[reasons_in]),
            row.get("cases"),
        ]
        for row in frozen["rows"]
    ]
    rules = place_words("excluded", language)
    rows += [[row["name"], None, rules, row[reason_in], None, None, None] for row in frozen["excluded"]]
    return Table(caption, header, rows)


def market_json(frozen: Mapping[str, Any]) -> bytes:
    """A fixed list as canonical JSON without its digest: the SHA-256 of these very bytes is the digest."""
    return msgspec.json.encode({key: value for key, value in frozen.items() if key != "digest"}, order="sorted")


def _place(row: Mapping[str, Any]) -> str:
    return "kept" if row["kept"] else "left"


def _answering(one: Result, found: Found, uses: Mapping[str, int]) -> Answering:
    why = {said: [*reasons(one, said), *cautions(one, found.detected, said)] for said in ("fr", "en")}
    row = one.solution
    return Answering(
        solution=row.id,
        name=row.name,
        vendor=row.vendor,
        vendor_name=row.vendor_name,
        fit=one.fit,
        basis=one.basis,
        cases=uses.get(row.id, 0),
        reasons_fr=why["fr"],
        reasons_en=why["en"],
    )
