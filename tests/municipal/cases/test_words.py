"""Every state, effect, reason and size has its words, in both languages."""

from typing import get_args

import pytest

from municipal.cases.queries import Size, Where, cases
from municipal.cases.seed import Effect, Reason, State
from municipal.cases.words import EFFECT_TAGS, EFFECTS, PLACES, REASONS, STATES, TONES, choices, sizes, where
from municipal.web.language import translator

TABLES = [(State, STATES), (Effect, EFFECTS), (Effect, EFFECT_TAGS), (Reason, REASONS), (Where, PLACES)]


@pytest.mark.parametrize(("values", "table"), TABLES)
def test_each_value_has_a_word_of_its_own(values, table):
    assert set(table) == set(get_args(values))
    for language in ("fr", "en"):
        said = [translator(language)(text) for text in table.values()]
        assert len(set(said)) == len(said)


def test_what_is_told_by_a_tone_is_told_by_a_word_as_well():
    assert set(TONES) <= set(STATES) | set(EFFECTS)
    assert set(TONES.values()) == {"good", "caution"}


def test_sizes_follow_one_another_without_a_gap():
    assert [value for value, _ in sizes("fr")] == list(get_args(Size))
    assert [label for _, label in sizes("en")] == [
        *("under 2,000 people", "from 2,000 to 10,000 people", "from 10,000 to 50,000 people"),
        *("from 50,000 to 100,000 people", "100,000 people and more", "unknown size"),
    ]


def test_every_filter_has_a_legend_and_choices():
    for language in ("fr", "en"):
        assert all(legend and options for legend, options in choices(language, ["Estrie"]).values())


def test_the_place_of_a_case_tells_the_population_only_when_it_is_known():
    for row in cases("fr", demo=False):
        told = where(row, "fr")
        assert told.startswith(f"{row.city}, {row.country}")
        assert ("personnes" in told) == (row.population is not None)
