"""The roles: where each is held, and what it asks of who holds it."""

import pytest

from municipal.people.roles import kind_of, roles

# CONTRACT.md, section 1, sign-in-link.
CONTRACT = {
    *("learner", "editor", "validator", "buyer", "secretary", "evaluator", "curator", "curation_lead"),
    "privacy_officer",
}


def test_the_roles_of_the_contract_exist():
    assert set(roles()) >= CONTRACT


def test_asvs_6_3_3_whoever_curates_evaluates_keeps_a_committee_or_administers_gives_a_second_proof():
    strong = {role for role, one in roles().items() if one.second_factor}
    assert strong >= {"curator", "curation_lead", "evaluator", "secretary", "administrator", "instance_administrator"}
    assert "learner" not in strong


def test_asvs_7_3_1_a_strong_role_is_left_alone_for_half_an_hour_at_most_and_any_other_for_three():
    assert {one.idle_minutes for one in roles().values() if one.second_factor} == {30}
    assert {one.idle_minutes for one in roles().values() if not one.second_factor} == {180}


@pytest.mark.parametrize(
    ("role", "body", "fits"),
    [
        ("curator", "province", True),
        ("curator", "00003", False),
        ("curator", "mrc:992", False),
        ("editor", "00003", True),
        ("editor", "mrc:992", True),
        ("editor", "province", False),
        ("learner", "province", True),
        ("instance_administrator", "mrc:992", False),
    ],
)
def test_a_role_fits_the_kinds_of_bodies_that_its_line_names(role, body, fits):
    assert roles()[role].fits(body) is fits


def test_a_body_tells_its_kind():
    assert [kind_of(body) for body in ("00003", "mrc:992", "province")] == ["municipality", "mrc", "province"]


def test_every_role_says_in_both_languages_what_it_may_and_may_not():
    for one in roles().values():
        assert all((one.name("fr"), one.name("en"), one.may_fr, one.may_en, one.never_fr, one.never_en)), one.id
