"""From a need to solutions: the contract's rules on a small registry made by hand."""

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.vendors.needs.asked import CAPABILITIES, DANGER, DOMAINS, NEED, WRITING, fits, ids, said
from vendors.needs.find import is_general

# Fit by description


def test_domain_and_capability_asked_are_both_the_solution_s(search, town):
    found = search(NEED, [town.both])
    assert fits(found) == {"both": "fits"}
    assert found.results[0].basis == "description"
    assert found.results[0].domains == ["D:deneigement"]
    assert found.results[0].capabilities == ["C:voix"]


def test_one_of_domain_and_capability_is_partly(search, town):
    assert fits(search(NEED, [town.domain, town.capability])) == {"domain": "partly", "capability": "partly"}


def test_a_domain_alone_is_enough_to_be_answered(search, town):
    found = search(said("D:deneigement"), [town.both, town.domain, town.capability, town.neither])
    assert fits(found) == {"both": "partly", "domain": "partly"}


def test_neither_domain_nor_capability_never_fits_even_partly(search, town):
    assert fits(search(NEED, [town.neither])).get("neither", "unknown") == "unknown"


def test_where_something_fits_wholly_what_only_works_by_the_same_means_is_left_out(search, town):
    assert ids(search(NEED, [town.capability, town.domain, town.both])) == ["both", "domain"]


# Fit by statement


@pytest.mark.parametrize(
    ("verdicts", "fit"),
    [
        ({"D:deneigement": "fits"}, "fits"),
        ({"D:deneigement": "partly"}, "partly"),
        ({"D:deneigement": "fits", "C:voix": "partly"}, "partly"),
        ({"D:deneigement": "fits", "C:voix": "fits"}, "fits"),
    ],
)
@pytest.mark.parametrize("which", ["both", "domain", "capability", "neither"])
def test_a_statement_of_fit_wins_over_the_description(search, statement, town, which, verdicts, fit):
    solution = getattr(town, which)
    statements = [statement(which, node, verdict) for node, verdict in verdicts.items()]
    found = search(NEED, [solution], statements)
    assert fits(found) == {which: fit}
    assert found.results[0].basis == "statement"
    assert found.results[0].statements == statements


def test_a_statement_about_something_else_says_nothing_here(search, statement, town):
    found = search(NEED, [town.both], [statement("both", "D:eau", "does_not_fit")])
    assert (fits(found), found.results[0].basis, found.excluded) == ({"both": "fits"}, "description", [])


@pytest.mark.parametrize("node", ["D:deneigement", "C:voix"])
@pytest.mark.parametrize("which", ["both", "domain", "capability", "neither"])
def test_what_is_said_not_to_fit_is_excluded_with_its_statement(search, statement, town, which, node):
    statements = [statement(which, "D:deneigement", "fits"), statement(which, node, "does_not_fit")]
    found = search(NEED, [getattr(town, which)], statements)
    assert found.results == []
    assert [(one.solution.id, one.statement) for one in found.excluded] == [(which, statements[1])]


# Nothing, little, much


@pytest.mark.parametrize("need", ["", "   ", "bonjour", "🚜", "quelque chose de mieux"])
def test_nothing_understood_gives_no_result(search, town, need):
    found = search(need, vars(town).values())
    assert found.need == need
    assert found.detected.nodes == []
    assert found.results == []


def test_a_word_in_common_is_no_reason_to_offer_a_solution(search, solution):
    chatty = solution("chatty", ["D:eau"], ["C:prevision"], summary_fr="Le suivi des chiens", name="Toutou")
    assert search("le suivi des chiens par Toutou", [chatty]).results == []


def test_an_empty_registry_gives_no_result(search):
    found = search(NEED, [])
    assert (found.results, found.excluded) == ([], [])
    assert found.detected.domains == ["D:deneigement"]


@pytest.mark.parametrize(("limit", "count"), [(1, 1), (5, 5), (30, 30), (31, 30), (1000, 30)])
def test_there_are_at_most_thirty_results_and_at_most_as_many_as_asked(search, solution, limit, count):
    many = [solution(f"s{n:02}", ["D:eau"], ["C:voix"]) for n in range(40)]
    found = search(said("D:eau"), many, limit=limit)
    assert len(found.results) == count
    assert ids(found) == [f"s{n:02}" for n in range(count)]


def test_thirty_is_the_number_when_none_is_asked(search, solution):
    many = [solution(f"s{n:02}", ["D:eau"], ["C:voix"]) for n in range(40)]
    assert len(search(said("D:eau"), many).results) == 30


# The city that asks


@pytest.mark.parametrize(
    ("smallest", "population", "too_small"),
    [
        (5000, 4999, True),
        (5000, 5000, False),
        (5000, 90_000, False),
        (None, 12, False),
        (5000, None, False),
        (1, 0, True),
    ],
)
def test_a_solution_never_used_in_so_small_a_city_says_so(search, solution, smallest, population, too_small):
    one = solution("a", ["D:eau"], ["C:voix"], smallest_population=smallest)
    assert search(said("D:eau"), [one], population=population).results[0].too_small is too_small


def test_a_solution_of_the_city_s_size_comes_before_its_equal_that_is_not(search, solution):
    large = solution("x1", ["D:eau"], ["C:voix"], smallest_population=50_000)
    small = solution("x2", ["D:eau"], ["C:voix"], smallest_population=500)
    unknown = solution("x3", ["D:eau"], ["C:voix"])
    assert ids(search(said("D:eau"), [large, small, unknown], population=800)) == ["x2", "x3", "x1"]
    assert ids(search(said("D:eau"), [large, small, unknown])) == ["x1", "x2", "x3"]


# Order


def test_what_fits_comes_first_then_what_shares_the_domain_then_the_nearest_in_words(search, solution, fact):
    solutions = [
        solution("partly-domain", ["D:eau"], ["C:prevision"]),
        solution("fits-silent", ["D:eau"], ["C:voix"]),
        solution("fits-wordy", ["D:eau"], ["C:voix"]),
        solution("fits-stated", ["D:finances"], ["C:prevision"]),
    ]
    facts = [fact("fits-wordy", "offer", "Compte les marmottes.")]
    need = f"{said('D:eau', 'C:voix')} et des marmottes"
    found = search(need, solutions, facts=facts)
    assert ids(found) == ["fits-wordy", "fits-silent", "partly-domain"]


def test_where_nothing_fits_wholly_the_domain_goes_before_the_means(search, town):
    assert ids(search(NEED, [town.capability, town.domain])) == ["domain", "capability"]


NODES = (
    st.sets(st.sampled_from(DOMAINS), max_size=2),
    st.sets(st.sampled_from([*CAPABILITIES, "C:generaliste"]), max_size=2),
)
VERDICTS = st.dictionaries(
    st.sampled_from([*DOMAINS, *CAPABILITIES]), st.sampled_from(["fits", "partly", "does_not_fit"]), max_size=2
)


@settings(max_examples=50, deadline=None)
@given(
    registry=st.lists(st.tuples(*NODES, VERDICTS), max_size=8),
    domains=st.sets(st.sampled_from(DOMAINS), max_size=3),
    capabilities=st.sets(st.sampled_from(CAPABILITIES), max_size=3),
    data=st.data(),
)
def test_every_registry_is_answered_by_the_contract_and_in_one_order(
    search, solution, statement, registry, domains, capabilities, data
):
    solutions = [solution(f"s{n}", sorted(of), sorted(by)) for n, (of, by, _) in enumerate(registry)]
    statements = [
        statement(f"s{n}", node, verdict)
        for n, (_, _, verdicts) in enumerate(registry)
        for node, verdict in verdicts.items()
        # What a statement changes for a general assistant has tests of its own.
        if verdict == "does_not_fit" or not is_general(solutions[n])
    ]
    need = said(*sorted(domains), *sorted(capabilities))
    found = search(need, solutions, statements)
    assert set(found.detected.nodes) == domains | capabilities
    expected = {one.id: _by_contract(one, statements, domains, capabilities) for one in solutions}
    excluded = {one.solution.id for one in found.excluded}
    given_back = {one.solution.id: (one.fit, one.basis) for one in found.results}

    assert excluded == {one for one, fit in expected.items() if fit == "excluded"}
    assert excluded & given_back.keys() == set()
    for one, answer in given_back.items():
        assert answer == expected[one]
    sure = {one for one, fit in expected.items() if fit not in ("excluded", None) and fit[0] == "fits"}
    assert sure <= given_back.keys()

    again = search(need, data.draw(st.permutations(solutions)), data.draw(st.permutations(statements)))
    assert ids(again) == ids(found)


def _by_contract(one, statements, domains, capabilities):
    """What the contract says of a solution: excluded, its fit and basis, or None where it has nothing to do here."""
    asked = domains | capabilities
    verdicts = {s.verdict for s in statements if s.solution == one.id and s.node in asked}
    general = one.capabilities == ["C:generaliste"]
    writing = bool(capabilities) and capabilities <= WRITING and not domains & DANGER
    if "does_not_fit" in verdicts or (general and not writing):
        return "excluded"
    if verdicts:
        return ("partly" if "partly" in verdicts else "fits", "statement")
    shares = bool(domains & set(one.domains)), bool(capabilities & set(one.capabilities))
    if all(shares):
        return ("fits", "description")
    return ("partly", "description") if any(shares) or general else None


def test_equals_are_ordered_by_name_then_id(search, solution):
    alike = [solution(one, ["D:eau"], [], name=name) for one, name in (("b", "Zeta"), ("a", "Zeta"), ("c", "Alpha"))]
    for order in permutations(alike):
        assert ids(search(said("D:eau"), order)) == ["c", "a", "b"]
