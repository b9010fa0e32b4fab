"""A city publishes what it chose of a project; everybody reads it; taken back, nobody does."""

import re

import pytest

from municipal.db import reading, write
from municipal.open_contracting.queries import public_releases
from municipal.projects.tables import ProjectStep
from municipal.projects.writing import open_project
from municipal.traces.chain import By, now

CITY = "00003"
HERE = f"/fr/ma-ville/{CITY}/projets/publier"


@pytest.fixture
def project(village) -> str:
    """A project of which the need is told."""

    def work(session):
        made = open_project(session, By("p"), CITY, title="Suivre les nids-de-poule", words="nids", language="fr")
        told = {"problem": "Les trous se voient trop tard."}
        step = ProjectStep(city=CITY, project=made, step="need", told=told, author="p", saved_at=now())
        session.add(step)
        return made

    return write(work)


def once(text: str) -> str:
    return re.findall(r'name="once" value="([^"]+)"', text)[0]


def releases(visitor) -> list[dict]:
    return visitor.get("/ocds/releases.json").json()["releases"]


def test_seen_first_then_published_then_taken_back(browser, signed_in, project):
    editor, anyone = signed_in(browser(), "editor", city=CITY), browser()
    before = len(releases(anyone))
    page = editor.get(HERE, params={"projet": project, "part": "planning"})
    assert "Les trous se voient trop tard." in page.text
    assert len(releases(anyone)) == before
    sent = {"project": project, "act": "publish", "part": "planning", "once": once(page.text)}
    answer = editor.post(HERE, data=sent, follow_redirects=False)
    assert answer.status_code == 303
    # The same form once more publishes nothing more.
    editor.post(HERE, data=sent, follow_redirects=False)
    there = releases(anyone)
    assert len(there) == before + 1
    one = next(row for row in there if row["ocid"].endswith(project))
    assert one["tag"] == ["planning"]
    assert one["planning"]["rationale"] == "Les trous se voient trop tard."
    assert "tender" not in one
    alone = anyone.get(f"/ocds/release/{one['ocid']}.json")
    assert [row["id"] for row in alone.json()["releases"]] == [one["id"]]
    assert one["ocid"] in anyone.get("/fr/contrats-ouverts").text

    refused = editor.post(HERE, data={"project": project, "act": "withdraw", "reason": " "})
    assert refused.status_code == 422
    assert "Dites pourquoi" in refused.text
    back = editor.post(HERE, data={"project": project, "act": "withdraw", "reason": "Publié trop tôt"})
    assert back.status_code == 303
    assert len(releases(anyone)) == before
    assert anyone.get(f"/ocds/release/{one['ocid']}.json").status_code == 404
    with reading() as session:
        assert public_releases(session, one["ocid"]) == []


def test_a_second_release_is_an_update_with_a_number_of_its_own(browser, signed_in, project):
    editor, anyone = signed_in(browser(), "editor", city=CITY), browser()
    for _ in range(2):
        editor.post(HERE, data={"project": project, "act": "publish", "part": "planning"})
    mine = [row for row in releases(anyone) if row["ocid"].endswith(project)]
    assert [row["tag"] for row in mine] == [["planning"], ["planningUpdate"]]
    assert [row["id"][-3:] for row in mine] == ["001", "002"]


@pytest.mark.parametrize("part", ["tender", "award", "amount", "nothing", ""])
def test_what_has_nothing_to_tell_is_refused(browser, signed_in, project, part):
    editor = signed_in(browser(), "editor", city=CITY)
    answer = editor.post(HERE, data={"project": project, "act": "publish", "part": part})
    assert answer.status_code == 422
    assert "Choisissez au moins une partie" in answer.text


def test_another_city_and_nobody_publish_nothing(browser, signed_in, project):
    stranger = signed_in(browser(), "editor", city="00005")
    assert stranger.get(HERE, params={"projet": project}).status_code == 404
    assert stranger.post(HERE, data={"project": project, "act": "publish", "part": "planning"}).status_code == 404
    there = HERE.replace(CITY, "00005")
    assert stranger.get(there, params={"projet": project}).status_code == 404
    reader = signed_in(browser(), "learner", city=CITY)
    assert reader.post(HERE, data={"project": project, "act": "publish", "part": "planning"}).status_code in (403, 404)


@pytest.mark.parametrize("name", ["", "nothing", "nothing.json", ".json", "a.xml", "..json"])
def test_an_unknown_process_is_not_found(browser, name):
    assert browser().get(f"/ocds/release/{name}").status_code == 404


def test_the_page_in_english(browser, signed_in, project):
    editor = signed_in(browser(), "editor", city=CITY)
    page = editor.get(f"/en/my-city/{CITY}/projects/publish", params={"project": project, "part": "planning"})
    assert page.status_code == 200
