"""Journey 7: a buyer keeps a search from its results, is told of what changes, and stops it without signing in."""

import re

import pytest

from municipal.alerts.codes import all_code, leave_path, search_code
from municipal.db import Database
from municipal.keys import use_key
from municipal.settings import Settings
from municipal.web.addresses import address
from tests.journeys.conftest import FOLDERS
from tests.journeys.parcours import DESK, PHONE

MOST_ACTIVATIONS = 2
# A city of its own for each language: a fictitious person is one of a role and a city.
CITY = {"fr": "00006", "en": "00004"}
WORDS = {
    "fr": {
        "keep": "Enregistrer cette recherche et m’avertir",
        "title": "Mes recherches",
        "back": "Revenir aux résultats",
        "feed": "Fil Atom",
        "stop": "Arrêter les messages",
        "resume": "Recevoir les messages",
        "remove": "Retirer",
        "stopped": "Ces messages sont arrêtés",
        "sign_in": "Se connecter",
    },
    "en": {
        "keep": "Save this search and notify me",
        "title": "My searches",
        "back": "Back to the results",
        "feed": "Atom feed",
        "stop": "Stop the messages",
        "resume": "Receive the messages",
        "remove": "Remove",
        "stopped": "These messages are stopped",
        "sign_in": "Sign in",
    },
}
LISTS = {
    "vendors": {"need": "nids-de-poule", "hosting": "quebec"},
    "cases": {"state": "stopped"},
    "needs": {"domain": "D:voirie"},
}


def signed_in(visitor, door, city):
    visitor.may_keep = ("sid",)
    visitor.visit(door("buyer", "--city", city), checked=False)
    visitor.page.locator("main button").first.click()


def first_words(text):
    return re.compile(f"^{re.escape(text)}")


@pytest.fixture
def codes():
    """The code that a message gives to stop a search, by the folder of the site that would send it."""

    def read(site, kind):
        use_key(Settings(data_dir=str(FOLDERS[site]), demo=True))
        database = Database(f"sqlite:///{FOLDERS[site] / 'demo.db'}")
        with database.engine.connect() as connection:
            query = "SELECT id, person FROM saved_search WHERE person IS NOT NULL ORDER BY saved_at DESC, id LIMIT 1"
            row = connection.connection.driver_connection.execute(query).fetchone()
        database.close()
        return search_code(row[0]) if kind == "search" else all_code(row[1])

    return read


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("width", [DESK, PHONE])
@pytest.mark.parametrize("javascript", [True, False], ids=["js", "sans-js"])
def test_a_search_is_kept_in_two_activations_and_stopped_without_signing_in(
    parcours, demo_site, door, codes, language, width, javascript
):
    words = WORDS[language]
    buyer = parcours(demo_site, width=width, javascript=javascript)
    signed_in(buyer, door, CITY[language])
    for name, asked in LISTS.items():
        results = address(name, language, **asked)
        buyer.visit(results)
        buyer.activations = 0
        buyer.follow(buyer.button(words["keep"]))
        assert buyer.activations <= MOST_ACTIVATIONS
        assert buyer.text(buyer.page.locator("h1")) == words["title"]
        buyer.follow(buyer.link(words["back"]))
        assert buyer.where() == results
    buyer.visit(address("searches", language))
    rows = buyer.page.locator("main .rows > li")
    assert rows.count() == len(LISTS)
    # The feed of each is an address that anyone may read.
    for link in buyer.page.get_by_role("link", name=first_words(words["feed"])).all():
        answer = buyer.context.request.get(demo_site + link.get_attribute("href"))
        assert answer.ok
        assert answer.headers["content-type"].startswith("application/atom+xml")

    stranger = parcours(demo_site, width=width, javascript=javascript)
    stranger.visit(leave_path(codes(demo_site, "search"), language))
    stranger.follow(stranger.button(words["stop"]))
    assert stranger.activations == 1
    assert stranger.text(stranger.page.locator("h1")) == words["stopped"]

    buyer.visit(address("searches", language))
    assert buyer.page.get_by_role("button", name=first_words(words["resume"])).count() == 1
    buyer.follow(buyer.page.get_by_role("button", name=first_words(words["resume"])))
    for _ in LISTS:
        buyer.follow(buyer.page.get_by_role("button", name=first_words(words["remove"])).first)
    assert buyer.page.locator("main .rows > li").count() == 0


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("javascript", [True, False], ids=["js", "sans-js"])
def test_who_is_not_signed_in_is_led_to_sign_in_and_back_to_the_results(parcours, demo_site, language, javascript):
    words = WORDS[language]
    results = address("vendors", language, need="nids-de-poule")
    visitor = parcours(demo_site, width=PHONE, javascript=javascript)
    visitor.visit(results)
    visitor.follow(visitor.button(words["keep"]))
    assert visitor.activations == 1
    assert visitor.where().startswith(address("sign_in", language))
    assert visitor.page.locator(f"input[type=hidden][value='{results}']").count() >= 1


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_filter_that_was_ticked_is_kept_too(parcours, demo_site, door, language):
    words = WORDS[language]
    buyer = parcours(demo_site)
    signed_in(buyer, door, CITY[language])
    buyer.visit(address("cases", language))
    buyer.tick(buyer.page.locator(".facets input[value=stopped]"))
    buyer.follow(buyer.button(words["keep"]))
    buyer.follow(buyer.link(words["back"]))
    assert buyer.where() == address("cases", language, state="stopped")
    buyer.visit(address("searches", language))
    buyer.follow(buyer.page.get_by_role("button", name=first_words(words["remove"])).first)
