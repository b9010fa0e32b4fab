"""Cards that come back: a month later, then when FSRS says, never twice on a day; and the monthly message."""

import datetime as dt
import re

import pytest
from fsrs import Rating

from municipal.db import reading
from municipal.learning import carrying as packing
from municipal.learning.queries import kept
from municipal.learning.words import COOKIE_FULL
from municipal.web.format import ZONE, date
from tests.municipal.learning.soundness import faults
from tests.municipal.learning.walking import (
    CARDS,
    CARDS_OF,
    ESSENTIALS,
    HTMX,
    LANGUAGES,
    asks,
    carried,
    later,
    learn,
    plain,
    question,
    see,
    send,
    words,
)
from tests.municipal.visiting import holding

GUESS, LIKELY, SURE = range(3)


def day(clock):
    """The day it is in Québec."""
    return dt.datetime.fromtimestamp(clock.now, tz=ZONE).date()


def answer(client, card, choice, confidence=SURE, language="fr"):
    return send(client, "refresh", language=language, item=card, choice=choice, confidence=confidence)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_newcomer_is_told_what_brings_cards(client, language):
    answer = see(client, "refresh", language=language)
    assert faults(answer.text) == []
    assert asks(answer.text) is None
    assert carried(client) is None
    assert answer.headers["cache-control"] == "no-store"


def test_the_cards_of_a_module_come_a_month_after_it_and_not_a_day_sooner(client, clock):
    learn(client, "m01")
    first = day(clock) + dt.timedelta(days=30)
    shown = words(see(client, "refresh").text)
    assert f"Rien à revoir aujourd’hui. Prochains rappels : {date(first, 'fr')}." in shown
    assert f"prochain : {plain(date(first, 'fr'))}" in words(see(client, "learn").text)
    clock.forward(days=29)
    assert asks(see(client, "refresh").text) is None
    clock.forward(days=1)
    assert asks(see(client, "refresh").text) == CARDS_OF["m01"][0]
    assert "3 cartes aujourd’hui" in words(see(client, "refresh").text)
    assert "3 cartes de rappel vous attendent." in words(see(client, "learn").text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_card_comes_back_when_fsrs_says(client, clock, language):
    learn(client, "m02")
    clock.forward(days=33)
    first = day(clock)
    how = [(lambda key: key % 4 + 1, SURE, Rating.Again), (lambda key: key, LIKELY, Rating.Hard)]
    how += [(lambda key: key, SURE, Rating.Good)]
    for card, (choose, sure, rating) in zip(CARDS_OF["m02"], how, strict=True):
        assert asks(see(client, "refresh", language=language).text) == card
        sent = answer(client, card, choose(CARDS[card]["key"]), sure, language)
        assert sent.status_code == 303
        html = client.get(sent.headers["location"]).text
        assert faults(html) == []
        due = later(first, [(first, rating)])
        assert plain(date(due, language)) in words(
            re.search(r'<section class="question.*?</section>', html, re.DOTALL)[0]
        )
        assert plain(CARDS[card][f"feedback_{language}"][CARDS[card]["key"] - 1]) in words(html)
        assert carried(client).cards[card].due == due.toordinal()


def test_the_second_answer_counts_with_the_first(client, clock):
    learn(client, "m01")
    clock.forward(days=30)
    card, began = CARDS_OF["m01"][0], day(clock)
    answer(client, card, CARDS[card]["key"])
    due = later(began, [(began, Rating.Good)])
    clock.forward(days=(due - began).days + 4)
    answer(client, card, CARDS[card]["key"], GUESS)
    expected = later(began, [(began, Rating.Good), (day(clock), Rating.Hard)])
    assert carried(client).cards[card].due == expected.toordinal() > due.toordinal()


def test_a_card_is_asked_once_a_day_whatever_is_sent_again(client, clock):
    learn(client, "m01")
    clock.forward(days=40)
    card = CARDS_OF["m01"][0]
    answer(client, card, CARDS[card]["key"] % 4 + 1)
    after = carried(client)
    assert answer(client, card, CARDS[card]["key"]).status_code == 303
    assert carried(client) == after


def test_a_sitting_never_holds_more_than_fifteen_cards_the_longest_due_first(client, clock):
    learn(client, *ESSENTIALS[1:])
    clock.forward(days=2)
    learn(client, ESSENTIALS[0])
    clock.forward(days=60)
    assert sum(len(CARDS_OF[name]) for name in ESSENTIALS) == 15
    assert "15 cartes aujourd’hui" in words(see(client, "refresh").text)
    asked = []
    while card := asks(see(client, "refresh").text):
        asked.append(card)
        answer(client, card, CARDS[card]["key"])
    assert asked == sorted(card for name in ESSENTIALS[1:] for card in CARDS_OF[name]) + CARDS_OF["m01"]
    assert "Rien à revoir aujourd’hui." in words(see(client, "refresh").text)


def test_a_card_that_is_not_due_or_not_ones_own_is_let_be(client, clock):
    learn(client, "m01")
    before = carried(client)
    for card in (CARDS_OF["m01"][0], CARDS_OF["m02"][0]):
        assert answer(client, card, 1).status_code == 303
    assert carried(client) == before
    clock.forward(days=30)
    assert answer(client, "nobody", 1).status_code == 422
    assert answer(client, "lm01-1", 1).status_code == 422


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_what_is_missing_is_said_beside_it_and_what_was_chosen_stays(client, clock, headers):
    learn(client, "m01")
    clock.forward(days=30)
    card = CARDS_OF["m01"][0]
    refused = send(client, "refresh", headers=headers, item=card, choice=3)
    assert refused.status_code == 422
    assert faults(refused.text) == []
    assert '<a href="#confidence">' in refused.text
    assert re.findall(r'name="choice" type="radio" value="(\d)" checked', refused.text) == ["3"]
    refused = send(client, "refresh", headers=headers, item=card, confidence=1)
    assert "Choisissez une réponse" in words(question(refused.text, card))
    # Whoever does not know need not say how sure that is.
    assert send(client, "refresh", item=card, choice=0).status_code == 303


@pytest.mark.parametrize("query", [{"card": "nobody"}, {"card": "m01-c1"}, {"card": "m01-c1", "choice": 9}])
def test_an_address_alone_tells_no_answer_of_a_card_that_was_not_asked(client, query):
    learn(client, "m01")
    html = see(client, "refresh", **query).text
    assert 'class="question' not in html
    assert not any(plain(text) in words(html) for text in CARDS["m01-c1"]["feedback_fr"])


def test_an_address_with_an_impossible_choice_says_nothing_was_known(client, clock):
    learn(client, "m01")
    clock.forward(days=30)
    answer(client, "m01-c1", CARDS["m01-c1"]["key"])
    for choice in (9, -4, 10**30):
        html = see(client, "refresh", card="m01-c1", choice=choice).text
        assert faults(html) == []
        assert "Vous ne saviez pas" in words(html)
    assert client.get("/fr/apprendre/rappels?card=m01-c1&choice=deux").status_code == 400


def test_what_no_browser_would_keep_is_said(client, clock, monkeypatch):
    learn(client, "m01")
    clock.forward(days=30)
    monkeypatch.setattr(packing, "MOST", 0)
    refused = answer(client, "m01-c1", 1)
    assert refused.status_code == 422
    assert plain(COOKIE_FULL) in words(refused.text)
    assert faults(refused.text) == []


def test_the_monthly_message_is_stopped_and_asked_for_again_by_its_owner(browser, somebody):
    made = somebody()
    visitor = holding(browser(), made.cookie)
    for wanted, said in (
        ("no", "Vous ne recevez pas ce courriel."),
        ("yes", "Vous recevez au plus un courriel par mois"),
    ):
        sent = send(visitor, "digest", digest=wanted)
        assert (sent.status_code, sent.headers["location"]) == (303, "/fr/apprendre/rappels")
        with reading() as session:
            assert kept(session, made.id).digest == (wanted == "yes")
        assert said in words(see(visitor, "refresh").text)
    for fields in ({}, {"digest": "perhaps"}, {"digest": "no", "person": "x"}):
        assert send(visitor, "digest", **fields).status_code == 303
        with reading() as session:
            assert kept(session, made.id).digest


def test_without_an_account_there_is_no_message_to_stop(client):
    refused = send(client, "digest", digest="no")
    assert refused.status_code == 401
    html = see(client, "refresh").text
    assert "Avec un compte, un courriel vous dit quand des cartes vous attendent." in words(html)
    assert 'href="/fr/connexion?retour=%2Ffr%2Fapprendre%2Frappels"' in html
