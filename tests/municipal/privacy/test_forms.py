"""What an incident's form may hold."""

import pytest

from municipal.privacy.forms import EraseForm, IncidentForm, mistakes
from municipal.web.form import parse

WORDS = dict.fromkeys(
    ("information", "circumstances", "sensitivity", "consequences", "likelihood", "measures"), "Des mots"
)
SOUND = {**WORDS, "occurred_from": "2025-03-01", "aware_on": "2025-03-02", "serious": "no"}


def form(**given):
    value, errors = parse(IncidentForm, {name: [one] for name, one in (SOUND | given).items()})
    return (mistakes(value) if value else set(), set(errors))


def test_the_least_that_is_asked():
    assert form() == (set(), set())
    _, errors = parse(IncidentForm, {})
    assert set(errors) == {*SOUND}


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"aware_on": "2999-01-01"}, {"aware_on"}),
        ({"aware_on": "2025-02-30"}, {"aware_on"}),
        ({"aware_on": "2025-02-28"}, {"aware_on"}),
        ({"occurred_from": "2025-13"}, {"occurred_from"}),
        ({"occurred_from": "2999"}, {"occurred_from"}),
        ({"occurred_to": "2025-02-27"}, {"occurred_to"}),
        ({"occurred_to": "2024"}, {"occurred_to"}),
        ({"cai_told_on": "2999-01-01"}, {"cai_told_on"}),
        ({"persons_told_on": "2025-99-01"}, {"persons_told_on"}),
        ({"persons": "3", "persons_in_quebec": "4"}, {"persons_in_quebec"}),
    ],
)
def test_what_is_wrong_by_its_meaning(given, wrong):
    assert form(**given) == (wrong, set())


@pytest.mark.parametrize(
    "given",
    [
        # The day is unknown: what both dates tell does not contradict.
        {"occurred_from": "2025-03", "aware_on": "2025-03-01"},
        {"occurred_from": "2025", "occurred_to": "2025-03-01"},
        {"occurred_from": "2025-03-01", "occurred_to": "2025"},
        {"occurred_to": "2025-03-01", "aware_on": "2025-03-01"},
        {"persons": "0", "persons_in_quebec": "0"},
        {"persons_in_quebec": "4"},
        {"persons": "4"},
        {"cai_told_on": "2025-03-02", "persons_told_on": "2025-03-03", "public_notice": "Journal local"},
    ],
)
def test_what_is_sound(given):
    assert form(**given) == (set(), set())


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"aware_on": "2 mars 2025"}, {"aware_on"}),
        ({"occurred_from": "mars"}, {"occurred_from"}),
        ({"serious": "maybe"}, {"serious"}),
        ({"persons": "-1"}, {"persons"}),
        ({"persons": "beaucoup"}, {"persons"}),
        ({"information": "x"}, {"information"}),
        ({"measures": "x" * 4001}, {"measures"}),
        ({"body": "00003"}, {"body"}),
        ({"recorded_by": "me"}, {"recorded_by"}),
    ],
)
def test_asvs_2_2_2_what_cannot_be_and_what_nobody_expects_is_refused(given, wrong):
    assert form(**given) == (set(), wrong)


def test_the_word_that_confirms_may_be_missing_but_nothing_else_is_let_in():
    assert parse(EraseForm, {})[0] == EraseForm()
    assert parse(EraseForm, {"word": ["x"], "body": ["y"]})[0] is None
