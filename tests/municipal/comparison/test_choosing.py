"""Which solutions stand side by side."""

import pytest

from municipal.comparison.choosing import FIRST, MOST, choose
from municipal.db import reading
from municipal.suppliers.queries import search
from tests.municipal.comparison.measuring import INDICATOR, NEED, case


@pytest.fixture
def found(demo_sqlite):
    with reading() as session:
        return search(session, NEED, city="00004")


def ids(chosen):
    return [row.id for row in chosen.rows]


def results(found):
    return [one.solution.id for one in found.results]


def test_nobody_measured_anything_the_first_that_answer_stand_there(found):
    assert ids(choose(found, [], [INDICATOR], [])) == results(found)[:FIRST]


def test_those_that_somebody_measured_stand_there_in_the_order_of_the_need(found):
    order = results(found)
    told = choose(found, [], [INDICATOR], [case(solution=order[4]), case(solution=order[2]), case("00006", order[4])])
    assert ids(told) == [order[2], order[4]]
    assert {one.row.id: one.measured for one in told.choices if one.measured} == {order[2]: 1, order[4]: 2}


def test_one_alone_is_given_company(found):
    order = results(found)
    assert ids(choose(found, [], [INDICATOR], [case(solution=order[2])])) == [order[2], order[0]]


def test_a_measure_of_another_indicator_is_none(found):
    told = choose(found, [], [INDICATOR], [case(solution=results(found)[2], indicator="attente-311-s")])
    assert ids(told) == results(found)[:FIRST]


def test_those_asked_for_stand_there_as_asked_five_at_most(found):
    order = results(found)
    told = choose(found, [order[3], order[0], "rien"], [INDICATOR], [])
    assert (ids(told), told.unknown, told.too_many) == ([order[3], order[0]], ["rien"], False)
    many = choose(found, order[: MOST + 1], [INDICATOR], [])
    assert (ids(many), many.too_many) == (order[:MOST], True)


def test_a_general_assistant_is_left_out_with_its_reason(found):
    general = found.excluded[0].solution.id
    told = choose(found, [general, results(found)[0]], [INDICATOR], [])
    assert [one.id for one in told.left_out] == [general]
    assert general not in ids(told)
    assert told.unknown == []
