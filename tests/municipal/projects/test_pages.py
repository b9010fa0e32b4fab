"""Where projects begin: for everybody to read, for a city to begin, once."""

import re
from html import unescape

import pytest

from municipal.db import reading
from municipal.projects.own import projects_of, steps_of
from municipal.projects.typical import typical_needs
from tests.municipal.cities.conftest import forms
from tests.municipal.projects.after import CITY, INDICATOR, begun
from tests.municipal.projects.keeping import OTHER, colleague, read, visitor

HERE = "/fr/projets/nouveau"


def begin(browser, **more):
    return browser.post(HERE, data={"city": CITY, "words": "les fuites d’aqueduc", "indicator": INDICATOR} | more)


def mine(city=CITY):
    with reading() as session:
        return projects_of(session, city)


def made(answer):
    return re.search(r"projet=([0-9a-f]{16})", answer.headers["location"])[1]


@pytest.mark.parametrize(
    ("path", "begin_"), [("/fr/projets", "Commencer un projet"), ("/en/projects", "Start a project")]
)
def test_anyone_reads_what_a_project_is(hamlet, path, begin_):
    answer = visitor(hamlet).get(path)
    assert answer.status_code == 200
    hrefs = unescape(answer.text)
    assert all(one.text("words", "fr" if "/fr" in path else "en")[1:] in hrefs for one in typical_needs())
    assert hrefs.count("/nouveau" if "/fr" in path else "/new") >= 12


def test_ones_own_projects_stand_there_and_nobody_elses(hamlet, somebody):
    kept = begun(hamlet, somebody)
    assert kept.project in kept.browser.get("/fr/projets").text
    assert kept.project not in colleague(hamlet, somebody, "editor", body=OTHER).get("/fr/projets").text
    assert kept.project not in visitor(hamlet).get("/fr/projets").text


def test_beginning_asks_who_one_is(hamlet, somebody):
    assert visitor(hamlet).get(HERE).headers["location"].startswith("/fr/connexion?")
    assert colleague(hamlet, somebody, "validator").get(HERE).status_code == 403


def test_from_a_need_to_a_project_in_two_pages(hamlet, somebody):
    ana = colleague(hamlet, somebody, "editor")
    first = ana.get(HERE)
    link = next(
        one for one in re.findall(r'href="(/fr/projets/nouveau\?[^"]+)"', unescape(first.text)) if "fuites" in one
    )
    (form,) = [one for one in forms(ana.get(link).text) if "words" in one.fields]
    told = {name: given[0] for name, given in form.fields.items() if name != "_buttons"} | {"indicator": INDICATOR}
    answer = ana.post(form.action, data=told)
    assert "etape=market" in answer.headers["location"]
    with reading() as session:
        need = steps_of(session, CITY, made(answer))["need"].told
    assert need["indicator"] == INDICATOR
    assert need["baseline"]
    assert "fuites" in need["words"]
    count = len(mine())
    assert ana.post(form.action, data=told).headers["location"] == answer.headers["location"]
    assert len(mine()) == count


def test_what_the_route_already_knows_goes_on_with_the_project(hamlet, somebody):
    ana = colleague(hamlet, somebody, "buyer")
    text = unescape(ana.get(f"{HERE}?besoin=les+fuites&ville={CITY}&montant=20000&genre=supply&avec_d_autres=no").text)
    assert 'name="amount" value="20000"' in text
    assert "montant=20000" in unescape(ana.get(f"{HERE}?montant=20000").text)
    answer = begin(ana, amount="20000", kind="supply", with_others="no")
    assert "etape=route&montant=20000&genre=supply&avec_d_autres=no" in answer.headers["location"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"words": "ab"},
        {"words": "x" * 201},
        {"indicator": ""},
        {"indicator": "nowhere"},
        {"indicator": "nids-poule-delai", "city": ""},
    ],
)
def test_what_cannot_begin_is_shown_again_with_what_was_typed(hamlet, somebody, wrong):
    count = len(mine())
    answer = begin(colleague(hamlet, somebody, "editor"), **wrong)
    assert answer.status_code == 422
    assert "govuk-error-summary" in answer.text
    assert wrong.get("words", "les fuites d’aqueduc") in unescape(answer.text)
    assert len(mine()) == count


def test_the_words_may_be_as_long_as_two_hundred_characters(hamlet, somebody):
    answer = begin(colleague(hamlet, somebody, "editor"), words="fuite " * 33 + "ab")
    assert answer.status_code == 303


def test_nobody_begins_for_another_city(hamlet, somebody):
    before = len(mine())
    stranger = colleague(hamlet, somebody, "editor", body=OTHER)
    assert begin(stranger, indicator="none").status_code == 404
    assert len(mine()) == before


def test_hostile_words_are_words(hamlet, somebody):
    ana = colleague(hamlet, somebody, "editor")
    words = '"><img src=x onerror=alert(1)>'
    assert "<img src=x" not in ana.get(HERE, params={"besoin": words}).text
    answer = begin(ana, words=words)
    page = ana.get(f"/fr/ma-ville/{CITY}/projets/dossier?projet={made(answer)}")
    assert "<img src=x" not in page.text
    assert words[:20] in read(page)
