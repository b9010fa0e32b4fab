"""Apprendre from above: the first page, the map, the pathways, where one goes on; and what nobody should send."""

import re
from urllib.parse import urlsplit

import pytest

from municipal.learning import carrying as packing
from municipal.learning.words import COOKIE_FULL
from municipal.web.addresses import address
from tests.municipal.learning.soundness import faults
from tests.municipal.learning.walking import (
    ESSENTIALS,
    HTMX,
    ITEMS,
    LANGUAGES,
    LESSONS,
    MODULES,
    OUTCOME,
    carried,
    carrying,
    decide,
    learn,
    onward,
    plain,
    posts,
    see,
    send,
    table,
    words,
)

ROLES = {row["role"]: row for row in table("pathways.csv")}
LEVELS = table("levels.csv")
NAMES = {row["code"]: row for row in table("competencies.csv")}
PLACES = ["learn", "learn_map", "placement", "outcome_before", "outcome_after", "refresh", "my_badges", "learn_resume"]


def closed(role):
    """The modules of a role: its targets, what they presuppose, and so on."""
    wanted = set(ROLES[role]["targets"].split())
    while more := {one for name in wanted for one in MODULES[name]["prerequisites"]} - wanted:
        wanted |= more
    return [name for name in MODULES if name in wanted]


def button(html):
    """The first button that leads somewhere: what it says, and where it leads."""
    found = re.search(r'<a class="govuk-button[^"]*" href="([^"]+)">(.*?)</a>', html)
    return words(found[2]), found[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_page_shows_the_five_modules_and_one_button_that_starts(client, language):
    answer = see(client, "learn", language=language)
    assert faults(answer.text) == []
    modules = re.findall(r'<li class="modules__item">(.*?)</li>', answer.text, re.DOTALL)
    assert len(modules) == len(ESSENTIALS) == 5
    for shown, name in zip(modules, ESSENTIALS, strict=True):
        assert plain(MODULES[name][f"title_{language}"]) in words(shown)
        assert plain(MODULES[name][f"outcome_{language}"]) in words(shown)
        assert address("module", language, id=name) in shown
    assert f"{len(OUTCOME)} questions" in words(answer.text)
    assert button(answer.text)[1] == address("lesson", language, id="m01-1")
    assert "<progress" not in answer.text


def test_the_first_page_tells_who_started_how_far_they_are(client):
    learn(client, "m01")
    html = see(client, "learn").text
    assert button(html) == ("Reprendre", "/fr/apprendre/reprendre")
    assert "Modules terminés : 1 sur 5" in words(html)
    assert re.search(r'<progress class="advance__bar" max="5" value="1">', html)
    assert words(html).count("terminé ") == 1
    assert "Votre progression est dans ce navigateur." in words(html)
    learn(client, *ESSENTIALS[1:])
    html = see(client, "learn").text
    assert button(html) == ("Recevoir mon badge", "/fr/apprendre/badges")
    assert "Modules terminés : 5 sur 5" in words(html)


def test_going_on_leads_through_every_part_in_its_order(client):
    assert onward(client) == "/fr/apprendre/lecons/m01-1"
    for module in ESSENTIALS:
        for lesson, items in LESSONS[module].items():
            for item in items:
                assert onward(client) == address("lesson", "fr", id=lesson)
                send(client, "learn_answer", id=item, choice=0)
        assert onward(client) == address("scenario", "fr", id=module)
        decide(client, module, lambda _: 0)
    assert onward(client) == "/fr/apprendre"
    assert onward(client, "en") == "/en/learn"


def test_a_scenario_left_halfway_is_where_one_goes_on(client):
    learn(client, "m02")
    for item in (item for items in LESSONS["m01"].values() for item in items):
        send(client, "learn_answer", id=item, choice=1)
    send(client, "scenario", id="m01", point="1", choice=1)
    assert onward(client) == "/fr/apprendre/situations/m01"


def test_who_may_pass_over_all_that_exists_still_has_somewhere_to_go(client):
    send(client, "placement", level=2)
    assert onward(client) == "/fr/apprendre/lecons/m01-1"
    assert "dispensé par votre niveau de départ" in words(see(client, "learn").text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_map_shows_all_modules_and_which_are_in_preparation(client, language):
    html = see(client, "learn_map", language=language).text
    assert faults(html) == []
    shown = re.findall(r'<li class="modules__item">(.*?)</li>', html, re.DOTALL)
    assert len(shown) == len(MODULES) == 24
    for part, (name, module) in zip(shown, MODULES.items(), strict=True):
        said = words(part)
        assert plain(module[f"title_{language}"]) in said
        assert ({"fr": "en préparation", "en": "being prepared"}[language] in said) == (name not in LESSONS)
        assert all(plain(NAMES[code][f"name_{language}"]) in said for code in module["competencies"])
        assert all(one.upper() in said for one in module["prerequisites"])
    for level in LEVELS:
        assert plain(level[f"promise_{language}"]) in words(html)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("role", ROLES)
def test_a_pathway_is_its_targets_and_all_that_they_presuppose(client, role, language):
    html = see(client, "pathway", id=role, language=language).text
    assert faults(html) == []
    links = re.findall(r'<h3><a href="[^"]*/(m\d\d)">', html)
    assert links == closed(role)
    assert f"{sum(MODULES[name]['minutes'] for name in links)} minutes" in words(html)
    assert plain(ROLES[role][f"who_{language}"]) in words(html)


def test_a_pathway_is_followed_then_no_longer(client):
    answer = send(client, "pathway", id="clerk")
    assert (answer.status_code, answer.headers["location"]) == (303, "/fr/apprendre")
    assert carried(client).role == "clerk"
    assert re.findall(r'/parcours/(\w+)">[^<]*</a> <span class="tag', see(client, "learn").text) == ["clerk"]
    assert "Ne plus suivre ce parcours" in see(client, "pathway", id="clerk").text
    assert "Suivre ce parcours" in see(client, "pathway", id="elected").text
    send(client, "pathway", id="clerk", role="none")
    assert carried(client).role == ""


def test_a_pathway_that_no_browser_would_keep_is_told_of(client, monkeypatch):
    monkeypatch.setattr(packing, "MOST", 0)
    answer = send(client, "pathway", id="it")
    assert answer.status_code == 422
    assert plain(COOKIE_FULL) in words(answer.text)
    assert faults(answer.text) == []
    assert carried(client) is None


@pytest.mark.parametrize("name", ["pathway", "module", "lesson", "lesson_file", "scenario", "mastery", "learn_answer"])
@pytest.mark.parametrize("given", ["rien", "../m01", "m01%00", "m" * 5000, "m06-1", "été"])
def test_what_does_not_exist_is_said_so_and_keeps_nothing(client, name, given):
    asked = [client.get(address(name, "fr", id=given), follow_redirects=False)] if name != "learn_answer" else []
    asked += [client.post(address(name, "fr", id=given), data={"choice": 1}, headers=more) for more in ({}, HTMX)]
    for answer in asked:
        assert answer.status_code in (404, 405)
        assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("name", ["scenario", "mastery"])
def test_a_module_in_preparation_asks_nothing(client, name):
    assert client.get(address(name, "fr", id="m09")).status_code == 404
    assert send(client, name, id="m09", choice=1, point="1").status_code == 404


HOSTILE = [
    {"choice": "99"},
    {"choice": "9" * 5000},
    {"choice": "-1"},
    {"choice": "1.5"},
    {"choice": "un"},
    {"choice": "1", "admin": "yes"},
    {"choice": ["1", "2"]},
    {"choice": "1", "item": "x" * 5000},
    {"choice": "1", "item": "nobody", "confidence": "1"},
    {"item": next(iter(ITEMS)), "confidence": "9"},
    {"level": "9"},
    {"again": "no"},
    {"point": "x" * 50},
]


@pytest.mark.parametrize("more", [{}, HTMX], ids=["page", "htmx"])
@pytest.mark.parametrize("fields", HOSTILE, ids="-".join)
def test_a_form_that_nobody_could_have_filled_in_changes_no_answer(client, fields, more):
    for name, place in posts().items():
        answer = client.post(place, data=fields, headers=more, follow_redirects=False)
        assert (answer.status_code, answer.headers["cache-control"]) == (422, "no-store"), name
        assert faults(answer.text) == []
    assert carried(client) is None


@pytest.mark.parametrize("name", PLACES)
def test_what_is_only_looked_at_is_the_same_for_a_head(client, name):
    place = address(name, "fr")
    asked, bare = client.get(place, follow_redirects=False), client.head(place, follow_redirects=False)
    assert bare.content == b""
    assert bare.status_code == asked.status_code
    assert {key: bare.headers[key] for key in ("cache-control", "content-type") if key in asked.headers} == {
        key: asked.headers[key] for key in ("cache-control", "content-type") if key in asked.headers
    }


def test_a_card_that_was_withdrawn_is_announced_nowhere(client):
    learn(client, "m01")
    progress = carried(client)
    gone = {f"{name}-gone": type(state)(due=1) for name, state in progress.cards.items()}
    carrying(client, type(progress)(**{name: getattr(progress, name) for name in ("answers", "done")}, cards=gone))
    html = see(client, "learn").text
    assert "vous attend" not in html
    assert "prochain" not in html


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_other_language_is_one_link_away_from_each_page(client, language):
    other = {"fr": "en", "en": "fr"}[language]
    for name, identity in (
        ("learn", ""),
        ("learn_map", ""),
        ("pathway", "it"),
        ("lesson", "m02-1"),
        ("scenario", "m02"),
    ):
        html = see(client, name, id=identity, language=language).text
        link = re.search(r'<a id="langue" href="([^"]+)"', html)[1]
        assert urlsplit(link).path == address(name, other, id=identity)
        assert client.get(link).status_code == 200
