"""Cases and their filters, held against the file as tomllib reads it; a need finds by domain, then by capability."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from municipal.cases.queries import (
    LIMITS,
    MOST_SIMILAR,
    VALUES,
    answering,
    cases,
    keep,
    of_city,
    of_solution,
    similar,
    size_of,
)
from municipal.cases.seed import PAIRS
from municipal.cases.words import choices
from municipal.paths import SEED

WORLDS = {False: SEED / "cases.toml", True: SEED / "demo/cases.toml"}
CHOICES = {name: [value for value, _ in options] for name, (_, options) in choices("fr", ["Estrie"]).items()}
ASKED = st.fixed_dictionaries(
    {name: st.lists(st.sampled_from(values), max_size=3, unique=True) for name, values in CHOICES.items()}
)


def told(demo):
    """The cases of a file, as they are written."""
    return tomllib.loads(WORLDS[demo].read_text("utf-8"))["case"]


def ids(rows):
    return [row.id for row in rows]


@pytest.mark.parametrize("demo", WORLDS)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_case_is_listed_once_with_the_texts_of_the_language(language, demo):
    known = {row.id: row for row in cases(language, demo=demo)}
    assert sorted(known) == sorted(row["id"] for row in told(demo))
    assert list(known) == ids(cases(language, demo=demo)) == ids(cases("fr", demo=demo))
    for row in told(demo):
        found = known[row["id"]]
        for name in PAIRS:
            assert (getattr(found, name) or "") == row.get(f"{name}_{language}", ""), (row["id"], name)
        for name in (
            "city",
            "municipality",
            "population",
            "vendor",
            "solution",
            "started",
            "state",
            "effect",
            "source_url",
        ):
            assert getattr(found, name) == row.get(name), (row["id"], name)
        assert found.kind == "documented"


@pytest.mark.parametrize("demo", WORLDS)
def test_those_of_quebec_come_first_and_the_newest_source_before_the_others(demo):
    rows = cases("fr", demo=demo)
    here = [row for row in rows if row.where == "quebec"]
    assert rows[: len(here)] == here
    assert {row.id for row in here} == {
        row["id"] for row in told(demo) if "municipality" in row or "Québec" in row["country_fr"]
    }
    days = [row.source_date or row.started or "" for row in here]
    assert days == sorted(days, reverse=True)


@pytest.mark.parametrize("name", ["state", "effect"])
def test_a_filter_keeps_what_the_file_says(name):
    for value in CHOICES[name]:
        wanted = {row["id"] for row in told(demo=False) if row[name] == value}
        assert set(ids(keep(cases("fr", demo=False), {name: [value]}))) == wanted, value


@given(ASKED)
def test_within_a_filter_one_is_enough_and_every_filter_must_pass(asked):
    rows = cases("fr", demo=False)
    kept = keep(rows, asked)
    assert kept == [row for row in rows if row in kept]
    for row in rows:
        passes = all(set(VALUES[name](row)) & set(values) for name, values in asked.items() if values)
        assert (row in kept) == passes


@pytest.mark.parametrize(
    ("population", "size"),
    [(1, "2000"), (1999, "2000"), (2000, "10000"), (9999, "10000"), (10_000, "50000"), (50_000, "100000")],
)
def test_a_city_is_of_the_size_that_it_has(population, size):
    assert size_of(population) == size


def test_the_largest_and_the_unknown_have_sizes_of_their_own():
    assert size_of(LIMITS[-1] - 1) == "100000"
    assert size_of(LIMITS[-1]) == size_of(10**7) == "more"
    assert size_of(None) == "unknown"
    assert {size_of(number) for number in (None, 0, *LIMITS)} == set(CHOICES["population"])


@pytest.mark.parametrize(
    ("need", "domain"), [("nids-de-poule", "D:voirie"), ("potholes", "D:voirie"), ("déneigement", "D:deneigement")]
)
def test_a_need_finds_the_cases_of_its_domain(need, domain):
    rows = cases("fr", demo=False)
    found = answering(rows, need)
    assert {row.id for row in rows if domain in row.domains} <= set(ids(found))
    assert 0 < len(found) < len(rows)


def test_a_city_that_is_named_finds_its_own_and_nothing_else():
    for name in ("Laval", "longueuil", "à Longueuil"):
        found = answering(cases("fr", demo=False), name)
        city = name.removeprefix("à ").casefold()
        assert found
        assert {row.city.casefold() for row in found} == {city}


def test_a_need_that_says_nothing_finds_nothing():
    assert answering(cases("fr", demo=False), "zzkx qwpf") == []


def test_what_shares_the_capability_comes_before_what_only_shares_the_domain():
    found = answering(cases("fr", demo=False), "prévoir le déneigement des rues")
    shares = ["C:prevision" in row.capabilities for row in found if "D:deneigement" in row.domains]
    assert shares == sorted(shares, reverse=True)


@pytest.mark.parametrize("demo", WORLDS)
def test_similar_cases_share_a_domain_and_never_are_the_case_itself(demo):
    rows = cases("fr", demo=demo)
    for row in rows:
        near = similar(row, rows)
        assert row not in near
        assert len(near) <= MOST_SIMILAR
        assert all(set(one.domains) & set(row.domains) for one in near)


@pytest.mark.parametrize("demo", WORLDS)
def test_a_city_and_a_solution_have_the_cases_that_name_them(demo):
    for name, ask in (("municipality", of_city), ("solution", of_solution)):
        named = {row[name] for row in told(demo) if name in row}
        for one in named:
            wanted = {row["id"] for row in told(demo) if row.get(name) == one}
            assert {row.id for row in ask(cases("fr", demo=demo), one)} == wanted
    assert of_city(cases("fr", demo=demo), "99999") == of_solution(cases("fr", demo=demo), "nothing") == []
