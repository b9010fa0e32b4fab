"""The projects of a city: the list with the next thing to do, the file of one, everything of it on one page."""

from html import unescape

import pytest

from municipal.projects.steps import the_steps
from tests.municipal.projects.after import CITY, DECISION, PEOPLE, begun, decided, route
from tests.municipal.projects.keeping import OTHER, colleague, page, read, seen_by, visitor

LIST = f"/fr/ma-ville/{CITY}/projets"


def test_the_list_says_how_far_each_is_and_what_comes_next(hamlet, somebody):
    kept = begun(hamlet, somebody)
    answer = kept.browser.get(LIST)
    assert f"projet={kept.project}&amp;etape=route" in answer.text
    assert "2 étapes prêtes sur 13." in read(answer)
    assert "Commencer un projet" in read(answer)
    reader = colleague(hamlet, somebody, "validator").get(LIST)
    assert kept.project in reader.text
    assert "Commencer un projet" not in read(reader)


def test_the_file_shows_every_step_and_the_next_one_first(hamlet, somebody):
    kept = begun(hamlet, somebody)
    text = read(kept.browser.get(page("dossier", kept)))
    for step in the_steps().steps.values():
        assert step.name_fr in text
    assert "À faire maintenant : trouver la voie à suivre" in text
    assert text.index("À faire maintenant") < text.index("1. Le besoin")
    kept.fix("route", route(identity="no_purchase"))
    text = read(kept.browser.get(page("dossier", kept)))
    assert "À faire maintenant : préparer les documents" in text
    assert "Réunir le comité" not in text
    assert "Pas d’achat" in text


def test_who_answers_for_what_is_shown_once_it_is_told(hamlet, somebody):
    kept = begun(hamlet, somebody)
    text = read(kept.browser.get(page("dossier", kept)))
    assert "Qui répond de quoi" in text
    assert all(one in text for one in PEOPLE.values())
    kept.tell("people", {}, done=False)
    assert "Qui répond de quoi" not in read(kept.browser.get(page("dossier", kept)))


def test_when_nothing_is_to_be_done_today_the_next_day_is_told(hamlet, somebody, clock):
    kept = decided(hamlet, somebody, decided_on="2099-01-31")
    for step in ("documents", "follow_up", "comparison", "grid", "case"):
        kept.tell(step, {"owner": "x"})
    text = read(kept.browser.get(page("dossier", kept)))
    assert "Rien n’est à faire aujourd’hui." in text
    assert "31 juillet 2099" in text


@pytest.mark.parametrize("language", ["fr", "en"])
def test_colleagues_read_everything_on_one_page(hamlet, somebody, language):
    kept = decided(hamlet, somebody)
    reader = colleague(hamlet, somebody, "validator")
    paths = {
        "fr": page("dossier", kept, whole="yes"),
        "en": f"/en/my-city/{CITY}/projects/file?project={kept.project}&whole=yes",
    }
    answer = reader.get(paths[language])
    assert answer.status_code == 200
    assert DECISION["why"] in read(answer)
    assert answer.headers["cache-control"] == "no-store"


def test_a_hostile_title_is_a_title(hamlet, somebody):
    kept = begun(hamlet, somebody)
    title = "<svg onload=alert(1)>"
    kept.browser.post(f"{LIST}/dossier", data={"project": kept.project, "act": "rename", "title": title})
    for path in (LIST, page("dossier", kept), page("historique", kept), page("partage", kept), kept.where("need")):
        answer = kept.browser.get(path)
        assert answer.status_code == 200
        assert "<svg onload" not in answer.text
        assert title in unescape(answer.text)


def test_a_project_of_another_city_is_nowhere(hamlet, somebody):
    kept = begun(hamlet, somebody)
    stranger = seen_by(kept, colleague(hamlet, somebody, "editor", "administrator", body=OTHER))
    for name in ("dossier", "historique", "partage"):
        assert stranger.browser.get(page(name, kept)).status_code == 404
        there = f"/fr/ma-ville/{OTHER}/projets/{name}?projet={kept.project}"
        assert stranger.browser.get(there).status_code == 404
    assert stranger.browser.get(LIST).status_code == 404
    assert kept.project not in stranger.browser.get(f"/fr/ma-ville/{OTHER}/projets").text
    assert visitor(hamlet).get(page("dossier", kept)).headers["location"].startswith("/fr/connexion?")


def test_an_mrc_or_the_province_has_no_projects(hamlet, somebody):
    for role, body in (("administrator", "mrc:992"), ("curator", "province")):
        assert colleague(hamlet, somebody, role, body=body).get(f"/fr/ma-ville/{body}/projets").status_code in (
            403,
            404,
        )


def test_the_home_of_the_city_counts_the_projects_that_go_on(hamlet, somebody):
    kept = begun(hamlet, somebody)
    home = f"/fr/ma-ville/{CITY}"

    def count():
        return int(read(kept.browser.get(home)).split("Les projets ")[1].split(" en cours")[0])

    before = count()
    kept.browser.post(f"{LIST}/dossier", data={"project": kept.project, "act": "close"})
    begun(hamlet, somebody)
    assert count() == before
    assert "Les projets" not in read(colleague(hamlet, somebody, "learner").get(home))
