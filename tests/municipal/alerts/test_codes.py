"""The addresses that stop messages: one thing each, and nothing that somebody made up."""

import pytest

from municipal.alerts.codes import all_code, digest, person_of, search_code


def test_a_code_of_all_names_its_person_and_a_code_of_a_search_names_nobody(hamlet):
    assert person_of(all_code("abc")) == "abc"
    assert person_of(search_code("abc")) is None
    assert search_code("abc") != all_code("abc")
    assert digest(search_code("abc")) != digest(search_code("abd"))


@pytest.mark.parametrize("made_up", ["", ".", "a.b", "YWJj", "YWJj.", "é.ü", "YWJj." + "A" * 43, "\ud800"])
def test_what_was_not_signed_stops_nothing(hamlet, made_up):
    assert person_of(made_up) is None


def test_a_code_that_was_touched_stops_nothing(hamlet):
    code = all_code("abc")
    assert [one for one in range(len(code)) if person_of(code[:one] + "~" + code[one + 1 :])] == []
