"""The same questions before and after: asked in their order, told only at the end, measured as published."""

import re
from random import Random

import pytest

from municipal.learning import carrying as packing
from municipal.learning.words import COOKIE_FULL
from municipal.web.addresses import address
from municipal.web.format import number
from tests.municipal.learning.soundness import faults
from tests.municipal.learning.walking import (
    HTMX,
    ITEMS,
    LANGUAGES,
    OUTCOME,
    SAID,
    asks,
    carried,
    plain,
    question,
    see,
    send,
    words,
)

SURE = list(SAID.values())
BEFORE, AFTER = "outcome_before", "outcome_after"


def given(client, page, answers, language="fr"):
    """Answer the questions that a page asks, in the order in which it asks them."""
    for choice, confidence in answers:
        item = asks(see(client, page, language=language).text)
        fields = {"item": item, "choice": choice(ITEMS[item])} | (
            {} if confidence is None else {"confidence": confidence}
        )
        answer = send(client, page, language=language, **fields)
        assert (answer.status_code, answer.headers["location"]) == (303, address(page, language))


def right(item):
    return item["key"]


def wrong(item):
    return item["key"] % 4 + 1


def unknown(_item):
    return 0


def cells(html):
    """The four numbers of the table: right before and after, gap before and after."""
    return [words(one) for one in re.findall(r'<td class="govuk-table__cell[^"]*">(.*?)</td>', html, re.DOTALL)]


def brier(answers):
    """Brier's score: the mean squared gap between what was said and what was."""
    pairs = [(0.0 if choice is unknown else SURE[sure], choice is right) for choice, sure in answers]
    return sum((said - truth) ** 2 for said, truth in pairs) / len(pairs)


def percent(part, language):
    return f"{round(100 * part)}{' ' if language == 'fr' else ''}%"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", [BEFORE, AFTER])
def test_the_questions_come_one_by_one_in_the_order_of_the_map(client, page, language):
    told = []
    while item := asks(html := see(client, page, language=language).text):
        told.append(item)
        assert faults(html) == []
        assert plain(ITEMS[item][f"stem_{language}"]) in words(question(html, item))
        assert not any(plain(text) in words(html) for text in ITEMS[item][f"feedback_{language}"])
        assert f"{len(told)} {'de' if language == 'fr' else 'of'} {len(OUTCOME)}" in words(html)
        send(client, page, language=language, item=item, choice=0)
    assert told == OUTCOME
    assert faults(see(client, page, language=language).text) == []


def test_the_answers_given_before_are_told_only_after(client):
    given(client, BEFORE, [(right, 2)] * len(OUTCOME))
    html = see(client, BEFORE).text
    assert "C’est noté." in words(html)
    assert not any(plain(ITEMS[name]["feedback_fr"][ITEMS[name]["key"] - 1]) in words(html) for name in OUTCOME)
    given(client, AFTER, [(right, 2)] * len(OUTCOME))
    html = see(client, AFTER).text
    assert all(plain(ITEMS[name]["feedback_fr"][ITEMS[name]["key"] - 1]) in words(html) for name in OUTCOME)


@pytest.mark.parametrize("seed", range(6))
def test_the_numbers_are_those_of_the_published_measures(client, seed):
    chance = Random(seed)  # noqa: S311 - a simulation
    language = LANGUAGES[seed % 2]
    sets = [[(chance.choice([right, wrong, unknown]), chance.randrange(3)) for _ in OUTCOME] for _ in range(2)]
    for page, answers in zip((BEFORE, AFTER), sets, strict=True):
        given(client, page, [(choice, None if choice is unknown else sure) for choice, sure in answers], language)
    html = see(client, AFTER, language=language).text
    first, second = (sum(choice is right for choice, _ in answers) / len(OUTCOME) for answers in sets)
    gaps = [number(round(brier(answers), 2), language) for answers in sets]
    assert cells(html) == [percent(first, language), percent(second, language), *gaps]
    gain = (second - first) / (1 - first)
    share = re.search(r"(\d+) ?% (?:de ce qu’il vous restait|of what)", words(html))
    assert (int(share[1]) if share else None) == (round(100 * gain) if gain >= 0 else None)


def test_who_knew_all_of_it_before_has_nothing_to_gain(client):
    for page in (BEFORE, AFTER):
        given(client, page, [(right, 2)] * len(OUTCOME))
    html = see(client, AFTER).text
    assert cells(html)[:2] == ["100 %", "100 %"]
    assert cells(html)[2:] == ["0,01", "0,01"]
    assert "Vous avez comblé" not in words(html)


@pytest.mark.parametrize("answered", [0, 1, len(OUTCOME) - 1])
def test_without_all_of_the_questions_before_no_gain_is_told(client, answered):
    given(client, BEFORE, [(right, 2)] * answered)
    given(client, AFTER, [(right, 2)] * len(OUTCOME))
    html = see(client, AFTER).text
    assert cells(html) == ["–", "100 %", "–", "0,01"]
    assert "Sans les questions avant, le gain ne se calcule pas." in words(html)


def test_who_does_not_know_need_not_say_how_sure_that_is(client):
    given(client, BEFORE, [(unknown, None)] * len(OUTCOME))
    given(client, AFTER, [(unknown, None)] * len(OUTCOME))
    assert cells(see(client, AFTER).text) == ["0 %", "0 %", "0", "0"]


@pytest.mark.parametrize("page", [BEFORE, AFTER])
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_what_is_missing_is_said_beside_it_and_what_was_chosen_stays(client, page, headers):
    item = OUTCOME[0]
    answer = send(client, page, headers=headers, item=item, choice=2)
    assert answer.status_code == 422
    assert faults(answer.text) == []
    assert '<a href="#confidence">' in answer.text
    assert "Dites à quel point vous y croyez." in words(question(answer.text, item))
    assert re.findall(r'name="choice" type="radio" value="(\d)" checked', answer.text) == ["2"]
    answer = send(client, page, headers=headers, item=item, confidence=1)
    assert answer.status_code == 422
    assert faults(answer.text) == []
    assert f'<a href="#q-{item}">' in answer.text
    assert " checked" not in answer.text
    assert carried(client) is None


@pytest.mark.parametrize(
    "fields", [{"confidence": 3}, {"confidence": -1}, {"choice": 5}, {"item": "lm01-1"}, {"item": ""}]
)
def test_what_the_page_does_not_offer_is_refused(client, fields):
    sent = {"item": OUTCOME[0], "choice": 1, "confidence": 1} | fields
    assert send(client, BEFORE, **sent).status_code == 422
    assert carried(client) is None


def test_the_first_answer_counts_and_the_two_moments_are_apart(client):
    item = OUTCOME[0]
    for choice in (1, 2, 0):
        send(client, BEFORE, item=item, choice=choice, confidence=0)
    assert carried(client).before[item].choice == 1
    assert carried(client).after == {}
    send(client, AFTER, item=item, choice=2, confidence=1)
    assert (carried(client).before[item].choice, carried(client).after[item].choice) == (1, 2)


def test_what_no_browser_would_keep_is_said(client, monkeypatch):
    monkeypatch.setattr(packing, "MOST", 0)
    answer = send(client, BEFORE, item=OUTCOME[0], choice=0)
    assert answer.status_code == 422
    assert plain(COOKIE_FULL) in words(answer.text)
    assert faults(answer.text) == []
