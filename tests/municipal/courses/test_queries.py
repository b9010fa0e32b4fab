"""Courses and their filters, held against the file as the csv module reads it: unknown passes for nothing."""

import csv

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from municipal.courses.queries import BANDS, LONGER, UNKNOWN, VALUES, by_id, courses, keep
from municipal.learning.curriculum import curriculum
from municipal.paths import SEED

CHOICES = {
    "language": ["fr", "en", UNKNOWN],
    "format": ["online", "in_person", "hybrid", UNKNOWN],
    "duration": [*map(str, BANDS), LONGER, UNKNOWN],
    "cost": ["free", "paid", UNKNOWN],
    "certificate": ["yes", "no", UNKNOWN],
    "level": ["1", "2", "3", "4", UNKNOWN],
    "quebec": ["yes", "no"],
}
ASKED = st.fixed_dictionaries(
    {name: st.lists(st.sampled_from(values), max_size=2, unique=True) for name, values in CHOICES.items()}
)


def cells():
    """The rows of the file, as they are written."""
    lines = [line for line in (SEED / "courses.csv").read_text("utf-8").splitlines(keepends=True) if line[0] != "#"]
    return list(csv.DictReader(lines))


def kept(**chosen):
    return {row.id for row in keep(courses("fr"), chosen)}


def written(test):
    return {row["id"] for row in cells() if test(row)}


def test_every_course_is_listed_once_in_both_languages_in_the_same_order():
    french, english = courses("fr"), courses("en")
    assert [row.id for row in french] == [row.id for row in english]
    assert sorted(row.id for row in french) == sorted(row["id"] for row in cells())
    assert all(one.content != other.content for one, other in zip(french, english, strict=True))
    names = curriculum().competencies
    assert all(code in names for row in french for code in row.competencies)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_text_is_that_of_its_language(language):
    known = by_id(language)
    for row in cells():
        found = known[row["id"]]
        for name in ("audience", "content", "duration", "prerequisites", "local_value", "certificate"):
            assert (getattr(found, name) or "") == row[f"{name}_{language}"], (row["id"], name)
        assert (found.cost_note or "") == row[f"cost_{language}"]
        assert found.checked_on.isoformat() == row["checked_on"]
        assert (found.source_title, found.source_url) == (row["source_title"], row["source_url"])


@pytest.mark.parametrize("name", ["format", "level"])
def test_a_column_keeps_its_own_and_a_blank_is_unknown(name):
    for value in CHOICES[name]:
        wanted = "" if value == UNKNOWN else value
        assert kept(**{name: [value]}) == written(lambda row, wanted=wanted: row[name] == wanted), value


def test_a_course_in_two_languages_is_found_by_each():
    for value in ("fr", "en"):
        assert kept(language=[value]) == written(lambda row, value=value: value in row["language"].split())
    assert kept(language=["fr"]) & kept(language=["en"])
    assert kept(language=[UNKNOWN]) == written(lambda row: not row["language"])


def test_what_is_given_in_quebec_is_what_the_file_says():
    assert kept(quebec=["yes"]) == written(lambda row: row["quebec"] == "yes") != set()


def test_a_limit_of_time_keeps_what_is_told_in_time_and_fits():
    told = {row["id"]: int(row["minutes"]) for row in cells() if row["minutes"]}
    for band in BANDS:
        assert kept(duration=[str(band)]) == {one for one, minutes in told.items() if minutes <= band}
    assert kept(duration=[LONGER]) == {one for one, minutes in told.items() if minutes > BANDS[-1]}
    assert kept(duration=[UNKNOWN]) == written(lambda row: not row["minutes"])


def test_free_is_a_zero_and_nothing_else():
    assert kept(cost=["free"]) == written(lambda row: row["cost"] and float(row["cost"]) == 0)
    paid = kept(cost=["paid"])
    assert paid == written(
        lambda row: (
            (row["cost"] and float(row["cost"]) > 0)
            or (row["cost_fr"] and not row["cost"] and "gratuit" not in row["cost_fr"])
        )
    )
    assert kept(cost=["free"]) | paid | kept(cost=[UNKNOWN]) == set(by_id("fr"))
    # Free in Singapore is not known to be free here.
    assert "ai-singapore-ai4e" in kept(cost=[UNKNOWN])


def test_a_certificate_is_one_that_is_given():
    assert kept(certificate=["yes"]) == written(
        lambda row: row["certificate_fr"] and not row["certificate_fr"].startswith(("aucun", "selon"))
    )
    assert kept(certificate=["no"]) == written(lambda row: row["certificate_fr"].startswith("aucun"))


@pytest.mark.parametrize("name", [name for name in CHOICES if name != "quebec"])
def test_what_is_unknown_passes_for_nothing_else(name):
    unknown = kept(**{name: [UNKNOWN]})
    others = [value for value in CHOICES[name] if value != UNKNOWN]
    assert unknown
    assert unknown & kept(**{name: others}) == set()
    assert unknown | kept(**{name: others}) == set(by_id("fr"))


def test_a_value_that_nothing_has_keeps_nothing():
    assert kept(cost=["<script>"]) == set()
    assert kept(cost=["<script>", "free"]) == kept(cost=["free"])
    assert kept(cost=[]) == kept() == set(by_id("fr"))


@settings(max_examples=60, deadline=None)
@given(asked=ASKED)
def test_a_further_filter_keeps_less_and_a_further_choice_keeps_more(asked):
    found = kept(**asked)
    for name in VALUES:
        assert found <= kept(**(asked | {name: []}))
        if asked[name]:
            each = [kept(**(asked | {name: [one]})) for one in asked[name]]
            assert found == set().union(*each)
