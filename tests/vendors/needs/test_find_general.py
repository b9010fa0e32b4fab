"""From a need to solutions: where a general assistant is offered, last and partly, and where it is excluded."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.vendors.needs.asked import DANGER, DOMAINS, NEED, WRITING, fits, ids, said
from vendors.needs.detect import Detected
from vendors.needs.find import is_general, is_office_writing


def test_a_general_assistant_has_that_one_capability(solution):
    assert is_general(solution("a", ["D:finances"], ["C:generaliste"]))
    assert not is_general(solution("a", [], ["C:generaliste", "C:redaction"]))
    assert not is_general(solution("a", [], []))


def test_a_specialised_need_excludes_the_general_assistant(search, town):
    found = search(NEED, [town.general, town.both])
    assert ids(found) == ["both"]
    assert [one.solution.id for one in found.excluded] == ["general"]
    assert found.excluded[0].statement is None


def test_office_writing_offers_the_general_assistant_last_and_partly(search, solution, town):
    writer = solution("writer", ["D:finances"], ["C:redaction"])
    weak = solution("weak", ["D:eau"], ["C:traduction"], smallest_population=10**6)
    found = search(said("C:redaction", "C:traduction"), [town.general, writer, weak], population=500)
    assert ids(found) == ["writer", "weak", "general"]
    assert fits(found)["general"] == "partly"
    assert found.results[-1].general
    assert found.excluded == []


def test_a_general_assistant_with_the_domain_asked_is_still_last_and_partly(search, solution):
    general = solution("general", ["D:finances"], ["C:generaliste"])
    other = solution("other", ["D:eau"], ["C:redaction"])
    found = search(said("D:finances", "C:redaction"), [general, other])
    assert ids(found) == ["other", "general"]
    assert fits(found)["general"] == "partly"


def test_a_general_assistant_is_partly_whatever_is_stated(search, statement, town):
    found = search(said("C:redaction"), [town.general], [statement("general", "C:redaction", "fits")])
    assert fits(found) == {"general": "partly"}


def test_a_general_assistant_said_not_to_fit_is_excluded_even_for_writing(search, statement, town):
    statements = [statement("general", "D:finances", "does_not_fit")]
    found = search(said("D:finances", "C:redaction"), [town.general], statements)
    assert found.results == []
    assert [one.statement for one in found.excluded] == statements


@pytest.mark.parametrize("domains", [[], ["D:democratie"], ["D:securite"], ["D:finances", "D:urgence"]])
def test_of_all_sets_of_capabilities_three_are_office_writing_and_none_where_people_are_in_danger(plain, domains):
    capabilities = sorted(node for node in plain.nodes if node.startswith("C:"))
    assert len(capabilities) == 18
    offered = [
        {node for n, node in enumerate(capabilities) if chosen >> n & 1}
        for chosen in range(2**18)
        if is_office_writing(
            Detected("fr", domains, [node for n, node in enumerate(capabilities) if chosen >> n & 1], {}, [])
        )
    ]
    expected = [{"C:redaction"}, {"C:traduction"}, {"C:redaction", "C:traduction"}]
    assert sorted(offered, key=sorted) == sorted([] if DANGER & set(domains) else expected, key=sorted)


@settings(max_examples=50, deadline=None)
@given(data=st.data())
def test_only_a_need_of_office_writing_offers_the_general_assistant(search, plain, town, data):
    writing = data.draw(st.booleans())
    pool = WRITING if writing else {node for node in plain.nodes if node.startswith("C:")}
    capabilities = data.draw(st.sets(st.sampled_from(sorted(pool))))
    domains = data.draw(st.sets(st.sampled_from(DOMAINS), max_size=3))
    found = search(said(*domains, *capabilities), [town.general, town.both, town.capability])
    allowed = bool(capabilities) and capabilities <= WRITING and not domains & DANGER
    assert ("general" in ids(found)) is allowed
    assert ("general" in [one.solution.id for one in found.excluded]) is not allowed


@pytest.mark.parametrize("danger", sorted(DANGER))
def test_an_emergency_named_among_many_things_still_excludes_the_general_assistant(search, town, danger):
    found = search(said("C:redaction", "D:deneigement", "D:eau", "D:finances", danger), [town.general])
    assert ids(found) == []
