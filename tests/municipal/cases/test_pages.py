"""The library on the page: counted filters that work without a script; what failed as plain as what worked."""

import re
from html import unescape

import pytest

from municipal.cases.queries import answering, cases, keep
from municipal.cases.words import EFFECT_TAGS, STATES
from municipal.db import reading
from municipal.indicators.queries import indicator
from municipal.web.addresses import address
from municipal.web.language import translator

PAGE = {"fr": "/fr/cas-usage", "en": "/en/use-cases"}


def shown(text):
    return re.findall(r'<article class="solution-card" id="([^"]+)"', text)


def ids(rows):
    return [row.id for row in rows]


def plain(text):
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", text)).replace("\xa0", " "))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_case_of_the_world_and_none_of_the_other_is_on_the_page(client, language):
    assert shown(client.get(PAGE[language]).text) == ids(cases(language, demo=True))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_real_case_is_on_the_real_page(real_client, language):
    text = real_client.get(PAGE[language]).text
    assert shown(text) == ids(cases(language, demo=False))
    assert not set(shown(text)) & set(ids(cases(language, demo=True)))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_card_says_its_state_and_its_effect_in_words_and_cites_its_source(client, language):
    text = client.get(PAGE[language]).text
    _ = translator(language)
    for row in cases(language, demo=True):
        card = text.split(f'id="{row.id}"')[1].split("</article>")[0]
        tags = [plain(one).strip() for one in re.findall(r'<span class="tag[^"]*">([^<]+)</span>', card)]
        assert tags[:2] == [plain(_(STATES[row.state])), plain(_(EFFECT_TAGS[row.effect]))]
        assert (row.source_url or row.source_title) in unescape(card)
        for said in (row.problem, row.measured, row.not_worked):
            assert plain(said or "") in plain(card)


def test_the_address_of_a_filter_keeps_what_the_query_keeps(client):
    asked = {"state": ["pilot", "stopped"], "place": ["quebec"], "effect": ["not_measured", "mixed", "worse"]}
    for language in ("fr", "en"):
        found = shown(client.get(address("cases", language, **asked)).text)
        assert found == ids(keep(cases(language, demo=True), asked))
        assert 0 < len(found) < len(cases(language, demo=True))


def test_a_need_and_a_filter_are_asked_together(real_client):
    text = real_client.get("/fr/cas-usage", params={"besoin": "nids-de-poule", "etat": "pilot"}).text
    wanted = keep(answering(cases("fr", demo=False), "nids-de-poule"), {"state": ["pilot"]})
    assert shown(text) == ids(wanted) != []
    assert '<input type="hidden" name="besoin" value="nids-de-poule">' in text


def test_each_box_of_the_form_leads_to_as_many_cases_as_it_says(real_client):
    text = real_client.get("/fr/cas-usage").text
    head, form = re.search(r'(<form class="facets"[^>]*>)(.*?)</form>', text, re.DOTALL).groups()
    assert 'action="/fr/cas-usage"' in head
    assert '<button type="submit"' in form
    boxes = re.findall(r'name="(\w+)" type="checkbox" value="([^"]+)">.*?class="count">\((\d+)\)', form)
    assert {name for name, *_ in boxes} == {"etat", "effet", "domaine", "dimension", "lieu", "region", "taille"}
    for name, value, count in boxes:
        found = real_client.get("/fr/cas-usage", params={name: unescape(value)})
        assert len(shown(found.text)) == int(count) > 0, (name, value)


def test_the_fragment_is_the_list_alone(client):
    whole = client.get("/fr/cas-usage?lieu=quebec").text
    part = client.get("/fr/cas-usage?lieu=quebec", headers={"HX-Request-Type": "partial"}).text
    assert shown(part) == shown(whole)
    assert "<html" not in part
    assert '<form class="facets"' not in part


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_page_of_a_case_tells_it_from_the_problem_to_the_source(client, language):
    order = ["probleme", "fait", "mesure", "limites", "lecons", "source"]
    for row in cases(language, demo=True):
        answer = client.get(address("case", language, id=row.id))
        assert answer.status_code == 200
        text = answer.text
        assert re.findall(r'<h2 id="(\w+)">', text)[: len(order)] == order
        for said in (row.problem, row.done, row.measured, row.not_worked, row.lessons, row.note):
            assert plain(said or "") in plain(text)
        mark = {"fr": "non vérifié par la ville", "en": "not verified by the city"}[language]
        assert mark in plain(text)
        assert (row.source_url or row.source_title) in unescape(text)


def test_what_no_source_says_is_not_left_blank(client):
    silent = next(row for row in cases("fr", demo=True) if not row.measured)
    text = plain(client.get(address("case", "fr", id=silent.id)).text)
    assert "La source lue ne rapporte aucune mesure." in text


def test_a_case_leads_to_its_city_its_indicator_and_its_solution(client):
    led = set()
    for row in cases("fr", demo=True):
        text = client.get(address("case", "fr", id=row.id)).text
        if row.municipality:
            led.add("city")
            assert f'href="{address("municipality", "fr", id=row.municipality)}"' in text
            there = client.get(address("municipality", "fr", id=row.municipality)).text
            assert f'href="{address("case", "fr", id=row.id)}"' in there
        if row.solution:
            led.add("solution")
            assert f'href="{address("solution", "fr", id=row.solution)}"' in text
            there = client.get(address("solution", "fr", id=row.solution)).text
            assert f'href="{address("case", "fr", id=row.id)}"' in there
        if row.indicator:
            led.add("indicator")
            with reading() as session:
                assert indicator(session, row.indicator, "fr").name in unescape(text)
    assert led == {"city", "solution", "indicator"}


def test_only_a_start_told_by_year_leaves_readings_of_its_period_aside(client):
    told = {}
    for row in cases("fr", demo=True):
        text = client.get(address("case", "fr", id=row.id)).text
        if "Moyenne avant" in text:
            told.setdefault(len(row.started), set()).add("Un relevé de la période du début" in text)
    assert told == {4: {True}, 7: {False}}


def test_a_case_with_an_indicator_leads_to_a_comparison_and_its_signs_are_plain(client):
    for row in cases("fr", demo=True):
        text = client.get(address("case", "fr", id=row.id)).text
        assert (address("comparison", "fr", need=row.title) in unescape(text)) is bool(row.indicator)
        assert "＝" not in text


def test_a_case_of_the_other_world_does_not_exist(client):
    assert client.get(address("case", "fr", id=cases("fr", demo=False)[0].id)).status_code == 404
    assert client.get("/fr/cas-usage/nothing").status_code == 404


def test_who_found_an_error_knows_where_to_write_when_there_is_somewhere(demo_sqlite, anew):
    path = address("case", "fr", id=cases("fr", demo=True)[0].id)
    assert 'href="mailto:ia@songes.example"' in anew(demo_sqlite, contact_email="ia@songes.example").get(path).text
    assert "mailto:" not in anew(demo_sqlite).get(path).text


@pytest.mark.parametrize(
    "query",
    ["etat=%3Cscript%3E", "etat=&effet=", "taille=-1", "besoin=%3Cscript%3E", "x=1", "besoin=%00", "besoin=%20"],
)
def test_a_strange_question_is_answered(client, query):
    answer = client.get(f"/fr/cas-usage?{query}")
    assert answer.status_code == 200
    assert "<script>" not in answer.text


@pytest.mark.parametrize("query", [{"etat": "x" * 100}, {"besoin": "x" * 501}])
def test_what_is_longer_than_any_answer_is_refused(client, query):
    assert client.get("/fr/cas-usage", params=query).status_code == 400
