"""Rows of the law made for a test: as a form sends them, as a file holds them, and generated ones."""

import datetime as dt
from typing import get_args

from hypothesis import strategies as st

from municipal.law.dated import ARTICLES, THRESHOLDS
from municipal.law.words import UNITS
from vendors.tenders.regime import NumberKind

URL = "https://exemple.test/loi?a=1"
NUMBER = {
    "id": "public-call-2028",
    "kind": "public_call",
    "regime": "LCV et CM",
    "article": "LCV 573; CM 935",
    "amount": "150000",
    "effective_from": "2028-01-01",
    "effective_to": "2029-12-31",
    "source_title": "Bulletin du ministère, décembre 2027",
    "source_url": URL,
    "checked_on": "2026-11-01",
    "verified": "yes",
}
ARTICLE = {
    "id": "notice-lcv",
    "topic": "notice",
    "regime": "LCV",
    "article": "573, par. 2",
    "effective_from": "",
    "effective_to": "",
    "rule_fr": "L’avis dit l’objet, et où obtenir les documents.",
    "rule_en": "The notice states the object, and where to get the documents.",
    "source_title": "Loi sur les cités et villes, a. 573",
    "source_url": URL,
    "checked_on": "2026-11-01",
    "verified": "no",
}
WHY = "Lu dans le bulletin de ce jour."


def number(**more):
    """The cells of a number of the law."""
    made = NUMBER | more
    return made | {"unit": UNITS.get(made["kind"], "")}


def typed(cells, file=THRESHOLDS, **more):
    """What the form of a row sends."""
    sent = {name: value for name, value in cells.items() if name != "unit"}
    return {"act": "propose", "file": file, "replaces": "", "reason": WHY} | sent | more


# Texts that try the format: commas, quotes, signs, letters of other alphabets; one line each.
TEXT = (
    st.text(
        st.characters(blacklist_categories=("Cs", "Cc", "Zl", "Zp", "Cf", "Zs"), blacklist_characters="\ufffe\uffff")
        | st.just(" "),
        min_size=1,
        max_size=40,
    )
    .map(str.strip)
    .filter(lambda text: text and text.lower() not in ("null", "none"))
)
DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2090, 1, 1))
IDS = st.from_regex(r"x[a-z0-9]{1,8}(-[a-z0-9]{1,4}){0,2}", fullmatch=True)


def _common(made):
    return {
        "id": made("id", IDS),
        "regime": made("regime", TEXT),
        "article": made("article", TEXT),
        "source_title": made("source_title", TEXT),
        "source_url": URL,
        "checked_on": made("checked_on", DAYS).isoformat(),
        "verified": made("verified", st.sampled_from(["yes", "no"])),
    }


@st.composite
def numbers(draw):
    """Numbers of the law, each kind at most once, in a future that no row of the seed reaches."""
    kinds = draw(st.lists(st.sampled_from(get_args(NumberKind)), unique=True, max_size=3))
    found = []
    for kind in kinds:
        row = _common(lambda _, values: draw(values))
        amount = draw(st.none() | st.integers(1, 10**9)) if kind == "public_call" else draw(st.integers(1, 10**9))
        bounds = {"effective_from": "2100-01-01", "effective_to": draw(st.sampled_from(["", "2120-06-30"]))}
        if kind != "public_call":
            # The seed’s own rows of these kinds have no end: a row in their place is the only one that fits.
            row["id"] = kind.replace("_", "-")
            bounds = {"effective_from": draw(st.sampled_from(["", "2001-02-03"])), "effective_to": ""}
        found.append(
            row | bounds | {"kind": kind, "unit": UNITS[kind], "amount": "" if amount is None else str(amount)}
        )
    return [(THRESHOLDS, row) for row in found]


@st.composite
def articles(draw):
    """Articles under regimes of their own, each once."""
    regimes = draw(st.lists(TEXT.map(lambda text: f"Z {text}"), unique=True, max_size=3))
    found = []
    for regime in regimes:
        row = _common(lambda _, values: draw(values))
        told = {"topic": draw(st.sampled_from(["notice", "privacy", "committee"])), "regime": regime}
        texts = {"rule_fr": draw(TEXT), "rule_en": draw(TEXT)}
        found.append(
            row | told | texts | {"effective_from": "", "effective_to": draw(st.sampled_from(["", "2050-01-01"]))}
        )
    return [(ARTICLES, row) for row in {row["id"]: row for row in found}.values()]
