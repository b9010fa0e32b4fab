"""Scenarios: each way through them, what follows on an indicator, the author's key, and a decision that counts once."""

import re

import pytest

from municipal.learning import carrying as packing
from municipal.learning.progress import Progress
from municipal.learning.words import COOKIE_FULL
from municipal.web.format import number
from tests.municipal.learning.soundness import faults
from tests.municipal.learning.walking import (
    CHOICES,
    ESSENTIALS,
    HTMX,
    LANGUAGES,
    POINTS,
    carried,
    carrying,
    decide,
    plain,
    see,
    send,
    table,
    words,
)

INDICATORS = {row["id"]: row for row in table("../indicators.csv")}
WORTH = {1.0: "retenu", 0.5: "défendable", 0.0: "écarté"}


def ways(module, point=None):
    """All ways through a scenario, as the places of the choices made at its points."""
    point = point or next(iter(POINTS[module]))
    found = []
    for place, choice in enumerate(CHOICES[module][point]):
        following = choice.get("next", "")
        found += [[place, *rest] for rest in (ways(module, following) if following else [[]])]
    return found


def walked(module, way):
    """The points met on a way, with the choice made at each."""
    point, met = next(iter(POINTS[module])), []
    for place in way:
        met.append((point, CHOICES[module][point][place]))
        point = met[-1][1].get("next", "")
    return met


def sections(html):
    """What the page shows of each point."""
    return re.findall(r'<section class="point".*?</section>', html, re.DOTALL)


def effect(choice, language):
    """How a choice moves its indicator, as a reader sees it; nothing where it moves none."""
    if "indicator" not in choice:
        return ""
    row = INDICATORS[choice["indicator"]]
    values = [number(choice[name], language) for name in ("from", "to")]
    moved = choice["to"] - choice["from"]
    better = None if row["polarity"] == "target" or not moved else (moved > 0) == (row["polarity"] == "more")
    told = {True: "mieux", False: "moins bien", None: "à lire avec sa cible"}[better]
    sign = f"{row[f'name_{language}']} : {values[0]} → {values[1]} {row[f'unit_{language}']}"
    return plain(f"{sign} {told}" if language == "fr" else sign)


@pytest.mark.parametrize("module", ESSENTIALS)
def test_every_way_ends_and_shows_what_each_decision_led_to(client, module):
    found = ways(module)
    assert len(found) >= 2 * 2
    for n, way in enumerate(found):
        language = LANGUAGES[n % 2]
        send(client, "scenario", id=module, again="yes")
        rest = iter(way)
        decide(client, module, lambda _, rest=rest: next(rest), language=language)
        html = see(client, "scenario", id=module, language=language).text
        assert faults(html) == []
        shown, met = sections(html), walked(module, way)
        assert len(shown) == len(met)
        for part, (point, choice) in zip(shown, met, strict=True):
            said = words(part)
            assert plain(POINTS[module][point][f"text_{language}"]) in said
            assert plain(choice[f"consequence_{language}"]) in said
            assert effect(choice, language) in said
        assert not re.search(r'name="choice"', html)
        assert module in carried(client).decisions


def test_the_authors_key_is_told_only_after_deciding_and_as_an_opinion(client):
    first = next(iter(POINTS["m01"]))
    html = see(client, "scenario", id="m01").text
    assert not any(plain(one["consequence_fr"]) in words(html) for one in CHOICES["m01"][first])
    assert "La clé de l’auteur" not in html
    send(client, "scenario", id="m01", point=first, choice=0)
    told = sections(see(client, "scenario", id="m01").text)[0]
    key = re.search(r"<details.*?</details>", told, re.DOTALL)[0]
    assert "C’est l’avis de qui a écrit cette situation." in words(key)
    marks = [words(one).split()[0] for one in re.findall(r"<li>(.*?)</li>", key, re.DOTALL)]
    assert marks == [WORTH[one["credit"]] for one in CHOICES["m01"][first]]
    assert all(plain(one["label_fr"]) in words(key) for one in CHOICES["m01"][first])


def test_a_decision_leads_to_what_comes_next(client):
    first, second = list(POINTS["m01"])[:2]
    answer = send(client, "scenario", id="m01", point=first, choice=1)
    assert (answer.status_code, answer.headers["location"]) == (303, "/fr/apprendre/situations/m01#p-1")
    html = see(client, "scenario", id="m01").text
    assert 'id="p-1"' in html
    assert f'name="point" value="{second}"' in html


def test_sent_twice_or_for_another_point_a_decision_counts_once(client):
    first, second = list(POINTS["m01"])[:2]
    for point in (first, first, second + "x", "", "nobody"):
        assert send(client, "scenario", id="m01", point=point, choice=1).status_code == 303
    assert carried(client).decisions == {"m01": [1]}
    assert send(client, "scenario", id="m01", point=second, choice=9).status_code == 303
    assert carried(client).decisions == {"m01": [1]}
    decide(client, "m02", lambda _: 0)
    last = list(POINTS["m02"])[-1]
    before = carried(client)
    send(client, "scenario", id="m02", point=last, choice=0)
    assert carried(client) == before


@pytest.mark.parametrize("headers", [{}, HTMX])
@pytest.mark.parametrize(
    "fields", [{}, {"point": "1"}, {"choice": "x"}, {"again": "no"}, {"point": "x" * 99, "choice": 1}]
)
def test_without_a_decision_the_page_comes_back_and_says_so(client, fields, headers):
    answer = send(client, "scenario", id="m01", headers=headers, **fields)
    assert answer.status_code == 422
    assert faults(answer.text) == []
    assert words(answer.text).count("Choisissez ce que vous faites.") == 2
    assert "set-cookie" not in answer.headers


def test_an_empty_form_after_the_end_is_no_broken_page(client):
    decide(client, "m01", lambda _: 0)
    answer = send(client, "scenario", id="m01")
    assert answer.status_code == 422
    assert faults(answer.text) == []


def test_deciding_otherwise_begins_again_and_takes_nothing_back(client):
    made = decide(client, "m01", lambda _: 0)
    html = see(client, "scenario", id="m01").text
    assert 'name="again" value="yes"' in html
    answer = send(client, "scenario", id="m01", again="yes")
    assert answer.headers["location"] == "/fr/apprendre/situations/m01"
    assert carried(client).decisions == {"m01": []}
    other = decide(client, "m01", lambda choices: len(choices) - 1)
    assert carried(client).decisions == {"m01": other} != {"m01": made}


def test_what_no_browser_would_keep_is_said(client, monkeypatch):
    monkeypatch.setattr(packing, "MOST", 0)
    answer = send(client, "scenario", id="m01", point=next(iter(POINTS["m01"])), choice=0)
    assert answer.status_code == 422
    assert plain(COOKIE_FULL) in words(answer.text)
    assert faults(answer.text) == []


@pytest.mark.parametrize("name", ["learn", "scenario", "module", "lesson"])
def test_a_decision_on_a_choice_that_was_withdrawn_since_breaks_no_page(client, name):
    carrying(client, Progress(decisions={"m01": [9]}))
    identity = {"scenario": "m01", "module": "m01", "lesson": "m01-2"}.get(name, "")
    see(client, name, id=identity)
