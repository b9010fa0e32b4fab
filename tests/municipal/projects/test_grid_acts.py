"""A grid kept, joined and fixed: refused with the numbers of its rules, never changed afterwards, begun anew."""

import pytest
from sqlalchemy import update
from sqlmodel import select

from municipal.committee.tables import Evaluation
from municipal.db import reading, write
from municipal.projects.grid import STEP
from municipal.projects.tables import Project
from municipal.traces.chain import digest, now
from municipal.traces.tables import Audit
from tests.municipal.cities.conftest import forms
from tests.municipal.projects.after import Kept, begun, route
from tests.municipal.projects.gridding import FIVE, HOSTILE, send, told, where
from tests.municipal.projects.keeping import colleague, read, seen_by


@pytest.fixture
def kept(hamlet, somebody) -> Kept:
    return begun(hamlet, somebody)


def committee(kept, stage):
    """A committee of the project, at a stage."""
    row = Evaluation(
        city=kept.city, project=kept.project, stage=stage, grid={}, bids=[], secretary="s", created_at=now()
    )
    write(lambda session: session.add(row))


def test_a_draft_may_break_rules_and_a_number_must_be_one(kept):
    assert send(kept, "save", told(criteria=[("Besoin", "31", "")])).status_code == 303
    refused = send(kept, "save", told(criteria=[("Besoin", "beaucoup", "")]))
    assert refused.status_code == 422
    assert 'href="#criterion_1_max"' in refused.text
    assert "beaucoup" in refused.text
    assert kept.steps[STEP].told["criterion_1_max"] == "31"


def test_a_grid_with_faults_is_not_fixed_and_each_rule_is_cited(kept):
    rows = [("Besoin", "31", ""), ("Données", "20", "21"), ("Sûreté", "48", "")]
    refused = send(kept, "freeze", told(criteria=rows, factor="51"))
    assert refused.status_code == 422
    summary = read(refused).partition("À corriger avant de continuer")[2]
    for rule in ("(R1)", "(R2)", "(R3)", "(R4)"):
        assert rule in summary
    assert STEP not in kept.steps


def test_what_is_fixed_has_its_digest_and_is_never_changed(kept):
    made = told(criteria=[("Besoin", "25", "12.5"), *FIVE[1:]], factor="20.5", gates="N1 P1", clauses="P4")
    answer = send(kept, "freeze", made)
    assert answer.headers["location"].endswith("received=frozen")
    row = kept.steps[STEP]
    whole = dict(row.frozen)
    assert whole.pop("digest") == digest(whole)
    assert (whole["factor"], whole["criteria"][0]["min"], whole["gates"]) == ("20.5", "12.5", ["N1", "P1"])
    shown = kept.browser.get(where(kept))
    assert 'name="criterion_1_max"' not in shown.text
    assert row.frozen["digest"] in shown.text
    assert "Au facteur 20,5" in read(shown)
    for act in ("save", "freeze"):
        refused = send(kept, act, made | {"criterion_1_name": "Autre"})
        assert refused.status_code == 409
        assert "la grille est figée" in read(refused)
    assert kept.steps[STEP] == row
    # The page of the steps has no way round it.
    assert kept.send(STEP, "save", **made).status_code == 404


def test_the_same_form_sent_twice_fixes_once(kept):
    first = send(kept, "freeze", once="the same")
    again = send(kept, "freeze", version=0, once="the same")
    assert first.headers["location"] == again.headers["location"]
    with reading() as session:
        kind = select(Audit.action).where(Audit.object_id == f"{kept.project}/grid", Audit.action == "project.frozen")
        assert len(session.exec(kind).all()) == 1


def test_a_new_version_asks_for_a_reason_and_leaves_the_old_one_in_force(kept):
    send(kept, "freeze")
    old = kept.steps[STEP]
    assert send(kept, "renew", reason="non").status_code == 422
    assert kept.steps[STEP] == old
    assert send(kept, "renew", version=old.version - 1, reason="Pour changer.").status_code == 409
    answer = send(kept, "renew", reason=f"Le conseil veut moins de prix. {HOSTILE}")
    assert answer.headers["location"].endswith("received=renewed")
    assert (kept.log[0].kind, kept.log[0].text) == ("grid", f"Le conseil veut moins de prix. {HOSTILE}")
    begun_anew = kept.steps[STEP]
    assert (begun_anew.told, begun_anew.frozen, begun_anew.done_at) == (old.told, old.frozen, None)
    assert "Elle vaut jusqu’à ce que celle-ci la remplace." in read(kept.browser.get(where(kept)))
    assert send(kept, "freeze", told(factor="10")).status_code == 303
    assert kept.steps[STEP].frozen["factor"] == "10"


@pytest.mark.parametrize(
    ("stage", "status"), [("draft", 303), ("open", 409), ("consensus", 409), ("locked", 409), ("decided", 409)]
)
def test_once_a_committee_is_open_the_grid_stays(kept, stage, status):
    send(kept, "freeze")
    fixed = kept.steps[STEP]
    assert 'value="renew"' in kept.browser.get(where(kept)).text
    committee(kept, stage)
    assert ('value="renew"' in kept.browser.get(where(kept)).text) == (status == 303)
    assert send(kept, "renew", reason="Pour changer.").status_code == status
    assert bool(kept.log) == (status == 303)
    assert (kept.steps[STEP] == fixed) == (status == 409)


def test_a_draft_over_a_grid_that_a_committee_uses_takes_no_change(kept):
    send(kept, "save")
    committee(kept, "open")
    before = kept.steps[STEP]
    assert send(kept, "save", told(factor="3")).status_code == 409
    assert send(kept, "freeze", told(factor="3")).status_code == 409
    assert kept.steps[STEP] == before
    assert 'value="freeze"' not in kept.browser.get(where(kept)).text


def test_of_two_who_change_it_the_second_sees_both_and_joins_them(hamlet, somebody, kept):
    send(kept, "save")
    bo = seen_by(kept, colleague(hamlet, somebody, "buyer"))
    send(kept, "save", told(factor="20", criteria=[("Besoin d’Ana", "25", ""), *FIVE[1:]]))
    both = send(bo, "save", told(factor="7.5", criteria=[("Besoin de Bo", "25", ""), *FIVE[1:]]), version=1)
    assert both.status_code == 409
    assert "Besoin d’Ana" in read(both)
    (form,) = [one for one in forms(both.text) if "mine_criterion_1_name" in one.fields]
    fields = {name: given[0] for name, given in form.fields.items() if name != "_buttons"} | {"act": "save"}
    assert fields["factor"] == "7,5"
    assert bo.browser.post(form.action, data=fields).status_code == 422
    joined = bo.browser.post(form.action, data=fields | {"choice_criterion_1_name": "theirs"})
    assert joined.status_code == 303
    kept_now = kept.steps[STEP].told
    assert (kept_now["criterion_1_name"], kept_now["factor"]) == ("Besoin d’Ana", "7.5")
    assert kept_now["criterion_5_max"] == "15"


def test_a_mode_changed_by_two_is_asked_about_in_words(hamlet, somebody, kept):
    send(kept, "save")
    bo = seen_by(kept, colleague(hamlet, somebody, "buyer"))
    send(kept, "save", told("lowest_price", factor="20"))
    both = send(bo, "save", told("one_envelope", factor="20"), version=1)
    (form,) = [one for one in forms(both.text) if "mine_mode" in one.fields]
    assert form.fields["theirs_mode"] == ["plus bas prix"]
    fields = {name: given[0] for name, given in form.fields.items() if name != "_buttons"}
    assert bo.browser.post(form.action, data=fields | {"act": "save", "choice_mode": "mine"}).status_code == 303
    assert kept.steps[STEP].told["mode"] == "one_envelope"


def test_in_a_public_call_a_named_supplier_keeps_the_grid_from_being_fixed(kept):
    kept.fix("route", route(identity="public_call", modes=["two_envelope", "one_envelope", "lowest_price"]))
    rows = [("Comme Castor et Clapet", "25", ""), *FIVE[1:]]
    refused = send(kept, "freeze", told(criteria=rows, factor="20"))
    assert refused.status_code == 422
    assert "Retirez le nom « Castor et Clapet inc. »" in read(refused)
    assert send(kept, "freeze", told(factor="20")).status_code == 303


def test_a_mode_that_the_law_forbids_is_not_offered_nor_taken(kept):
    kept.fix("route", route("professional", "90000", "invitation", modes=["two_envelope", "one_envelope"]))
    text = kept.browser.get(where(kept)).text
    assert 'value="lowest_price"' not in text
    refused = send(kept, "freeze", told("lowest_price"))
    assert refused.status_code == 422
    assert 'href="#mode"' in refused.text


def test_a_closed_project_takes_no_change(kept):

    closing = update(Project).where(Project.city == kept.city, Project.id == kept.project).values(closed_at=now())
    write(lambda session: session.execute(closing))
    assert send(kept, "save").status_code == 404
    assert 'value="freeze"' not in kept.browser.get(where(kept)).text
