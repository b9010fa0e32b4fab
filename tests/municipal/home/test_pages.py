"""The first page, the five questions, about, and the map of the site: every public page with its twin."""

import re
from html import unescape
from itertools import groupby
from xml.etree import ElementTree as ET

import pytest
from sqlmodel import func, select

from municipal.cases.queries import cases
from municipal.db import reading
from municipal.home.questions import questions
from municipal.indicators.queries import DIMENSIONS
from municipal.indicators.tables import Indicator
from municipal.learning.curriculum import curriculum_pages
from municipal.places.tables import Municipality
from municipal.resources.tables import Resource
from municipal.web.addresses import ADDRESSES
from vendors.registry.tables import Solution, Vendor

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"


def sitemap(client):
    """Each address of the map, with its twins by language."""
    root = ET.fromstring(client.get("/sitemap.xml").content)  # noqa: S314 - our own
    found = {}
    for url in root.findall(f"{SITEMAP}url"):
        here = url.find(f"{SITEMAP}loc").text
        assert here not in found
        found[here] = {link.get("hreflang"): link.get("href") for link in url.findall(f"{XHTML}link")}
    return found


def path(url):
    return url.removeprefix("http://testserver.local")


def test_the_map_holds_every_public_page_in_both_languages(open_pages, real_client, real):
    found = sitemap(real_client)
    with reading() as session:
        rows = {
            table: session.exec(select(func.count()).select_from(table)).one()
            for table in (Vendor, Solution, Indicator, Municipality)
        }
    assert rows[Municipality] == 1123
    # The desk takes questions and an enterprise asks for an address: their rules are others; a file is no page.
    single = [
        name for name in (*open_pages, "desk", "declare") if "{id}" not in ADDRESSES[name]["fr"] and "file" not in name
    ]
    taught = curriculum_pages()
    assert {name: len(ids) for name, ids in taught.items()} == {"module": 24, "lesson": 17, "scenario": 5, "pathway": 5}
    told = len(cases("fr", demo=False))
    # No city has joined a need in a world that was just made.
    # Each enterprise has a log; no notice was imported.
    listed = rows[Vendor] + sum(rows.values()) + sum(map(len, taught.values())) + told + len(DIMENSIONS)
    assert len(found) == 2 * (len(single) + listed)
    assert {
        f"http://testserver.local{ADDRESSES[name][language]}" for name in single for language in ("fr", "en")
    } <= set(found)


def test_each_address_of_the_map_has_a_twin_and_is_its_twins_twin(real_client):
    found = sitemap(real_client)
    for here, twins in found.items():
        assert set(twins) == {"fr-CA", "en-CA"}
        language = "fr-CA" if path(here).startswith("/fr/") else "en-CA"
        assert twins[language] == here
        assert all(found[there] == twins for there in twins.values())


def test_addresses_of_every_kind_answer(client):
    found = sorted(sitemap(client), key=lambda url: path(url).split("/")[:3])
    for _, urls in groupby(found, key=lambda url: path(url).split("/")[:3]):
        some = list(urls)
        for url in {*some[:2], *some[-2:], *some[::25]}:
            answer = client.get(path(url))
            assert answer.status_code == 200, url
            assert f'<link rel="canonical" href="{url}">' in unescape(answer.text)


def test_every_page_of_the_demonstration_answers_on_sqlite(demo_sqlite, anew):
    site = anew(demo_sqlite)
    for url in sitemap(site):
        assert site.get(path(url)).status_code == 200, url


def test_the_map_bears_the_name_of_the_site_when_it_has_one(demo_sqlite, anew):
    site = anew(demo_sqlite, base_url="https://repere.example/")
    text = site.get("/sitemap.xml").text
    assert "<loc>https://repere.example/fr/</loc>" in text
    assert "testserver" not in text
    assert 'rel="canonical" href="https://repere.example/fr/"' in site.get("/fr/").text


def test_robots_are_told_where_the_map_is(real_client):
    assert "Sitemap: http://testserver.local/sitemap.xml" in real_client.get("/robots.txt").text.splitlines()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_first_page_counts_what_there_is(client, demo, language):
    with reading() as session:
        counts = [
            session.exec(select(func.count()).select_from(table)).one() for table in (Solution, Indicator, Municipality)
        ]
    shown = re.findall(r"<dt>([^<]+)</dt>", client.get(f"/{language}/").text)
    assert [re.sub(r"\D", "", one) for one in shown] == [str(count) for count in counts]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_example_of_the_first_page_finds_something(real_client, language):
    examples = re.findall(r'<p class="examples">(.*?)</p>', real_client.get(f"/{language}/").text, re.DOTALL)[0]
    links = re.findall(r'href="([^"]+)"', examples)
    assert len(links) >= 3
    for link in links:
        assert "solution-card" in real_client.get(unescape(link)).text


@pytest.mark.parametrize("language", ["fr", "en"])
def test_there_are_five_questions_each_with_its_good_answer_and_its_warning(client, language):
    text = unescape(client.get(ADDRESSES["questions"][language]).text)
    assert len(questions()) == 5
    for question in questions():
        for name in ("question", "why", "good", "warning"):
            assert question.text(name, language) in text
    assert text.count('class="answer-lines"') == 5


@pytest.mark.parametrize("path", ["/fr/a-propos", "/en/about"])
def test_about_names_the_body_responsible_when_there_is_one(demo_sqlite, anew, path):
    named = anew(demo_sqlite, body_name="MRC des Songes <&>", contact_email="ia@songes.example").get(path).text
    assert "MRC des Songes &lt;&amp;&gt;" in named
    assert 'href="mailto:ia@songes.example"' in named
    assert "mailto:" not in anew(demo_sqlite).get(path).text


def test_every_page_of_the_demonstration_says_what_it_is_and_no_page_of_the_real_world_does(
    demo_sqlite, real_sqlite, anew
):
    # What only takes a form is no page: asked for, it answers by an error page, marked as well.
    single = [pair[language] for pair in ADDRESSES.values() for language in pair if "{id}" not in pair["fr"]]
    demo_sqlite.enter()
    fiction = anew(demo_sqlite)
    for one in [*single, "/fr/nulle-part"]:
        assert 'class="demonstration"' in fiction.get(one).text, one
    real_sqlite.enter()
    fact = anew(real_sqlite)
    for one in single:
        assert 'class="demonstration"' not in fact.get(one).text, one


def test_the_real_world_leads_to_a_demonstration_only_where_there_is_one(real_sqlite, demo_sqlite, anew):
    real_sqlite.enter()
    assert 'href="https://demo.example/"' in anew(real_sqlite, demo_url="https://demo.example/").get("/fr/").text
    assert "demo.example" not in anew(real_sqlite).get("/fr/").text
    demo_sqlite.enter()
    assert "demo.example" not in anew(demo_sqlite, demo_url="https://demo.example/").get("/fr/").text


def test_the_resources_page_is_whole(real_client, real):
    with reading() as session:
        wanted = set(session.exec(select(Resource.id)))
    assert set(re.findall(r'<article class="evidence" id="([^"]+)"', real_client.get("/fr/ressources").text)) == wanted
