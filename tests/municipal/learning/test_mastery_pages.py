"""The gate of a module of the second level: questions until each of its competencies is mastered."""

import re

import pytest

from municipal.learning import carrying as packing
from municipal.learning.words import COOKIE_FULL
from tests.municipal.learning import small
from tests.municipal.learning.soundness import faults
from tests.municipal.learning.walking import asks, carried, onward, plain, question, see, send, words

ITEMS = {item["id"]: item for item in small.items()}
LESSON = [name for name, item in ITEMS.items() if item["bank"] == "lesson"]
PRACTICE = [name for name, item in ITEMS.items() if item["bank"] == "practice"]
# What is known before any answer, learned on the way, missed though known, guessed though not (limits.toml).
KNOWN, LEARNED, SLIP, GUESS, ENOUGH = 0.30, 0.10, 0.10, 0.25, 0.95


def known(answers):
    """The chance that something is known after these answers: Bayes' rule, then what is learned on the way."""
    p = KNOWN
    for right in answers:
        if right:
            p = p * (1 - SLIP) / (p * (1 - SLIP) + (1 - p) * GUESS)
        else:
            p = p * SLIP / (p * SLIP + (1 - p) * (1 - GUESS))
        p += (1 - p) * LEARNED
    return p


def read(client, *, right=True):
    """The lesson and the scenario of m06."""
    for name in LESSON:
        send(client, "learn_answer", id=name, choice=ITEMS[name]["key"] if right else 0)
    for point in ("1", "2", "3"):
        send(client, "scenario", id="m06", point=point, choice=0)


def practise(client, item, *, right=True):
    key = ITEMS[item]["key"]
    answer = send(client, "mastery", id="m06", item=item, choice=key if right else key % 4 + 1)
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/fr/apprendre/maitrise/m06#q-{item}"


def missing(client):
    """How many competencies the page says are missing."""
    found = re.search(r"Il reste à maîtriser : (.*?)\.", words(see(client, "mastery", id="m06").text))
    return len(found[1].split(";")) if found else 0


def test_the_reference_traces_of_the_method_are_those_of_this_test():
    assert [round(known([True] * n), 4) for n in (1, 2, 3)] == [0.6461, 0.8811, 0.9675]
    assert round(known([True, True, False, True, True]), 4) == 0.9522


def test_a_module_of_the_first_level_gates_nothing(client):
    html = see(client, "mastery", id="m01").text
    assert faults(html) == []
    assert "Il ne reste rien à maîtriser dans ce module." in words(html)
    assert asks(html) is None


def test_two_right_answers_are_not_enough_and_the_module_leads_to_the_gate(level_two):
    client = level_two()
    read(client)
    assert known([True, True]) < ENOUGH
    assert "m06" not in carried(client).done
    html = see(client, "module", id="m06").text
    assert "Il reste à maîtriser" in words(html)
    assert 'href="/fr/apprendre/maitrise/m06"' in html
    send(client, "placement", level=2)
    assert onward(client) == "/fr/apprendre/maitrise/m06"
    assert missing(client) == 2


def test_each_competency_is_asked_about_until_it_is_mastered(level_two):
    client = level_two()
    read(client)
    asked = []
    while item := asks(see(client, "mastery", id="m06").text):
        asked.append(item)
        practise(client, item)
        just = question(see(client, "mastery", id="m06").text, item)
        assert "Bonne réponse" in words(just)
    # A third right answer in a row is the one that was missing.
    assert [ITEMS[item]["competency"] for item in asked] == ["LM11", "LM13"]
    assert known([True] * 3) >= ENOUGH
    html = see(client, "mastery", id="m06").text
    assert faults(html) == []
    assert "Il ne reste rien à maîtriser dans ce module." in words(html)
    assert "m06" in carried(client).done
    assert set(carried(client).cards) == {"m06-c1", "m06-c2", "m06-c3"}


def test_the_competency_known_least_is_asked_about_first(level_two):
    client = level_two()
    for name in LESSON:
        right = ITEMS[name]["competency"] == "LM11"
        send(client, "learn_answer", id=name, choice=ITEMS[name]["key"] if right else 0)
    assert ITEMS[asks(see(client, "mastery", id="m06").text)]["competency"] == "LM13"


def test_once_all_questions_were_seen_one_reads_again_and_begins_again(level_two):
    client = level_two()
    read(client, right=False)
    seen = []
    while item := asks(see(client, "mastery", id="m06").text):
        seen.append(item)
        practise(client, item, right=False)
    assert sorted(seen) == sorted(PRACTICE)
    html = see(client, "mastery", id="m06").text
    assert faults(html) == []
    assert "Vous avez vu toutes les questions." in words(html)
    assert 'name="again" value="yes"' in html
    assert send(client, "mastery", id="m06", again="yes").status_code == 303
    assert not set(PRACTICE) & carried(client).answers.keys()
    assert set(LESSON) <= carried(client).answers.keys()
    while item := asks(see(client, "mastery", id="m06").text):
        practise(client, item)
    # After two unknown answers, three right ones do not suffice; a second round is the same trace.
    assert known([False, False, True, True, True]) < ENOUGH
    assert missing(client) == 2


def test_an_answer_to_another_question_or_sent_twice_changes_nothing(level_two):
    client = level_two()
    read(client)
    now = asks(see(client, "mastery", id="m06").text)
    before = carried(client)
    for other in [name for name in ITEMS if name != now] + ["", "nobody"]:
        assert send(client, "mastery", id="m06", item=other, choice=1).status_code == 303
    assert carried(client) == before
    practise(client, now)
    after = carried(client)
    practise(client, now, right=False)
    assert carried(client) == after


@pytest.mark.parametrize("fields", [{}, {"item": PRACTICE[0]}, {"choice": "7x"}, {"item": "x" * 50, "choice": 1}])
def test_without_a_choice_the_question_comes_back_and_says_so(level_two, fields):
    client = level_two()
    read(client)
    answer = send(client, "mastery", id="m06", **fields)
    assert answer.status_code == 422
    assert faults(answer.text) == []
    now = asks(answer.text)
    assert "Choisissez une réponse" in words(question(answer.text, now))
    assert f'<a href="#q-{now}">' in answer.text


def test_where_nothing_is_asked_an_empty_form_is_no_broken_page(level_two):
    client = level_two()
    answer = send(client, "mastery", id="m01")
    assert answer.status_code == 422
    assert faults(answer.text) == []


def test_what_no_browser_would_keep_is_said(level_two, monkeypatch):
    client = level_two()
    read(client)
    before, now = carried(client), asks(see(client, "mastery", id="m06").text)
    monkeypatch.setattr(packing, "MOST", 0)
    answer = send(client, "mastery", id="m06", item=now, choice=1)
    assert answer.status_code == 422
    assert plain(COOKIE_FULL) in words(answer.text)
    assert carried(client) == before


def test_a_lesson_without_questions_is_behind_one_once_its_end_was_reached(level_two):
    client = level_two(lambda made: made.rows("m06/items.toml", unasked))
    html = see(client, "lesson", id="m06-1").text
    assert 'id="q-' not in html
    assert re.search(r'<form method="post" action="/fr/apprendre/lecons/m06-1">', html)
    answer = send(client, "lesson", id="m06-1")
    assert (answer.status_code, answer.headers["location"]) == (303, "/fr/apprendre/situations/m06")
    assert "terminé" in words(
        re.search(r'<ol class="outline">.*?</ol>', see(client, "lesson", id="m06-1").text, re.DOTALL)[0]
    )
    assert send(client, "lesson", id="m06-1").headers["location"] == "/fr/apprendre/situations/m06"
    assert carried(client).read == ["m06-1"]


def unasked(said):
    for item in said["item"]:
        item["bank"] = "practice"
        item.pop("lesson", None)
