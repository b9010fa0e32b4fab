"""An address in either language; a weight that is none of the four is as good as unsaid."""

import pytest
from litestar.exceptions import ClientException

from municipal.comparison.forms import told
from municipal.web.addresses import address, canonical


def test_both_languages_say_the_same():
    french = told([("ville", "00004"), ("besoin", "eau"), ("ids", "a,b"), ("poids_x", "3")])
    english = told([("city", "00004"), ("need", "eau"), ("ids", "a"), ("ids", "b"), ("weight_x", "3")])
    assert french.weights == english.weights == {"x": 3}
    assert french.asked.wanted() == english.asked.wanted() == ["a", "b"]
    assert (french.asked.city, french.asked.need) == (english.asked.city, english.asked.need)


@pytest.mark.parametrize("value", ["", "4", "-1", "1.5", "beaucoup", "1e9"])
def test_a_weight_that_is_none_of_the_four_is_unsaid(value):
    assert told([("poids_x", value)]).weights == {}


def test_an_address_comes_back_as_it_was():
    first = told([("ville", "00004"), ("besoin", "fuites d’eau"), ("ids", "a,b"), ("poids_x", "0")])
    path = address("comparison", "fr", **first.parameters())
    assert "poids_x=0" in path
    assert told(canonical([("city", "00004"), ("need", "fuites d’eau"), ("ids", "a,b"), ("weight_x", "0")])) == first


def test_a_city_said_twice_or_a_form_unknown_is_pointed_out():
    for pairs in ([("ville", "a"), ("ville", "b")], [("format", "exe")], [("besoin", "x" * 3000)]):
        with pytest.raises(ClientException):
            told(pairs)
