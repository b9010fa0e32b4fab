"""What the benchmark of names measures, on a list short enough for every run of the tests."""

from random import Random

import pytest

from municipal.bench import name_search, names
from municipal.bench.enterprises import enterprises, is_own, near_number, neighbour, vocabulary
from municipal.bench.spellings import pairs, records, respelled, usual
from municipal.settings import Settings


@pytest.fixture(scope="module")
def figures():
    return names.run(n=2000, seed=8, settings=Settings())


@pytest.fixture(scope="module")
def searched():
    return name_search.measure(4000, 1)


def test_the_answer_has_the_shape_of_every_benchmark(figures):
    assert list(figures) == ["n", "load", "versions", "ours", "rival", "ratio"]
    assert figures["n"] == 2000
    assert figures["rival"]["name"]


def test_groups_reach_what_was_promised_and_beat_plain_letters(figures):
    ours, rival = figures["ours"]["dedupe"], figures["rival"]["dedupe"]
    assert ours["f1"] >= 0.92
    assert ours["f1"] > rival["f1"]
    assert ours["true_pairs"] > 500


def test_bands_reach_what_was_promised_and_beat_plain_letters(figures):
    ours = figures["ours"]["pairs"]
    assert ours["precision_of_same"] >= 0.995
    assert ours["share_of_same_and_review"] >= 0.98
    assert ours["f1"] >= 0.92
    assert ours["f1"] > figures["rival"]["pairs"]["f1"]


def test_no_number_is_taken_for_another_and_each_is_known_in_every_writing(figures):
    counted = figures["ours"]["numbered"]
    assert counted == {
        "tried": names.NUMBERS,
        "same_number_joined": names.NUMBERS,
        "other_number_not_distinct": 0,
    }


def test_the_search_finds_as_much_as_the_rival_on_the_same_names(searched):
    ours, rival = searched["ours"], searched["rival"]
    assert ours["recall_at_10"] >= 0.985
    assert ours["recall_at_1"] >= 0.955
    assert ours["on_the_same"]["recall_at_10"] >= rival["recall_at_10"]
    assert searched["ratio"] > 1


def test_what_is_made_is_made_again_from_the_same_seed():
    assert records(300, 4) == records(300, 4) != records(300, 5)
    assert pairs(100, 4) == pairs(100, 4)
    assert len(records(300, 4)) == 300


def test_enterprises_differ_and_their_neighbours_too():
    random, known = Random(3), vocabulary()  # noqa: S311 - chance that can be repeated
    made = enterprises(random, 500, known)
    assert len({usual(one).casefold() for one in made}) == 500
    brands: set[str] = set()
    for one in made:
        near = neighbour(random, one, known, brands)
        assert (near.words, near.number) != (one.words, one.number)
    assert is_own("Kalbec", known)
    assert not is_own("Tremblay", known)


def test_a_neighbouring_number_is_another_number_of_eight_digits():
    random = Random(1)  # noqa: S311 - chance that can be repeated
    for _ in range(500):
        near = near_number(random, "9123-4567")
        assert near != "9123-4567"
        assert [len(part) for part in near.split("-")] == [4, 4]


def test_pairs_are_half_of_one_enterprise():
    made = pairs(400, 6)
    assert sum(pair.same for pair in made) == 200
    assert all(pair.left != pair.right for pair in made)


def test_a_name_is_written_in_many_ways():
    random, known = Random(9), vocabulary()  # noqa: S311 - chance that can be repeated
    one = next(one for one in enterprises(random, 50, known) if len(one.words) > 1)
    written = {respelled(random, one, known) for _ in range(60)}
    assert len(written) > 20
