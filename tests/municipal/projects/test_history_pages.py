"""The history of a project: who changed what, and the last save taken back by a version more, never by one less."""

import re
from html import unescape

import pytest

from municipal.db import reading
from municipal.projects.own import FORM, KIND
from municipal.traces.drafts import draft
from municipal.traces.versions import history
from tests.municipal.cities.conftest import forms
from tests.municipal.projects.after import CITY, MARKET, PEOPLE, begun, route
from tests.municipal.projects.keeping import OTHER, colleague, page, read, seen_by

HERE = f"/fr/ma-ville/{CITY}/projets/historique"


def undo(kept, step="people", **more):
    told = {"project": kept.project, "step": step, "version": str(kept.steps[step].version)} | more
    return kept.browser.post(HERE, data=told)


def versions(kept, step="people"):
    with reading() as session:
        return [one.values for one in history(session, KIND, f"{kept.project}/{step}", body=CITY)]


def test_every_change_is_told_field_by_field_with_who_and_when(hamlet, somebody):
    kept = begun(hamlet, somebody)
    kept.send("people", "save", **PEOPLE | {"frames": "Le greffe"})
    kept.send("need", "save", **kept.steps["need"].told | {"personal": "yes", "baseline": "22,5"})
    text = read(kept.browser.get(page("historique", kept)))
    assert f"Qui encadre {PEOPLE['frames']} Le greffe" in text
    assert "Des renseignements personnels sont-ils en jeu? Non Oui" in text
    assert "22,7 22,5" in text
    assert "Version 2 reprise Odile Bouleau, le" in text
    alone = read(kept.browser.get(page("historique", kept, etape="need")))
    assert "Qui encadre" not in alone


def test_what_was_fixed_stands_there_with_its_digest_and_can_be_fixed_anew_only(hamlet, somebody):
    kept = begun(hamlet, somebody)
    kept.fix("route", route())
    first = kept.steps["route"].frozen["digest"]
    kept.fix("route", route(identity="no_purchase"))
    answer = kept.browser.get(page("historique", kept, etape="route"))
    assert first in answer.text
    assert kept.steps["route"].frozen["digest"] in answer.text
    assert "Annuler" not in read(answer)
    assert undo(kept, "route").status_code == 404
    assert kept.steps["route"].frozen["route"] == "no_purchase"


def test_the_last_save_is_taken_back_by_one_button_and_nothing_is_lost(hamlet, somebody):
    kept = begun(hamlet, somebody)
    kept.send("people", "save", **PEOPLE | {"frames": "Une erreur"})
    shown = kept.browser.get(page("historique", kept, etape="people"))
    (form,) = [one for one in forms(shown.text) if one.fields.get("step") == ["people"]]
    sent = {name: given[0] for name, given in form.fields.items() if name != "_buttons"}
    answer = kept.browser.post(form.action, data=sent)
    assert "Le dernier enregistrement est annulé." in read(kept.browser.get(answer.headers["location"]))
    assert kept.browser.post(form.action, data=sent).headers["location"] == answer.headers["location"]
    after = versions(kept)
    assert [one["told"]["frames"] for one in after] == [PEOPLE["frames"], "Une erreur", PEOPLE["frames"]]
    assert after[0] == after[2]
    assert kept.steps["people"].done_at
    # Taken back once more, one is where one was.
    undo(kept)
    assert kept.steps["people"].told["frames"] == "Une erreur"


def test_what_somebody_saves_meanwhile_is_not_taken_back(hamlet, somebody):
    kept = begun(hamlet, somebody)
    kept.send("people", "save", **PEOPLE | {"frames": "À moi"})
    seen = str(kept.steps["people"].version)
    kept.send("people", "save", **PEOPLE | {"frames": "À elle"})
    answer = undo(kept, version=seen)
    assert answer.status_code == 409
    assert "Relisez d’abord" in read(answer)
    assert kept.steps["people"].told["frames"] == "À elle"


def test_what_one_was_typing_stays_a_draft(hamlet, somebody):
    kept = begun(hamlet, somebody)
    kept.send("people", "save", **PEOPLE | {"frames": "Une erreur"})
    about = f"{CITY}/{kept.project}/people"
    raw = {"draft": "project", "about": about, "version": "2", "frames": "En train d’écrire"}
    kept.browser.post("/fr/brouillon", data=raw)
    assert undo(kept).status_code == 303
    with reading() as session:
        assert draft(session, kept.person, FORM, about).values["frames"] == "En train d’écrire"


@pytest.mark.parametrize("step", ["documents", "market", "nowhere", ""])
def test_a_step_without_an_earlier_save_has_nothing_to_take_back(hamlet, somebody, step):
    kept = begun(hamlet, somebody)
    if step == "market":
        kept.fix("market", MARKET)
    told = {"project": kept.project, "step": step, "version": "1"}
    assert kept.browser.post(HERE, data=told).status_code == 404


def test_an_earlier_version_leads_to_the_step_that_takes_it_up(hamlet, somebody):
    kept = begun(hamlet, somebody)
    kept.send("people", "save", **PEOPLE | {"frames": "Nouveau"})
    links = re.findall(r'href="([^"]+version=\d+)"', unescape(kept.browser.get(page("historique", kept)).text))
    assert [one for one in links if "etape=people" in one] == [f"{kept.where('people')}&version=1"]
    assert f'value="{PEOPLE["frames"]}"' in unescape(kept.browser.get(links[0]).text + kept.browser.get(links[-1]).text)


def test_who_only_reads_takes_nothing_back_and_a_closed_project_stays_as_it_is(hamlet, somebody):
    kept = begun(hamlet, somebody)
    kept.send("people", "save", **PEOPLE | {"frames": "Nouveau"})
    reader = seen_by(kept, colleague(hamlet, somebody, "validator"))
    text = read(reader.browser.get(page("historique", kept)))
    assert "Nouveau" in text
    assert "Annuler" not in text
    assert undo(reader).status_code == 403
    stranger = seen_by(kept, colleague(hamlet, somebody, "editor", body=OTHER))
    assert undo(stranger).status_code == 404
    kept.browser.post(f"/fr/ma-ville/{CITY}/projets/dossier", data={"project": kept.project, "act": "close"})
    assert undo(kept).status_code == 404
    assert kept.steps["people"].told["frames"] == "Nouveau"


def test_the_log_names_who_wrote(hamlet, somebody):
    kept = begun(hamlet, somebody)
    kept.send("follow_up", "note", log_text="Une fuite rue des Saules.")
    assert "Le journal Odile Bouleau, le" in read(kept.browser.get(page("historique", kept)))
    assert kept.browser.get(page("historique", kept, etape="nowhere")).status_code == 404
