"""Journey 1: from a need in plain words to a solution's page with its sources, without an account."""

import csv
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

SEED = Path(__file__).parents[2] / "seed"
NEEDS = {"fr": "suivi des nids-de-poule", "en": "pothole tracking"}
SEARCH = {"fr": "Chercher", "en": "Search"}
# What a source note must say: where it was read, and a year.
SOURCED = {"fr": re.compile(r"^Source : .+ 20\d\d"), "en": re.compile(r"^Source: .+ 20\d\d")}
TRACKED = {"fr": "déjà suivi", "en": "already tracked"}
PLACE_WORDS = {"fr": "Laquelle?", "en": "Which one?"}
GENERAL = {"fr": "assistant bureautique généraliste", "en": "general-purpose office assistant"}
MOST_ACTIVATIONS = 3
MOST_SECONDS = 30


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("javascript", [True, False], ids=["js", "sans-js"])
@pytest.mark.parametrize("keyboard", [False, True], ids=["souris", "clavier"])
def test_a_need_leads_to_a_sourced_solution_in_three_activations(
    parcours, demo_site, language, width, javascript, keyboard
):
    visitor = parcours(demo_site, width=width, javascript=javascript, keyboard=keyboard)
    need_leads_to_a_sourced_solution(visitor, language)
    assert "Œil-de-route" in visitor.text(visitor.page.locator("h1"))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_same_holds_in_the_real_world(parcours, real_site, language):
    need_leads_to_a_sourced_solution(parcours(real_site), language)


def need_leads_to_a_sourced_solution(visitor, language):
    visitor.visit(f"/{language}/")
    field = visitor.page.locator("main").get_by_role("searchbox").first
    visitor.type(field, NEEDS[language])
    if visitor.keyboard:
        visitor.enter(field)
    else:
        visitor.follow(visitor.button(SEARCH[language]))
    first = visitor.page.locator(".solution-list h3").get_by_role("link").first
    name = visitor.text(first)
    visitor.follow(first)
    assert visitor.text(visitor.page.locator("h1")) == name
    notes = visitor.texts(visitor.page.locator("main .source-note"))
    assert notes
    assert [note for note in notes if not SOURCED[language].match(note)] == []
    assert visitor.page.locator("main .source-note").get_by_role("link").count() > 0
    assert visitor.text(visitor.page.locator("h1 ~ .tags"))
    assert visitor.activations <= MOST_ACTIVATIONS
    assert visitor.seconds <= MOST_SECONDS


@pytest.mark.parametrize("javascript", [True, False], ids=["js", "sans-js"])
@pytest.mark.parametrize(
    ("site", "assistant"), [("demo_site", "Orignal Assistant"), ("real_site", "Microsoft 365 Copilot")]
)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_an_office_assistant_is_left_out_and_the_reason_stands_beside_it(
    parcours, request, site, assistant, language, javascript
):
    visitor = parcours(request.getfixturevalue(site), javascript=javascript)
    search(visitor, language, NEEDS[language])
    assert assistant not in visitor.text(visitor.page.locator(".solution-list"))
    row = visitor.page.locator("section[aria-labelledby=ecartees] li").filter(has_text=assistant)
    assert GENERAL[language] in visitor.text(row)


@pytest.mark.parametrize("javascript", [True, False], ids=["js", "sans-js"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_city_sees_which_indicators_it_already_follows(parcours, demo_site, language, javascript):
    visitor = parcours(demo_site, javascript=javascript)
    search(visitor, language, NEEDS[language])
    assert TRACKED[language] not in visitor.texts(visitor.page.locator(".indicators-first .tag"))
    give_city(visitor, "Port-Mélisse")
    followed = {row["indicator"] for row in rows(SEED / "demo" / "tracked.csv") if row["city"] == code("Port-Mélisse")}
    shown = visitor.page.locator(".indicators-first li").all()
    marked = {indicator(row) for row in shown if TRACKED[language] in visitor.texts(row.locator(".tag"))}
    assert marked == {indicator(row) for row in shown} & followed
    assert {"nids-poule-delai", "nids-poule-signales-100km"} <= marked


@pytest.mark.parametrize("javascript", [True, False], ids=["js", "sans-js"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_name_that_two_municipalities_share_is_asked_about(parcours, demo_site, language, javascript):
    visitor = parcours(demo_site, width=320, javascript=javascript, keyboard=True)
    search(visitor, language, NEEDS[language])
    give_city(visitor, "Sainte-Brume")
    assert PLACE_WORDS[language] in visitor.text(visitor.page.locator("main"))
    assert visitor.page.locator(".indicators-first .tag").count() == 0
    choices = visitor.page.locator(".choices").get_by_role("link")
    assert choices.count() == 2
    visitor.follow(choices.filter(has_text="Village"))
    asked = parse_qs(urlsplit(visitor.page.url).query)
    assert asked[{"fr": "ville", "en": "city"}[language]] == ["00003"]
    assert asked[{"fr": "besoin", "en": "need"}[language]] == [NEEDS[language]]
    assert visitor.page.locator(".choices").count() == 0


def test_a_need_in_which_nothing_is_recognised_says_what_would_help(parcours, demo_site):
    visitor = parcours(demo_site)
    search(visitor, "fr", "zzkx qwpf")
    assert visitor.page.locator(".solution-list h3").count() == 0
    assert visitor.page.locator("main .panel").get_by_role("link").count() > 0


def search(visitor, language, need):
    visitor.visit(f"/{language}/")
    field = visitor.page.locator("main").get_by_role("searchbox").first
    visitor.type(field, need)
    visitor.enter(field)


def give_city(visitor, name):
    field = visitor.page.locator("#city")
    visitor.type(field, name)
    visitor.enter(field)


def indicator(row):
    return urlsplit(row.get_by_role("link").get_attribute("href")).path.rpartition("/")[2]


def code(name):
    return next(row["code"] for row in rows(SEED / "demo" / "municipalities.csv") if row["name"] == name)


def rows(path):
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(line for line in lines if not line.startswith("#")))
