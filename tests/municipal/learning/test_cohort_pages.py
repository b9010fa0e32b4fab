"""The pages of cohorts: for the body that opens one, and for whoever was given the address."""

import re
import secrets
from html import unescape

import pytest
from sqlmodel import select

from municipal.db import reading, write
from municipal.learning.cohorts import cohorts
from municipal.learning.progress import Progress
from municipal.learning.queries import keep
from municipal.people.bodies import body_name
from municipal.people.queries import person
from municipal.people.tables import Person
from municipal.web.addresses import address
from municipal.web.language import translator
from tests.municipal.learning.test_cohorts import WHEN
from tests.municipal.visiting import holding

CITY, OTHER = "00003", "00005"
BASE = "http://127.0.0.1:8000"


@pytest.fixture
def me(browser, somebody):
    """A browser in which a new person is signed in: `me("editor")`; its `person` is their pseudonym."""

    def enter(*roles, body=CITY, level=2, **headers):
        made = somebody(*roles, body=body, level=level)
        visitor = holding(browser(**headers), made.cookie)
        visitor.person = made.id
        return visitor

    return enter


@pytest.fixture
def name():
    """The name of a cohort that no other test opens."""
    return f"Conseil {secrets.token_hex(5)}"


def city(language="fr", body=CITY):
    return address("city_learning", language, id=body)


def door(code, language="fr"):
    return address("cohort", language, id=code)


def opened(boss, name, language="fr"):
    """Open a cohort through the page; its code."""
    shown = boss.get(city(language))
    assert shown.status_code == 200, shown.text
    once = re.search(r'name="once" value="([^"]+)"', shown.text)[1]
    answer = boss.post(city(language), data={"name": name, "once": once})
    assert answer.status_code == 303, answer.text
    return named(name).code


def named(name, body=CITY):
    """The cohort of a name."""
    with reading() as session:
        (found,) = [one for one in cohorts(session, body) if one.name == name]
    return found


def card(boss, name, language="fr"):
    """What the page of the body says of a cohort, as a reader sees it."""
    parts = re.findall(r"<article.*?</article>", boss.get(city(language)).text, re.DOTALL)
    (found,) = [one for one in parts if name in one]
    return found


def numbers(boss, name):
    """The members, and those who finished, as the page tells them."""
    told = re.findall(r'__value">(.*?)</dd>', card(boss, name), re.DOTALL)[-2:]
    return [re.sub(r"<[^>]+>", "", unescape(one)) for one in told]


def joins(visitor, code, act="join"):
    return visitor.post(door(code), data={"act": act})


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("role", ["administrator", "editor"])
def test_a_body_opens_a_cohort_and_has_an_address_to_share(me, browser, name, role, language):
    boss = me(role)
    code = opened(boss, name, language)
    _ = translator(language)
    told = boss.get(address("city_learning", language, id=CITY, received="opened"))
    assert _("La cohorte est ouverte. Remettez maintenant son adresse aux personnes.") in unescape(told.text)
    assert BASE + door(code, language) in card(boss, name, language)
    assert told.headers["cache-control"] == "no-store"
    invited = browser().get(door(code, language))
    assert invited.status_code == 200
    assert name in invited.text
    assert "<script" not in re.sub(r"<script[^>]+src=[^>]+>", "", invited.text)


def test_a_form_sent_twice_opens_one_cohort(me, name):
    boss = me("editor")
    form = {"name": name, "once": secrets.token_urlsafe(16)}
    first, second = (boss.post(city(), data=form) for _ in range(2))
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.headers["location"] == second.headers["location"]
    assert named(name)


@pytest.mark.parametrize("wrong", ["", "x", "a" * 101, "<b>gras</b>"])
def test_a_name_that_is_none_is_told_and_stays(me, wrong):
    answer = me("editor").post(city(), data={"name": wrong, "once": ""})
    assert answer.status_code == 422
    assert 'href="#name"' in answer.text
    assert "Nommez la cohorte" in answer.text
    assert "<b>gras" not in answer.text
    assert unescape(re.search(r'id="name"[^>]* value="([^"]*)"', answer.text)[1]) == wrong


def test_a_field_that_nobody_expects_opens_nothing(me, name):
    boss = me("editor")
    answer = boss.post(city(), data={"name": name, "code": "x"})
    assert answer.status_code == 422
    assert "Rechargez la page" in answer.text
    assert boss.post(city(), data={"close": "x", "name": name}).status_code == 404
    with reading() as session:
        assert name not in [one.name for one in cohorts(session, CITY)]


def test_only_those_who_may_see_it_and_nobody_of_another_body(me, browser, name):
    opened(me("administrator"), name)
    for role in ("learner", "validator", "buyer"):
        visitor = me(role)
        assert visitor.get(city()).status_code == 403
        assert visitor.post(city(), data={"name": "x y"}).status_code == 403
        assert city() not in visitor.get(address("my_city", "fr", id=CITY)).text
    neighbour = me("administrator", body=OTHER)
    assert neighbour.get(city()).status_code == 404
    for form in ({"name": "x y"}, {"close": named(name).id}):
        assert neighbour.post(city(), data=form).status_code == 404
    assert neighbour.post(city(body=OTHER), data={"close": named(name).id}).status_code == 404
    assert name not in neighbour.get(city(body=OTHER)).text
    assert browser().get(city()).headers["location"].startswith(address("sign_in", "fr"))
    assert named(name).closed_at is None
    assert city() in me("editor").get(address("my_city", "fr", id=CITY)).text


def test_who_was_given_the_address_reads_what_will_show_before_any_account(me, browser, name):
    code = opened(me("editor"), name)
    visitor = browser()
    answer = visitor.get(door(code))
    text = unescape(answer.text)
    with reading() as session:
        assert body_name(session, CITY, "fr") in text
    for said in ("Combien de personnes font partie", "Votre nom ou votre courriel", "Ouvrir un compte ou se connecter"):
        assert said in text
    assert f'href="{address("sign_in", "fr", back=door(code))}"' in text
    assert 'value="join"' not in text
    # Nobody finds it who was not given the address, and nothing is kept of the visit.
    assert (answer.headers["cache-control"], answer.headers["x-robots-tag"]) == ("no-store", "noindex")
    assert not visitor.cookies
    assert code not in browser().get("/sitemap.xml").text
    assert joins(visitor, code).status_code == 401


@pytest.mark.parametrize("language", ["fr", "en"])
def test_one_joins_goes_on_learning_and_leaves(me, name, language):
    boss, visitor = me("administrator"), me("learner", body=OTHER)
    code = opened(boss, name)
    here = door(code, language)
    assert 'value="join"' in visitor.get(here).text
    for _ in range(2):
        answer = visitor.post(here, data={"act": "join"})
        assert (answer.status_code, answer.headers["location"]) == (303, f"{here}?received=joined")
    inside = visitor.get(answer.headers["location"]).text
    assert translator(language)("Vous faites partie de cette cohorte") in unescape(inside)
    assert f'href="{address("learn_resume", language)}"' in inside
    assert 'value="join"' not in inside
    for _ in range(2):
        answer = visitor.post(here, data={"act": "leave"})
        assert answer.headers["location"] == f"{here}?received=left"
    assert 'value="join"' in visitor.get(answer.headers["location"]).text
    assert visitor.post(here, data={"act": "peek"}).status_code == 404
    assert visitor.post(here, data={}).status_code == 404


def test_a_proof_that_is_missing_comes_first(me, name):
    code = opened(me("administrator"), name)
    halfway = me("administrator", level=1)
    assert 'value="join"' not in halfway.get(door(code)).text
    assert joins(halfway, code).status_code in (303, 401)
    assert 'value="join"' not in halfway.get(door(code)).text


HOSTILE = [
    "x",
    "aaaaaaaaaaaa",
    "' OR '1'='1",
    "%00%00%00%00%00%00%00%00%00%00%00%00",
    "%F0%9F%92%A9",
    "..%2F..%2Fma-ville",
    "a" * 3000,
    "%3Cscript%3E",
]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_an_address_that_is_none_is_not_found(me, browser, hostile):
    for path in (f"/fr/apprendre/cohortes/{hostile}", f"/en/learn/cohorts/{hostile}"):
        assert browser().get(path).status_code == 404
        assert me("learner").post(path, data={"act": "join"}).status_code == 404


def test_an_address_copied_in_capitals_leads_to_the_same_cohort(me, name):
    code, visitor = opened(me("editor"), name), me("learner")
    assert name in visitor.get(door(code.upper())).text
    answer = joins(visitor, code.upper())
    assert answer.headers["location"] == f"{door(code)}?received=joined"


def test_a_closed_cohort_refuses_with_a_remedy_and_lets_leave(me, browser, name):
    boss, early, late = me("administrator"), me("learner"), me("learner")
    code = opened(boss, name)
    joins(early, code)
    for _ in range(2):
        answer = boss.post(city(), data={"close": named(name).id})
        assert answer.headers["location"] == f"{city()}?received=closed"
    assert f'value="{named(name).id}"' not in card(boss, name)
    assert door(code) not in card(boss, name)
    refused = joins(late, code)
    assert refused.status_code == 409
    assert "Demandez une nouvelle adresse" in refused.text
    for visitor in (late, browser()):
        shown = visitor.get(door(code))
        assert shown.status_code == 200
        assert "Cette cohorte est fermée" in shown.text
        assert 'value="join"' not in shown.text
    assert 'value="leave"' in early.get(door(code)).text
    assert joins(early, code, "leave").status_code == 303


def test_the_numbers_are_told_from_five_on(me, name):
    boss = me("editor")
    code = opened(boss, name)
    few, hidden, none = "moins de cinq personnes", "trop peu de personnes pour le dire", "personne pour l’instant"
    told = [numbers(boss, name)]
    people = []
    for _ in range(10):
        visitor = me("learner")
        joins(visitor, code)
        people.append(visitor.person)
        told.append(numbers(boss, name))
    assert told[0] == [none, none]
    assert all(one[0] == few and one[1].startswith(hidden) for one in told[1:5])
    assert told[5:] == [[f"{count} personnes", none] for count in range(5, 11)]
    for place, one in enumerate(people):
        write(lambda session, one=one: keep(session, one, Progress(), WHEN, essentials=True))
        finished = numbers(boss, name)[1]
        if place + 1 in (5, 10):
            assert finished == f"{place + 1} personnes"
        else:
            assert finished.startswith(hidden)


def test_the_body_reads_no_name_no_pseudonym_and_no_address_of_a_member(me, name):
    boss = me("administrator", "editor")
    code = opened(boss, name)
    people = [me("learner").person for _ in range(3)]
    visitors = [me("learner", body=OTHER) for _ in range(6)]
    for place, visitor in enumerate(visitors):
        write(lambda session, one=visitor.person, place=place: rename(session, one, f"Zénobie Canari {place}"))
        joins(visitor, code)
        write(lambda session, one=visitor.person: keep(session, one, Progress(), WHEN, essentials=True))
    joins(visitors[0], code, "leave")
    with reading() as session:
        known = [person(session, visitor.person) for visitor in visitors]
    assert numbers(boss, name) == ["5 personnes", "5 personnes"]
    # Neither the page of the cohort, nor the journal, nor any other page of the body.
    pages = ["city_learning", "city_trace", "city_people", "my_city"]
    text = "".join(unescape(boss.get(address(one, "fr", id=CITY)).text) for one in pages)
    assert "Cohorte ouverte" in text
    for row in known:
        assert row.name.startswith("Zénobie")
        for canary in ("Zénobie", row.id, row.email):
            assert canary not in text
    assert not [one for one in people if one in boss.get(city()).text]


def rename(session, identity, name):
    """Give a person another name."""
    session.exec(select(Person).where(Person.id == identity)).one().name = name
