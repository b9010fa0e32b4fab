"""« Communauté »: the needs of most cities, what cities told last, whom to talk to."""

import re

from municipal.db import reading
from municipal.shared_needs.queries import needs
from tests.municipal.community.around import AROUND, CASE, HERE
from tests.municipal.community.telling import publish, withdraw

PAGE = "/fr/communaute"


def test_the_needs_of_most_cities_come_first(nobody):
    with reading() as session:
        first = needs(session, "fr", limit=8)
    page = nobody.get(PAGE).text
    told = re.findall(r'<a href="/fr/besoins/([^"]+)"', page)
    assert told == [row.id for row in first]
    assert first[0].cities == max(row.cities for row in first)
    assert f"{first[0].cities} villes" in page


def test_a_person_the_map_and_the_feeds_are_one_click_away(nobody):
    page = nobody.get(PAGE).text
    for href in ("/fr/parler-a-une-personne", "/fr/carte-des-cas", "/cas-usage.atom", "/besoins.atom"):
        assert f'href="{href}"' in page
    for href in re.findall(r'<link rel="alternate" type="application/atom\+xml" href="([^"]+)"', page):
        assert nobody.get(href).status_code == 200


def test_what_a_city_says_it_uses_appears_at_once_though_pages_are_kept(visitor, nobody):
    editor = visitor("editor")
    assert HERE not in nobody.get(PAGE).text
    editor.send(AROUND, act="use", city="00003")
    assert f'<a href="{HERE}">' in nobody.get(PAGE).text
    editor.send(AROUND, act="unuse", city="00003")
    assert HERE not in nobody.get(PAGE).text
    assert CASE not in nobody.get(PAGE).text


def test_cases_that_cities_told_come_the_latest_first_and_go_when_withdrawn(nobody, visitor):
    publish("00007", "essai-ancien", "2026-01-01T00:00:00+00:00", title="Le plus ancien")
    publish("00008", "essai-recent", "2026-06-01T00:00:00+00:00", title="Le plus récent")
    publish("00008", "essai-entre", "2026-03-01T00:00:00+00:00", title="Entre villes", visibility="municipalities")
    page = nobody.get(PAGE).text
    assert page.index("Le plus récent") < page.index("Le plus ancien")
    assert "Entre villes" not in page
    assert "Entre villes" in visitor("learner").get(PAGE).text
    withdraw("00008", "essai-recent", "2026-07-01T00:00:00+00:00")
    assert "Le plus récent" not in nobody.get(PAGE).text


def test_what_is_used_of_a_case_for_municipalities_alone_is_not_told_to_all(nobody, visitor):
    publish("00008", "essai-prive", "2026-03-01T00:00:00+00:00", title="Entre villes", visibility="municipalities")
    editor = visitor("editor")
    editor.send("/fr/cas-usage/essai-prive/ensemble", act="use", city="00003")
    assert "essai-prive" not in nobody.get(PAGE).text
    assert "essai-prive" in editor.get(PAGE).text
    assert visitor().get("/fr/cas-usage/essai-prive/ensemble").status_code == 404


def test_an_anonymous_case_is_not_asked_through_this_page_and_says_why(visitor):
    publish("00008", "essai-anonyme", "2026-03-01T00:00:00+00:00", visibility="anonymous")
    page = visitor("editor").get("/fr/cas-usage/essai-anonyme/ensemble").text
    assert "La ville a choisi de ne pas donner son nom." in page
    assert "Val-Mirador" not in page
