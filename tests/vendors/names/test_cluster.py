"""A list in groups: the same whatever its order, and what forbids two names holds across a whole group."""

from itertools import combinations
from random import Random

import pytest

from municipal.bench.spellings import records
from vendors.names.cluster import group
from vendors.names.guards import excluded
from vendors.names.judge import score
from vendors.names.normalise import normalise

LISTED = [
    "Hydro-Québec",
    "HYDRO QUEBEC",
    "9123-4567 Québec inc.",
    "9123-4576 Québec inc.",
    "9123 4567 QUEBEC INC",
    "Deloitte inc.",
    "Deloitte LLP",
    "",
    "Construction Tremblay",
    "Constructions Trempe",
    "Hydro-Québec",
]


def texts(found, listed):
    """The groups by what they say, whatever the places."""
    return sorted(sorted(listed[place] for place in places) for places in found.clusters)


def test_groups_and_doubts_of_a_short_list(lexicon):
    found = group(LISTED, lexicon)
    assert found.clusters == [[0, 1, 10], [2, 4]]
    assert [(doubt.left, doubt.right) for doubt in found.review] == [(5, 6)]
    assert found.review[0].score == lexicon.constants.ceiling_apart


def test_an_empty_list_and_one_of_nothings(lexicon):
    assert group([], lexicon).clusters == []
    assert group(["", " ", "🎉", "🎉", "…"], lexicon).clusters == []
    assert group(["Kalbec"], lexicon).clusters == []


@pytest.mark.parametrize("seed", [3, 4, 5])
def test_the_order_of_the_list_changes_nothing(lexicon, seed):
    listed = [record.text for record in records(400, seed)]
    turned = listed.copy()
    Random(seed).shuffle(turned)  # noqa: S311 - chance that can be repeated
    one, other = group(listed, lexicon), group(turned, lexicon)
    assert texts(one, listed) == texts(other, turned)
    doubts = [
        sorted((sorted((made[doubt.left], made[doubt.right])), doubt.score) for doubt in found.review)
        for found, made in ((one, listed), (other, turned))
    ]
    assert doubts[0] == doubts[1]
    assert len(one.clusters) > 20


def test_every_group_holds_and_every_sure_link_is_in_one(lexicon):
    listed = [record.text for record in records(300, 11)]
    found = group(listed, lexicon)
    names = [normalise(text, lexicon) for text in listed]
    where = {place: n for n, places in enumerate(found.clusters) for place in places}
    assert sum(map(len, found.clusters)) == len(where)
    for places in found.clusters:
        for left, right in combinations(places, 2):
            assert not excluded(names[left], names[right])
            assert score(names[left], names[right], lexicon.constants) >= lexicon.constants.review
    # A link that was refused is told as a doubt.
    doubted = {frozenset((where.get(d.left, -d.left - 1), where.get(d.right, -d.right - 1))) for d in found.review}
    for left, right in combinations(range(len(listed)), 2):
        if score(names[left], names[right], lexicon.constants) >= lexicon.constants.same:
            groups = frozenset((where.get(left, -left - 1), where.get(right, -right - 1)))
            assert len(groups) == 1 or groups in doubted, (listed[left], listed[right])


def test_no_chain_of_names_joins_two_numbers(lexicon):
    listed = [
        "9123-4567 Québec inc. (Toiture Kalbec)",
        "Toiture Kalbec",
        "Toiture Kalbec inc.",
        "9123-4576 Québec inc. / Toiture Kalbec",
    ]
    found = group(listed, lexicon)
    for places in found.clusters:
        assert not {0, 3} <= set(places)
    assert found.clusters


def test_no_chain_joins_two_forms_that_exclude_each_other(lexicon):
    found = group(["Kalbec Boréal inc.", "Kalbec Boréal", "KALBEC BOREAL", "Kalbec Boréal s.e.n.c.r.l."], lexicon)
    assert all(not {0, 3} <= set(places) for places in found.clusters)


def test_neighbouring_numbers_are_never_together(lexicon):
    random = Random(5)  # noqa: S311 - chance that can be repeated
    numbers = [f"9123-{random.randrange(10**4):04}" for _ in range(300)]
    listed = [f"{number} Québec inc." for number in numbers]
    for places in group(listed, lexicon).clusters:
        assert len({numbers[place] for place in places}) == 1


@pytest.mark.parametrize(
    "listed",
    [
        [f"Entreprise {n}" for n in range(3000)],
        ["Kalbec " * 60 + str(n) for n in range(300)],
        ["x" * n for n in range(1, 1500)],
        [f"Construction Tremblay {chr(97 + n % 26)}{chr(97 + n // 26 % 26)}" for n in range(676)],
        ["Kalbec inc."] * 5000,
    ],
    ids=["figures", "long", "one letter", "two letters apart", "one name"],
)
def test_hostile_lists_are_grouped_in_bounded_time(lexicon, bounded, listed):
    with bounded():
        group(listed, lexicon)
