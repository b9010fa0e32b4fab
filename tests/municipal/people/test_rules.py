"""Who may do what: deny by default, and nothing is gained by losing."""

import csv
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from municipal.paths import SEED
from municipal.people import rules as module
from municipal.people.rules import decide, rules
from municipal.people.rules import municipalities as spoken_for
from municipal.web.actor import Actor, Grant
from vendors.sources.faults import UnusableError

few = settings(max_examples=50, deadline=None)


def table(name):
    """The file as anyone reads it: without the program's own reader."""
    lines = [line for line in (SEED / "access" / name).read_text("utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines))


ROLES = [row["role"] for row in table("roles.csv")]
RULES = table("rules.csv")
ACTIONS = sorted({row["action"] for row in RULES})
BODIES = ["00003", "00005", "mrc:992", "province"]
PHASES = ["", "draft", "returned", "submitted", "published"]

grants = st.builds(Grant, st.sampled_from(ROLES), st.sampled_from(BODIES), st.sampled_from(["", "mrc:992"]))


def actor(*held, pending="", proved=0.0, person="odile"):
    return Actor(person, "Odile", "fr", tuple(held), "session", 2, time.time() - proved, pending)


questions = st.fixed_dictionaries(
    {
        "action": st.sampled_from(ACTIONS),
        "body": st.sampled_from(["", *BODIES]),
        "phase": st.sampled_from(PHASES),
        "author": st.sampled_from(["", "odile", "rose"]),
    }
)


def ask(who, question):
    named = dict(question)
    return decide(who, named.pop("action"), **named)


@few
@given(st.lists(grants), st.sampled_from(["", "enrol", "prove"]), st.text(), st.sampled_from(["", *BODIES]))
def test_an_action_that_the_table_does_not_name_is_refused_to_all(held, pending, action, body):
    if action in ACTIONS:
        return
    assert not decide(actor(*held, pending=pending), action, body=body).ok
    assert not decide(None, action, body=body).ok


@few
@given(st.lists(grants), grants, questions)
def test_a_grant_that_is_lost_never_opens_anything(held, lost, question):
    if ask(actor(*held), question).ok:
        assert ask(actor(*held, lost), question).ok


@few
@given(st.lists(grants), questions)
def test_whoever_is_let_in_is_by_a_rule_that_the_file_states_for_a_grant_they_hold(held, question):
    decision = ask(actor(*held), question)
    if not decision.ok:
        assert decision.grant is None
        return
    stated = [row for row in RULES if row["action"] == question["action"]]
    by = decision.grant
    if by is None:
        assert "anyone" in {row["role"] for row in stated}
    elif by.role == "person":
        assert "person" in {row["role"] for row in stated}
    else:
        assert by in held
        assert by.role in {row["role"] for row in stated}
        scopes = {row["scope"] for row in stated if row["role"] == by.role}
        assert question["body"] in ("", by.body) or ("all" in scopes and by.body == "province")


@pytest.mark.parametrize("pending", ["enrol", "prove"])
@pytest.mark.parametrize("action", ACTIONS)
def test_before_every_proof_is_given_only_what_gives_it_is_open(action, pending):
    open_to = {
        row["role"]
        for row in RULES
        if row["action"] == action and (row["condition"] != "no_factor" or pending == "enrol")
    }
    everything = [Grant(role, body) for role in ROLES for body in BODIES]
    for held in ([], everything):
        for body in ("", *BODIES):
            decision = decide(actor(*held, pending=pending), action, body=body)
            assert decision.ok == bool(open_to & {"anyone", "pending"})
            assert decision.ok or decision.why == pending


@few
@given(questions)
def test_whoever_is_not_signed_in_is_let_into_what_is_everybodys_alone(question):
    stated = {row["role"] for row in RULES if row["action"] == question["action"]}
    assert ask(None, question).why == ("yes" if "anyone" in stated else "sign_in")


@few
@given(st.lists(grants), questions)
def test_the_answer_to_a_whole_question_is_never_wider_than_to_a_part_of_it(held, question):
    if ask(actor(*held), question).ok:
        assert ask(actor(*held), question | {"phase": "", "author": ""}).ok
        assert ask(actor(*held), question | {"body": "", "phase": "", "author": ""}).ok


@pytest.mark.parametrize(("action", "role"), [(r["action"], r["role"]) for r in RULES if r["condition"] == "recent"])
def test_asvs_7_5_1_a_sensitive_act_wants_a_proof_of_less_than_ten_minutes(action, role, clock):
    held = () if role == "person" else (Grant(role, "province" if role == "instance_administrator" else "00003"),)
    body = held[0].body if held else ""
    who = actor(*held)
    clock.forward(minutes=10)
    assert decide(who, action, body=body).ok
    clock.forward(seconds=1)
    assert decide(who, action, body=body).why == "confirm"


def test_asvs_2_3_1_a_text_is_validated_by_another_person_once_it_was_submitted():
    validator = actor(Grant("validator", "00003"))
    stand = {
        phase: decide(validator, "presentation.validate", body="00003", phase=phase, author="rose").why
        for phase in PHASES
    }
    assert stand == {"": "yes", "draft": "phase", "returned": "phase", "submitted": "yes", "published": "phase"}
    both = actor(Grant("validator", "00003"), Grant("editor", "00003"), Grant("validator", "00003", via="mrc:992"))
    assert decide(both, "presentation.validate", body="00003", phase="submitted", author="odile").why == "author"


def test_asvs_8_2_2_what_is_anothers_is_hidden_and_what_is_ones_own_bodys_is_refused():
    editor = actor(Grant("editor", "00003"))
    assert decide(editor, "people.manage", body="00005").why == "hidden"
    assert decide(editor, "people.manage", body="00003").why == "role"
    assert decide(editor, "body.read", body="00005").why == "hidden"
    assert decide(editor, "body.read", body="00003").grant == Grant("editor", "00003")


def test_a_role_that_reaches_all_bodies_does_so_from_the_province_alone():
    assert decide(actor(Grant("instance_administrator", "province")), "people.manage", body="00005").ok
    assert not decide(actor(Grant("instance_administrator", "00003")), "people.manage", body="00003").ok


def test_a_rule_for_a_role_that_does_not_exist_is_a_fault_of_the_file(tmp_path, monkeypatch):
    wrong = tmp_path / "rules.csv"
    wrong.write_text("role,action,object,scope,phase,condition\nmayor,body.read,body,own_body,,\n", "utf-8")
    monkeypatch.setattr(module, "FILE", wrong)
    with pytest.raises(UnusableError) as caught:
        rules.__wrapped__()
    assert "mayor" in caught.value.faults[0].message("en")


def test_somebody_speaks_for_the_municipalities_of_their_own_roles_alone():
    """A delegation and a territory give no voice in a city’s name, and nobody half signed in has one."""
    anna = actor(Grant("editor", "00003"), Grant("validator", "00005", "mrc:992"), Grant("validator", "mrc:992"))
    assert spoken_for(anna) == ["00003"]
    assert spoken_for(anna, "case.write") == ["00003"]
    assert spoken_for(anna, "case.validate") == []
    assert spoken_for(actor(Grant("editor", "00003"), pending="factor")) == []
    assert spoken_for(None) == []
