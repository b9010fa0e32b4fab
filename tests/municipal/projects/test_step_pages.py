"""The page of a step: kept, ready, read by colleagues; two edits joined, drafts taken up, and who is kept out."""

import re
from html import unescape

import pytest

from municipal.db import reading
from municipal.projects.own import FORM
from municipal.projects.step_form import the_forms
from municipal.traces.drafts import draft
from tests.municipal.cities.conftest import forms
from tests.municipal.projects.after import CITY, FOLLOW_UP, PEOPLE, begun
from tests.municipal.projects.keeping import OTHER, colleague, page, read, seen_by, visitor

HOSTILE = "\"><script>alert(1)</script>'; DROP TABLE project; --{{ 7*7 }}"


def about(kept, step="people"):
    return f"{CITY}/{kept.project}/{step}"


def leave(kept, step="people", **told):
    raw = {"draft": "project", "about": about(kept, step), "version": "1", **told}
    return kept.browser.post("/fr/brouillon", data=raw, headers={"hx-request-type": "partial"})


def left(kept, step="people"):
    with reading() as session:
        return draft(session, kept.person, FORM, about(kept, step))


def test_a_step_is_kept_then_ready_and_colleagues_read_it(hamlet, somebody):
    kept = begun(hamlet, somebody)
    half = FOLLOW_UP | {"owner": ""}
    assert kept.send("follow_up", "save", **half).headers["location"].endswith("received=saved")
    refused = kept.send("follow_up", "done", **half)
    assert refused.status_code == 422
    assert 'href="#owner"' in refused.text
    assert FOLLOW_UP["stop"] in unescape(refused.text)
    assert kept.steps["follow_up"].done_at is None
    assert kept.send("follow_up", "done", **FOLLOW_UP).headers["location"].endswith("received=follow_up")
    reader = seen_by(kept, colleague(hamlet, somebody, "validator"))
    text = reader.page("follow_up")
    assert FOLLOW_UP["threshold"] in text
    assert "<textarea" not in text
    assert reader.send("follow_up", "save", **half).status_code == 403


def test_the_form_sends_by_itself_what_it_shows(hamlet, somebody):
    kept = begun(hamlet, somebody)
    for step in the_forms().fields:
        (form,) = [one for one in forms(kept.page(step)) if {"save", "done"} <= set(one.fields.get("_buttons", []))]
        sent = {name: given[0] for name, given in form.fields.items() if name != "_buttons"} | {"act": "save"}
        answer = kept.browser.post(form.action, data=sent)
        assert answer.status_code == 303, (step, read(answer)[:400])
        assert kept.browser.get(answer.headers["location"]).status_code == 200


def test_of_two_who_change_a_step_the_second_sees_both_and_joins_them(hamlet, somebody):
    kept = begun(hamlet, somebody)
    bo = seen_by(kept, colleague(hamlet, somebody, "editor"))
    stale = {"version": str(kept.steps["people"].version)}
    assert kept.send("people", "save", **PEOPLE | {"frames": "Ana", "owns": "Le greffe"}).status_code == 303
    mine = PEOPLE | {"frames": "Bo", "decides": "La mairie"}
    conflict = bo.send("people", "save", **mine | stale)
    assert conflict.status_code == 409
    for words in ("Ana", "Bo", "Le greffe", "La mairie"):
        assert words in conflict.text
    assert kept.steps["people"].told["frames"] == "Ana"
    (form,) = [one for one in forms(conflict.text) if "mine_frames" in one.fields]
    sent = {name: given[0] for name, given in form.fields.items() if name != "_buttons"} | {"act": "save"}
    assert bo.browser.post(form.action, data=sent).status_code == 422
    assert bo.browser.post(form.action, data=sent | {"choice_frames": "mine"}).status_code == 303
    told = kept.steps["people"].told
    assert (told["frames"], told["owns"], told["decides"]) == ("Bo", "Le greffe", "La mairie")


def test_a_draft_is_kept_as_one_types_taken_up_and_gone_once_it_is_sent(hamlet, somebody):
    kept = begun(hamlet, somebody)
    assert re.search(r'hx-post="/fr/brouillon" hx-trigger="input delay:800ms', kept.page("people"))
    assert leave(kept, frames="Pas encore sûr").status_code == 200
    assert "Reprendre votre brouillon" in kept.page("people")
    assert "Pas encore sûr" not in kept.page("people")
    again = kept.browser.get(kept.where("people") + "&draft=yes").text
    assert "Pas encore sûr" in again
    (form,) = [one for one in forms(again) if "done" in one.fields.get("_buttons", [])]
    sent = {name: given[0] for name, given in form.fields.items() if name != "_buttons"} | {"act": "save"}
    assert kept.browser.post(form.action, data=sent).status_code == 303
    assert kept.steps["people"].told["frames"] == "Pas encore sûr"
    assert left(kept) is None


def test_a_draft_is_ones_own_and_can_be_thrown_away(hamlet, somebody):
    kept = begun(hamlet, somebody)
    leave(kept, frames="À moi seule")
    bo = seen_by(kept, colleague(hamlet, somebody, "editor"))
    assert "brouillon du" not in bo.page("people")
    assert "À moi seule" not in bo.browser.get(bo.where("people") + "&draft=yes").text
    away = {"draft": "project", "about": about(kept), "keep": "no", "back": kept.where("people")}
    assert kept.browser.post("/fr/brouillon", data=away).headers["location"] == kept.where("people")
    assert left(kept) is None


def test_a_draft_of_another_citys_project_is_refused(hamlet, somebody):
    kept = begun(hamlet, somebody)
    stranger = colleague(hamlet, somebody, "editor", body=OTHER)
    raw = {"draft": "project", "about": about(kept), "frames": "x"}
    assert stranger.post("/fr/brouillon", data=raw).status_code == 404


def test_an_earlier_version_is_shown_to_be_taken_up_again(hamlet, somebody):
    kept = begun(hamlet, somebody)
    kept.send("people", "save", **PEOPLE | {"frames": "Nouveau"})
    again = kept.browser.get(kept.where("people") + "&version=1").text
    assert f'value="{PEOPLE["frames"]}"' in unescape(again)
    assert 'name="version" value="2"' in again
    for strange in ("0", "99", "x", "-1", "9" * 30):
        assert kept.browser.get(kept.where("people") + f"&version={strange}").status_code == 200


@pytest.mark.parametrize("step", ["people", "documents"])
def test_hostile_texts_are_read_as_they_were_typed(hamlet, somebody, step):
    kept = begun(hamlet, somebody)
    name = the_forms().fields[step][0].id
    assert kept.send(step, "save", **{name: HOSTILE}).status_code == 303
    assert kept.steps[step].told[name] == HOSTILE
    for path in (kept.where(step), page("dossier", kept), page("dossier", kept, whole="yes"), page("historique", kept)):
        text = kept.browser.get(path).text
        assert "<script>alert" not in text
    assert HOSTILE in unescape(kept.page(step))


@pytest.mark.parametrize("step", ["nowhere", "", "NEED", "../need"])
def test_a_step_that_does_not_exist_is_nowhere(hamlet, somebody, step):
    kept = begun(hamlet, somebody)
    assert kept.browser.get(kept.where(step)).status_code == 404
    assert kept.send(step, "save").status_code == 404


def test_a_button_that_does_not_exist_does_nothing(hamlet, somebody):
    kept = begun(hamlet, somebody)
    assert kept.send("people", "explode").status_code == 404


def test_nobody_else_reads_or_keeps_a_project(hamlet, somebody):
    kept = begun(hamlet, somebody)
    stranger = colleague(hamlet, somebody, "editor", "buyer", "administrator", body=OTHER)
    for city in (CITY, OTHER):
        here = f"/fr/ma-ville/{city}/projets/etape"
        assert stranger.get(f"{here}?projet={kept.project}&etape=need").status_code == 404
        raw = {"project": kept.project, "step": "need", "version": "1", "act": "save", "words": "à nous"}
        assert stranger.post(here, data=raw).status_code == 404
    assert visitor(hamlet).get(kept.where("need")).headers["location"].startswith("/fr/connexion?")
    assert colleague(hamlet, somebody, "learner").get(kept.where("need")).status_code in (403, 404)


def test_a_closed_project_is_read_and_takes_no_change(hamlet, somebody):
    kept = begun(hamlet, somebody)
    close = {"project": kept.project, "act": "close"}
    assert kept.browser.post(f"/fr/ma-ville/{CITY}/projets/dossier", data=close).status_code == 303
    before = kept.steps["people"]
    assert PEOPLE["frames"] in kept.page("people")
    assert "<textarea" not in kept.page("documents")
    assert kept.send("people", "save", **PEOPLE | {"frames": "Trop tard"}).status_code == 404
    assert kept.steps["people"] == before


def test_each_step_has_its_lesson(hamlet, somebody):
    kept = begun(hamlet, somebody)
    lessons = {step: re.findall(r"/fr/apprendre/lecons/(m\d\d-\d)", kept.page(step)) for step in the_forms().fields}
    assert all(len(found) == 1 for found in lessons.values()), lessons
    assert lessons["people"] == ["m04-2"]
    assert lessons["need"] == ["m05-1"]
