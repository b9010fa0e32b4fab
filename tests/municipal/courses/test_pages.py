"""The guide on the page: counted filters that work without a script, and every fact with its source."""

import re
from html import unescape

import pytest

from municipal.courses.forms import CoursesQuery
from municipal.courses.pages import facets
from municipal.courses.queries import courses, keep
from municipal.web.addresses import PARAMETERS, address

PAGE = {"fr": "/fr/formations", "en": "/en/courses"}


def cards(text):
    return re.findall(r'<article class="solution-card" id="([^"]+)"', text)


def card(text, identity):
    return unescape(text.split(f'id="{identity}"')[1].split("</article>")[0])


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_course_is_on_the_page_in_the_order_of_titles(client, language):
    text = client.get(PAGE[language]).text
    assert cards(text) == [row.id for row in courses(language)]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_address_of_a_filter_keeps_what_the_query_keeps(client, language):
    asked = {"language": ["fr"], "cost": ["free", "unknown"], "duration": ["unknown"]}
    text = client.get(address("courses", language, **asked)).text
    wanted = [row.id for row in keep(courses(language), asked)]
    assert 0 < len(wanted) < len(courses(language))
    assert cards(text) == wanted
    assert str(len(wanted)) in re.search(r'role="status">([^<]+)', text)[1]


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("fr", ["langue", "format", "duree", "cout", "attestation", "niveau", "quebec"]),
        ("en", ["language", "format", "duration", "cost", "certificate", "level", "quebec"]),
    ],
)
def test_the_form_asks_by_plain_get_with_the_names_of_the_language(client, language, names):
    text = client.get(PAGE[language]).text
    head, form = re.search(r'(<form class="facets"[^>]*>)(.*?)</form>', text, re.DOTALL).groups()
    assert f'action="{PAGE[language]}"' in head
    assert "method=" not in head
    assert list(dict.fromkeys(re.findall(r'<input[^>]* name="(\w+)"', form))) == names
    assert '<button type="submit"' in form


def test_each_box_of_the_form_leads_to_as_many_courses_as_it_says(client):
    text = client.get("/fr/formations").text
    form = re.search(r'<form class="facets".*?</form>', text, re.DOTALL)[0]
    boxes = re.findall(r'name="(\w+)" type="checkbox" value="([^"]+)">.*?class="count">\((\d+)\)', form)
    assert len(boxes) > 15
    for name, value, count in boxes:
        found = client.get("/fr/formations", params={name: value})
        assert len(cards(found.text)) == int(count) > 0, (name, value)


def test_a_choice_made_stays_ticked_even_when_it_leads_nowhere(client):
    text = client.get("/fr/formations?format=hybrid&cout=free").text
    assert cards(text) == []
    assert set(re.findall(r'value="(\w+)" checked', text)) == {"hybrid", "free"}
    assert 'id="comparer"' not in text
    shown = {one.name: one for one in facets(CoursesQuery(format=["hybrid"]), "fr")}
    assert ("hybrid", "0", True) in {(one.value, one.count, one.checked) for one in shown["format"].options}


def test_the_fragment_is_the_list_alone(client):
    whole = client.get("/fr/formations?cout=free").text
    part = client.get("/fr/formations?cout=free", headers={"HX-Request-Type": "partial"}).text
    assert cards(part) == cards(whole)
    assert "<html" not in part
    assert '<form class="facets"' not in part


def test_a_card_says_what_is_known_what_is_not_and_where_it_comes_from(client):
    text = client.get("/fr/formations").text
    one = card(text, "elements-of-ai")
    assert all(said in one for said in ("environ 30 heures", "en ligne", "français, anglais", "gratuit", "certificat"))
    assert "22 novembre 2026" in one
    assert "tag--old" in one
    silent = card(text, "ciq-umq-litteratie-ia")
    assert re.search(r"Inconnu\s:\s+durée totale, format, coût, attestation, préalables", silent)
    for row in courses("fr"):
        assert row.source_url in card(text, row.id), row.id


@pytest.mark.parametrize(
    "query",
    ["cout=%3Cscript%3E", "cout=&langue=", "niveau=9", "duree=abc", "quebec=no", "x=1", "langue=fr&langue=fr", "q=%00"],
)
def test_a_strange_question_is_answered(client, query):
    answer = client.get(f"/fr/formations?{query}")
    assert answer.status_code == 200
    assert "<script>" not in answer.text.replace("<script src", "")


def test_a_value_longer_than_any_choice_is_refused(client):
    assert client.get("/fr/formations", params={"cout": "x" * 100}).status_code == 400


def test_the_names_of_the_filters_are_those_of_the_address():
    assert {PARAMETERS[name]["fr"] for name in ("language", "duration", "cost", "certificate", "level")} == {
        "langue", "duree", "cout", "attestation", "niveau",
    }  # fmt: skip
