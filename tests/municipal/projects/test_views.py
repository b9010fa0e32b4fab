"""How projects are listed: the next thing to do, who answers for what, what a route is called."""

import datetime as dt

import pytest

from municipal.legal import route_name
from municipal.projects.steps import standings, the_steps
from municipal.projects.views import following, matrix, sections
from tests.municipal.projects.test_steps import ORDER, ready, row

TODAY = dt.date(2027, 3, 1)


def next_of(done, route=""):
    found = following(standings(ready(done), route, TODAY), route)
    return found and found.step.id


def test_the_next_thing_to_do_is_the_first_that_is_asked_before_what_is_optional():
    assert next_of(set()) == "need"
    assert next_of({"need", "route"}) == "people"
    assert next_of({"need", "people", "route"}) == "documents"
    # Once it is decided, what was optional before is no longer to be done.
    assert next_of({"need", "people", "route", "documents", "decision", "follow_up"}) not in (
        "market",
        "comparison",
        "grid",
    )
    everything = set(ORDER) - {"committee"}
    assert next_of(everything - {"outcome_12"}, "no_purchase") is None


def test_a_route_with_a_committee_asks_for_the_grid_before_the_documents():
    told = {"need", "people", "route"}
    assert next_of(told, "public_call") == next_of(told, "invitation") == "grid"
    assert next_of(told | {"grid"}, "public_call") == "documents"
    assert next_of(told | {"grid", "documents"}, "public_call") == "committee"
    assert next_of(told, "mutual_agreement") == "documents"


def test_each_section_has_its_steps_and_none_is_empty():
    groups = sections(the_steps(), standings({}, "no_purchase", TODAY))
    assert [group.section.id for group in groups] == ["need", "market", "call", "after"]
    told = [one.step.id for group in groups for one in group.steps]
    assert told == [name for name in ORDER if name not in ("grid", "committee")]


@pytest.mark.parametrize(("language", "first"), [("fr", "Qui encadre"), ("en", "Who oversees")])
def test_the_matrix_says_who_is_told_and_nothing_of_the_others(language, first):
    assert matrix({}, language) == []
    (one,) = matrix({"people": row("people", frames="Le greffe", owns="")}, language)
    assert (one.label, one.who) == (first, "Le greffe")


def test_a_route_has_its_name_in_both_languages():
    for identity in ("mutual_agreement", "invitation", "public_call", "group_purchase", "no_purchase"):
        assert route_name(identity, "fr") != route_name(identity, "en") != ""
    assert route_name("", "fr") == ""
    assert route_name("nowhere", "en") == "nowhere"
