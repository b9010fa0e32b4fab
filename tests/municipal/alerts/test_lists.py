"""A search as it is kept: the parameters of its address, checked as the page checks them."""

import pytest

from municipal.alerts.lists import LISTS, asked_of, feed_of, named, path_of
from municipal.db import reading

NEED = {"need": "nids-de-poule", "hosting": ["quebec"], "open_source": True}


@pytest.mark.parametrize(
    ("page", "query", "asked"),
    [
        ("vendors", "besoin=nids-de-poule&hebergement=quebec&code_ouvert=true", NEED),
        ("vendors", "need=nids-de-poule&hosting=quebec&open_source=True", NEED),
        ("vendors", "besoin=+nids-de-poule+&page=3", {"need": "nids-de-poule"}),
        ("vendors", "", {}),
        ("cases", "etat=stopped&etat=paused", {"state": ["stopped", "paused"]}),
        ("needs", "domaine=D%3Avoirie&q=bo%C3%AEte", {"domain": "D:voirie", "q": "boîte"}),
    ],
)
def test_either_language_asks_the_same(page, query, asked):
    assert asked_of(page, query) == asked


@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("vendors", "besoin=a&utm_source=x"),
        ("vendors", "besoin=a&besoin=b"),
        ("vendors", "taille=beaucoup"),
        ("vendors", f"hebergement={'x' * 41}"),
        ("cases", "ville=00003"),
        ("needs", f"q={'x' * 121}"),
        ("needs", "&".join(f"q{n}=1" for n in range(300))),
    ],
)
def test_what_the_list_does_not_know_is_refused(page, query):
    assert asked_of(page, query) is None


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    ("page", "asked"), [("vendors", NEED), ("cases", {"state": ["stopped"]}), ("needs", {"q": "eau"})]
)
def test_the_address_of_a_search_and_of_its_feed_ask_it_again(language, page, asked):
    for path in (path_of(page, asked, language), feed_of(page, asked, language)):
        assert asked_of(page, path.partition("?")[2]) == asked


def test_a_search_is_called_by_what_it_asks_in_the_language_of_the_reader(hamlet):
    with reading() as session:
        assert (
            named(session, "vendors", {"need": "nids-de-poule", "city": "00008"}, "fr") == "nids-de-poule; Val-Mirador"
        )
        assert named(session, "cases", {"state": ["stopped"]}, "fr") == "État\u00a0: Arrêté"
        assert named(session, "cases", {"state": ["stopped"]}, "en") == "State: Stopped"
        assert {named(session, page, {}, "fr") for page in LISTS} == {
            "Toutes les solutions",
            "Tous les cas d’usage",
            "Tous les besoins partagés",
        }
        long = named(session, "vendors", {"need": "mot " * 100}, "fr")
    assert len(long) <= 120
    assert long.endswith("…")
