"""Pairs that a person should look at: names that are alike, with what else agrees or not."""

import pytest

from municipal.paths import SEED
from tests.vendors.registry.ledger import cause, memory, vendor
from vendors.names.lexicon import read_lexicon
from vendors.names.reasons import Reason
from vendors.registry.changing import alter, create
from vendors.registry.duplicates import doubts, site
from vendors.registry.merging import Choice, decide, undo

LEXICON = read_lexicon(SEED / "names")


@pytest.fixture
def session():
    with memory() as made:
        yield made


def pairs(session):
    return [(one.left, one.right) for one in doubts(session, LEXICON)]


def test_only_names_that_are_alike_are_in_doubt(session):
    [one] = doubts(session, LEXICON)
    assert (one.left, one.right, one.asked) == ("castor", "castors", False)
    assert one.score >= LEXICON.constants.review
    assert one.reasons
    assert all(reason in Reason.__members__ for reason in one.reasons)


def test_fields_that_agree_and_that_differ_are_told(session):
    for key, city in (("castor", "Montréal"), ("castors", "montreal")):
        site = f"https://www.{key}.example/fr"
        alter(session, "vendor", key, key, {"city": city, "website": site, "neq": f"{len(key)}40000003"}, cause())
    [one] = doubts(session, LEXICON)
    assert (one.same, one.against) == (["city"], ["neq", "website"])


def test_two_valid_numbers_are_never_in_doubt(session):
    for key, neq in (("castor", "1140000028"), ("castors", "1140000036")):
        alter(session, "vendor", key, key, {"neq": neq}, cause())
    assert pairs(session) == []


def test_what_was_decided_leaves_and_comes_back(session):
    for decision, waits in (("apart", False), ("merged", False), ("merged", True)):
        choice = Choice("castor", "castors", decision, "castor", "parce que", waits)
        made = decide(session, choice, cause())
        assert pairs(session) == []
        if not waits:
            undo(session, made, 1, cause())
            assert pairs(session) == [("castor", "castors")]


def test_what_was_asked_stays_and_is_marked(session):
    decide(session, Choice("castor", "castors", "asked", None, "un NEQ"), cause())
    assert [one.asked for one in doubts(session, LEXICON)] == [True]


def test_another_name_counts_and_so_does_that_of_a_record_joined(session):
    told = {"id": "a1", "vendor": "hibou", "name": "Castor Conseil", "kind": "former"}
    create(session, "vendor_alias", "hibou", told, cause())
    assert ("castor", "hibou") in pairs(session)
    create(session, "vendor", "moose", vendor("moose", "Hibou Veille"), cause())
    decide(session, Choice("loutre", "moose", "merged", "loutre", "même adresse"), cause())
    assert ("hibou", "loutre") not in pairs(session)
    create(session, "vendor", "elan", vendor("elan", "Hibou Veille"), cause())
    assert ("elan", "loutre") in pairs(session)


def test_sites_that_many_share_say_nothing():
    assert site("https://www.loutre.example/fr") == "loutre.example"
    assert site("https://fr-ca.facebook.com/loutre") == site(None) == site("https://[") == ""
