"""The page of a grid: tried, kept, joined, fixed and then never changed; begun anew with a reason; who is kept out."""

import gzip
import re
from html import unescape

import pytest
from sqlalchemy import update
from sqlmodel import select

from municipal.committee.tables import Evaluation
from municipal.db import reading, write
from municipal.projects.grid import STEP, rows_of
from municipal.traces.chain import digest, now
from municipal.traces.tables import Audit
from tests.municipal.cities.conftest import forms
from tests.municipal.projects.after import CITY, Kept, begun, route
from tests.municipal.projects.gridding import FIVE, HOSTILE, sent, told
from tests.municipal.projects.keeping import OTHER, colleague, page, read, seen_by, visitor


def where(kept, **more):
    return page("grille", kept, **more)


def send(kept, act, made=None, *, language="fr", version=None, **more):
    """Press a button of the page, from the version that now stands."""
    row = kept.steps.get(STEP)
    stands = (row.version if row else 0) if version is None else version
    path = f"/fr/ma-ville/{kept.city}/projets/grille"
    form = {"project": kept.project, "version": str(stands), "act": act} | sent(made or told(factor="20"), language)
    return kept.browser.post(
        path
        if language == "fr"
        else path.replace("/fr/ma-ville", "/en/my-city").replace("projets/grille", "projects/grid"),
        data=form | more,
    )


@pytest.fixture
def kept(hamlet, somebody) -> Kept:
    return begun(hamlet, somebody)


def committee(kept, stage):
    """A committee of the project, at a stage."""
    row = Evaluation(
        city=kept.city, project=kept.project, stage=stage, grid={}, bids=[], secretary="s", created_at=now()
    )
    write(lambda session: session.add(row))


def test_a_grid_is_ready_before_anything_is_kept_and_its_form_sends_it(kept):
    answer = kept.browser.get(where(kept))
    assert answer.status_code == 200
    assert STEP not in kept.steps
    assert "Total : 100 points sur 100." in read(answer)
    (form,) = [one for one in forms(answer.text) if "freeze" in one.fields.get("_buttons", [])]
    # Enter in a field presses the first button: it keeps nothing.
    assert form.fields["_buttons"][0] == "look"
    made = {name: given[0] for name, given in form.fields.items() if name != "_buttons"}
    assert kept.browser.post(form.action, data=made | {"act": "save"}).status_code == 303
    assert [row.max for row in rows_of(kept.steps[STEP].told)] == ["25", "20", "25", "15", "15"]
    assert len(kept.steps[STEP].told["gates"].split()) == 13


def test_word_comes_first_with_an_address_of_its_own(kept):
    text = kept.browser.get(where(kept)).text
    main = text[text.index("<main") :]
    first = re.search(r'class="govuk-button[^"]*" href="([^"]+)"', main)
    path, _mark, query = unescape(first[1]).partition("?")
    assert path == f"/fr/ma-ville/{CITY}/projets/document"
    assert set(query.split("&")) == {"format=docx", f"projet={kept.project}", "document=grid"}
    assert main.index(first[0]) < main.index("<form")


def test_looking_over_and_adding_a_line_keep_nothing_and_lose_nothing(kept):
    made = told(criteria=[("Besoin", "31", ""), ("Données", "12,5", "3")], factor="20")
    looked = send(kept, "look", made)
    assert looked.status_code == 200
    assert "Ramenez « Besoin » à 30 points au plus : 31 à présent (R2)." in read(looked)
    assert "43,5 à présent (R2)" in read(looked)
    added = send(kept, "add", made, rows="7")
    assert added.text.count('name="criterion_8_name"') == 1
    assert 'value="12,5"' in added.text
    assert 'name="criterion_13_name"' not in send(kept, "add", made, rows="12").text
    assert STEP not in kept.steps


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


def test_what_was_typed_survives_the_tab_and_is_ones_own(hamlet, somebody, kept):
    text = kept.browser.get(where(kept)).text
    assert re.search(r'hx-post="/fr/brouillon" hx-trigger="input delay:800ms', text)
    (form,) = [one for one in forms(text) if "freeze" in one.fields.get("_buttons", [])]
    left = {name: given[0] for name, given in form.fields.items() if name != "_buttons"}
    left |= {"criterion_6_name": "Un sixième", "criterion_6_max": "2,5", "question_N3": "6"}
    del left["gate_N1"]
    assert kept.browser.post("/fr/brouillon", data=left, headers={"hx-request-type": "partial"}).status_code == 200
    assert "draft=yes" in kept.browser.get(where(kept)).text
    taken = kept.browser.get(where(kept, draft="yes")).text
    assert 'value="Un sixième"' in taken
    assert 'value="2,5"' in taken
    assert re.search(r'id="gate_N1"[^>]*value="yes"(?! checked)', taken)
    assert re.search(r'name="question_N3">.*?<option value="6" selected>', taken, re.DOTALL)
    bo = seen_by(kept, colleague(hamlet, somebody, "buyer"))
    assert "Un sixième" not in bo.browser.get(where(bo, draft="yes")).text
    send(kept, "save")
    assert "draft=yes" not in kept.browser.get(where(kept)).text.partition("hx-post")[0]


def test_an_earlier_version_is_taken_up_again(kept):
    send(kept, "save", told(factor="11"))
    send(kept, "save", told(factor="12"))
    shown = kept.browser.get(where(kept, version="1"))
    assert "Voici la version 1." in read(shown)
    assert re.search(r'id="factor"[^>]*value="11"', shown.text)


def test_the_simulator_is_a_form_that_keeps_nothing_and_comes_alone_when_asked(kept):
    shown = kept.browser.get(where(kept, factor="12,5"))
    assert "Au facteur 12,5" in read(shown)
    assert STEP not in kept.steps
    alone = kept.browser.get(where(kept, factor="50"), headers={"hx-request-type": "partial"})
    assert "<html" not in alone.text
    assert "7,69 %" in read(alone)
    wrong = kept.browser.get(where(kept, factor="51"))
    assert wrong.status_code == 200
    assert "Essayez un facteur de 0 à 50 (R4)." in read(wrong)
    one = kept.browser.get(where(kept, mode="one_envelope", price_points="30"))
    assert "Avec 30 points pour le prix, un point de qualité vaut 2 758,62 $" in read(one)


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


def test_hostile_texts_are_shown_as_text(kept):
    made = told(criteria=[(HOSTILE, "25", ""), *FIVE[1:]], factor="20")
    send(kept, "save", made)
    assert "<script>alert(1)</script>" not in kept.browser.get(where(kept)).text
    send(kept, "freeze", made)
    text = kept.browser.get(where(kept)).text
    assert "<script>alert(1)</script>" not in text
    assert HOSTILE in unescape(text)


def test_another_city_a_stranger_and_a_reader_are_kept_to_their_place(hamlet, somebody, kept):
    send(kept, "save")
    stranger = seen_by(kept, colleague(hamlet, somebody, "editor", body=OTHER))
    assert stranger.browser.get(where(kept)).status_code in (403, 404)
    assert send(stranger, "save").status_code in (403, 404)
    elsewhere = where(kept).replace(f"/{CITY}/", f"/{OTHER}/")
    assert stranger.browser.get(elsewhere).status_code == 404
    assert visitor(hamlet).get(where(kept)).status_code in (302, 303, 401, 403)
    reader = seen_by(kept, colleague(hamlet, somebody, "validator"))
    shown = reader.browser.get(where(kept))
    assert shown.status_code == 200
    assert 'name="criterion_1_max"' not in shown.text
    assert send(reader, "save").status_code == 403
    assert (
        kept.browser.post(
            f"/fr/ma-ville/{CITY}/projets/grille", data={"project": kept.project, "act": "burn"}
        ).status_code
        == 404
    )


def test_a_closed_project_takes_no_change(kept):
    from municipal.projects.tables import Project

    closing = update(Project).where(Project.city == kept.city, Project.id == kept.project).values(closed_at=now())
    write(lambda session: session.execute(closing))
    assert send(kept, "save").status_code == 404
    assert 'value="freeze"' not in kept.browser.get(where(kept)).text


def test_in_english_too_with_a_point_for_decimals(kept):
    answer = send(kept, "freeze", told(factor="12.5"), language="en")
    assert answer.headers["location"].startswith("/en/")
    assert kept.steps[STEP].frozen["factor"] == "12.5"
    assert kept.browser.get(answer.headers["location"]).status_code == 200


def test_the_page_is_light_with_every_line_filled_in(kept):
    rows = [(f"Un critère qui porte un nom assez long, le numéro {n}", "8", "1") for n in range(1, 13)]
    text = send(kept, "look", told(criteria=rows, factor="33.333"))
    assert len(gzip.compress(text.content)) < 60_000
