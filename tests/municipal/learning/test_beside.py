"""The short lesson that a step of the site needs: one link, and the way back to that very page."""

import re
from html import unescape
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from municipal.web.addresses import ADDRESSES, address
from tests.journeys.shown import IDS
from tests.municipal.learning.walking import ITEMS, LANGUAGES, LESSON_OF, plain, see, send, table, words
from tests.municipal.visiting import holding

STEPS = {row["step"]: row for row in table("steps.csv")}
# A step whose page is made later has no address yet.
OPEN = [name for name in STEPS if name in ADDRESSES and name != "my_city"]
QUERY = {"fr": "besoin=nids-de-poule+%26+%C3%A9t%C3%A9&ville=Sainte-Brume", "en": "need=potholes&city=00007"}
ITEM = next(iter(LESSON_OF))
BACK = {"fr": "Revenir où j’en étais", "en": "Back to where I was"}


def besides(html):
    """What stands beside a page: the addresses of its lessons."""
    found = re.findall(r'<aside class="beside.*?</aside>', html, re.DOTALL)
    return [unescape(link) for part in found for link in re.findall(r'href="([^"]+)"', part)]


def backs(html):
    """Where « Revenir où j’en étais » leads."""
    return [unescape(link) for link in re.findall(r'<p class="no-print"><a href="([^"]+)">←', html)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", OPEN)
@pytest.mark.parametrize("asked", [False, True])
def test_each_step_shows_one_lesson_whose_way_back_is_that_very_page(client, name, asked, language):
    here = address(name, language, id=IDS.get(name, "")) + (f"?{QUERY[language]}" if asked else "")
    html = client.get(here).text
    (link,) = besides(html)
    step = STEPS[name]
    assert urlsplit(link).path == address("lesson", language, id=step["lesson"])
    assert plain(step[f"why_{language}"]) in words(html)
    lesson = client.get(link)
    assert lesson.status_code == 200
    assert backs(lesson.text) == [here, here]
    assert words(lesson.text).count(BACK[language]) == 2
    assert client.get(here).text == html


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["my_city", "my_cities", "city_tracking"])
def test_the_pages_of_a_city_have_theirs_too(browser, somebody, name, language):
    made = somebody("administrator", body="00003", level=2)
    visitor = holding(browser(), made.cookie)
    here = address(name, language, id="00003")
    answer = visitor.get(here)
    if name == "my_cities" and answer.status_code == 303:
        here = answer.headers["location"]
        answer = visitor.get(here)
    (link,) = besides(answer.text)
    assert backs(visitor.get(link).text) == [here, here]


@pytest.mark.parametrize("name", ["home", "about", "sign_in", "learn", "lesson", "scenario", "resources"])
def test_a_page_that_needs_no_lesson_shows_none(client, name):
    assert besides(see(client, name, id={"lesson": "m01-1", "scenario": "m01"}.get(name, "")).text) == []


def test_two_searches_have_each_their_own_way_back(client):
    ways = []
    for need in ("nids-de-poule", "fuites d’aqueduc"):
        here = address("vendors", "fr", need=need)
        (link,) = besides(client.get(here).text)
        ways += backs(client.get(link).text)[:1]
        assert ways[-1] == here
    assert ways[0] != ways[1]


def test_what_was_searched_for_never_becomes_markup(client):
    here = "/fr/fournisseurs?besoin=" + quote('"><script>alert(1)</script>')
    html = client.get(here).text
    (link,) = besides(html)
    lesson = client.get(link).text
    assert backs(lesson) == [here, here]
    assert "<script>alert" not in html + lesson


HOSTILE = [
    "https://mal.example/fr/",
    "//mal.example/fr/",
    "/fr//mal.example",
    "/\\mal.example",
    "/fr/\\mal.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "fr/fournisseurs",
    "/static/../fr/",
    "/fr/\r\nx: y",
    "/fr/ /mal.example",
    "/fr/\t//mal.example",
    "/fr/" + "x" * 3000,
    "",
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("back", HOSTILE, ids=range(len(HOSTILE)))
def test_a_way_back_that_leads_elsewhere_is_not_shown_nor_followed(client, back, language):
    name = {"fr": "retour", "en": "return"}[language]
    answer = client.get(f"{address('lesson', language, id='m01-1')}?{name}={quote(back, safe='')}")
    assert answer.status_code == 200
    assert backs(answer.text) == []
    assert 'name="back"' not in answer.text
    sent = send(client, "learn_answer", id=ITEM, language=language, choice=ITEMS[ITEM]["key"], back=back)
    assert sent.headers["location"] == address("lesson", language, id=LESSON_OF[ITEM]) + f"#q-{ITEM}"


def test_the_way_back_is_kept_from_one_language_to_the_other(client):
    html = see(client, "lesson", id="m01-1", back="/fr/fournisseurs").text
    other = unescape(re.search(r'id="langue" href="([^"]+)"', html)[1])
    assert parse_qs(urlsplit(other).query) == {"return": ["/fr/fournisseurs"]}
    assert backs(client.get(other).text) == ["/fr/fournisseurs"] * 2


def test_a_way_back_said_twice_is_a_fault_of_the_address(client):
    answer = client.get("/fr/apprendre/lecons/m01-1?retour=/fr/a&retour=/fr/b")
    assert answer.status_code == 400
