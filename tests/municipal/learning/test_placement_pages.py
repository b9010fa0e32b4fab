"""The placement test on the page: begun by choice, one question at a time, and the learner has the last word."""

import math
import re

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
    MODULES,
    asks,
    carried,
    onward,
    plain,
    question,
    see,
    send,
    table,
    words,
)

THEMES = {row["id"]: int(row["placement"]) for row in table("themes.csv")}
BLOCK = {row["code"]: THEMES[row["theme"]] for row in table("competencies.csv")}
LEVELS = {int(row["level"]): row for row in table("levels.csv")}
FEWEST, MOST, PRECISE, CUTS = 10, 15, 0.40, (-0.67, 0.67)


def begun(client, language="fr"):
    answer = send(client, "placement", language=language, again="yes")
    assert (answer.status_code, answer.headers["location"]) == (303, address("placement", language))
    return client


def answered(client, choose, language="fr"):
    """Answer until the test ends; what was asked, in its order, and whether it was right."""
    told = []
    while item := asks(see(client, "placement", language=language).text):
        choice = choose(ITEMS[item], len(told))
        told.append((item, choice == ITEMS[item]["key"]))
        assert send(client, "placement", language=language, item=item, choice=choice).status_code == 303
        assert len(told) <= MOST
    return told


def ability(told):
    """The mean and the spread of the posterior, summed finely over the real line under a standard normal prior."""
    mass, first, second = 0.0, 0.0, 0.0
    for n in range(-600, 601):
        theta = n / 100
        weight = math.exp(-theta * theta / 2)
        for item, right in told:
            a, b = ITEMS[item].get("discrimination", 1.0), ITEMS[item]["difficulty"]
            p = 1 / (1 + math.exp(-a * (theta - b)))
            weight *= p if right else 1 - p
        mass, first, second = mass + weight, first + weight * theta, second + weight * theta * theta
    mean = first / mass
    return mean, math.sqrt(second / mass - mean * mean)


def level(told):
    """The level that the answers speak for; where the interval of 95 % straddles a cut, the lower of the two."""
    mean, error = ability(told)
    reached, sure = (1 + sum(one > cut for cut in CUTS) for one in (mean, mean - 1.96 * error))
    return max(sure, reached - 1)


WAYS = {
    "all right": lambda item, _: item["key"],
    "nothing known": lambda _item, _: 0,
    "every other one": lambda item, n: item["key"] if n % 2 else 0,
    "the easy ones": lambda item, _: item["key"] if item["difficulty"] <= 0 else 0,
    "always the first": lambda _item, _: 1,
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_to_look_at_the_test_is_not_to_begin_it(client, language):
    answer = see(client, "placement", language=language)
    assert faults(answer.text) == []
    assert asks(answer.text) is None
    assert str(FEWEST) in words(answer.text)
    assert str(MOST) in words(answer.text)
    assert address("learn_resume", language) in answer.text
    assert carried(client) is None


@pytest.mark.parametrize("way", WAYS)
def test_from_ten_to_fifteen_questions_give_the_level_that_the_answers_speak_for(client, way):
    told = answered(begun(client), WAYS[way])
    asked = [item for item, _ in told]
    assert len(set(asked)) == len(asked)
    assert all(ITEMS[item]["bank"] == "placement" for item in asked)
    assert FEWEST <= len(asked) <= MOST
    assert len(asked) == MOST or ability(told)[1] < PRECISE
    blocks = [BLOCK[ITEMS[item]["competency"]] for item in asked]
    counts = [blocks.count(one) for one in set(THEMES.values())]
    assert max(counts) - min(counts) <= 1
    html = see(client, "placement").text
    assert faults(html) == []
    found = level(told)
    assert f"commencer au niveau {found}, {LEVELS[found]['name_fr']}" in words(html)
    offered = {int(value) for value in re.findall(r'name="level" value="(\d)"', html)}
    assert offered == {1, 2, 3} - {found}


def test_the_two_ends_of_the_scale_are_reached(client):
    assert level(answered(begun(client), WAYS["all right"])) == 3
    assert level(answered(begun(client), WAYS["nothing known"])) == 1


def test_a_page_that_is_loaded_again_asks_the_same_question(client):
    begun(client)
    first = asks(see(client, "placement").text)
    assert {asks(see(client, "placement", language=one).text) for one in (*LANGUAGES, "fr")} == {first}
    send(client, "placement", item=first, choice=0)
    second = asks(see(client, "placement").text)
    assert second != first
    # The way back of the browser, and a second tab: the first answer stands.
    send(client, "placement", item=first, choice=ITEMS[first]["key"])
    assert carried(client).placement.answers == {first: 0}
    assert asks(see(client, "placement").text) == second


def test_an_answer_to_another_question_changes_nothing(client):
    begun(client)
    before, now = carried(client), asks(see(client, "placement").text)
    others = [name for name in ITEMS if name != now]
    for other in (*others[:10], "nobody"):
        assert send(client, "placement", item=other, choice=1).status_code == 303
    assert carried(client) == before


@pytest.mark.parametrize("headers", [{}, HTMX])
@pytest.mark.parametrize("extra", [{}, {"choice": ""}, {"choice": "x"}])
def test_without_a_choice_the_question_comes_back_and_says_so(client, extra, headers):
    begun(client)
    before, now = carried(client), asks(see(client, "placement").text)
    answer = send(client, "placement", headers=headers, item=now, **extra)
    assert answer.status_code == 422
    assert faults(answer.text) == []
    assert "Choisissez une réponse" in words(question(answer.text, now))
    assert f'<a href="#q-{now}">' in answer.text
    assert carried(client) == before


def test_the_learner_has_the_last_word_and_may_begin_again(client):
    answered(begun(client), WAYS["nothing known"])
    assert send(client, "placement", level=3).status_code == 303
    html = see(client, "placement").text
    assert f"Vous avez choisi le niveau 3, {LEVELS[3]['name_fr']}." in words(html)
    skipped = re.findall(r'<li><a href="/fr/apprendre/modules/(m\d\d)">', html)
    assert skipped == ESSENTIALS
    assert "Le badge demande toutefois" in words(html)
    begun(client)
    assert carried(client).placement.answers == {}
    assert carried(client).placement.chosen == 0
    assert asks(see(client, "placement").text)


def test_what_may_be_passed_over_stays_open(client):
    answered(begun(client), WAYS["all right"])
    shown = words(see(client, "learn").text)
    assert shown.count("dispensé par votre niveau de départ") == len(ESSENTIALS)
    assert all(plain(MODULES[name]["title_fr"]) in shown for name in ESSENTIALS)
    # No level above has its content yet: going on leads into the essentials all the same.
    assert onward(client) == "/fr/apprendre/lecons/m01-1"


def test_what_no_browser_would_keep_is_said(client, monkeypatch):
    begun(client)
    before, now = carried(client), asks(see(client, "placement").text)
    monkeypatch.setattr(packing, "MOST", 0)
    answer = send(client, "placement", item=now, choice=1)
    assert answer.status_code == 422
    assert plain(COOKIE_FULL) in words(answer.text)
    assert faults(answer.text) == []
    assert carried(client) == before
