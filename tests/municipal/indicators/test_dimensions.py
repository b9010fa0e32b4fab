"""The five dimensions are told in both languages, in two short sentences, with their source."""

import re

from municipal.indicators.dimensions import dimensions, numbers
from municipal.indicators.queries import DIMENSIONS


def test_each_dimension_of_the_catalogue_is_told_in_two_sentences_of_at_most_twenty_words():
    assert list(dimensions()) == list(DIMENSIONS)
    for row in dimensions().values():
        for language in ("fr", "en"):
            sentences = re.findall(r"[^.]+\.", row.text("about", language))
            assert len(sentences) == 2
            assert all(len(sentence.split()) <= 20 for sentence in sentences), sentences
        assert "statcan.gc.ca" in row.source_url


def test_the_numbers_are_within_what_they_may_be():
    told = numbers()
    assert told.least_readings == 3
    assert told.season == 12
    assert 0 < told.same_share < 0.2
