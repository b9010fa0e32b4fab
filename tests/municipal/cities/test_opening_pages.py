"""Asking for a city's first account: the right city among homonyms, the town hall's word, and a limit on tries."""

import re

import pytest
from sqlmodel import select

from municipal.db import reading
from municipal.mail.tables import Mail
from municipal.people.tables import Opening
from municipal.tenancy.guard import everything

HERE, THERE = "/fr/ouvrir-ma-ville", "/en/open-my-city"
ME = {"name": "Ada Moufle", "email": "ada@moufles.example"}


def requests():
    with reading() as session, everything("tests"):
        return [(row.city, row.name, row.email, row.language, row.sent_to) for row in session.exec(select(Opening))]


def test_a_name_that_two_cities_bear_is_asked_about(visitor):
    me = visitor()
    for path in (HERE, THERE):
        text = me.get(f"{path}?q=Sainte-Brume").text
        codes = re.findall(r"\?(?:ville|city)=(\d{5})", text)
        assert sorted(set(codes)) == ["00002", "00003"]
        assert 'name="email"' not in text
    assert 'name="email"' in me.get(f"{HERE}?q=00003").text
    assert 'name="email"' in me.get(f"{THERE}?city=00003").text
    assert me.get(f"{HERE}?ville=99999").status_code == 404
    assert "aucune municipalité ne le porte" in me.get(f"{HERE}?q=xyzzyq").text


@pytest.mark.parametrize(("language", "page"), [("fr", f"{HERE}?ville=00001"), ("en", f"{THERE}?city=00001")])
def test_the_town_hall_is_asked_where_its_address_is_known(visitor, press, mails, town_hall, language, page):
    town_hall("00001", "mairie@moufles.example")
    me = visitor()
    answer = press(me, page, **ME)
    assert answer.status_code == 303
    assert "mairie@moufles.example" in me.get(answer.headers["location"]).text
    assert requests() == [("00001", *ME.values(), language, "mairie@moufles.example")]
    (message,) = mails("mairie@moufles.example")
    assert "Ada Moufle (ada@moufles.example)" in message.text


def test_where_no_address_is_known_the_service_answers(visitor, press):
    me = visitor()
    answer = press(me, f"{HERE}?ville=00001", **ME)
    assert "administre le service" in me.get(answer.headers["location"]).text
    assert requests() == [("00001", *ME.values(), "fr", None)]
    with reading() as session:
        assert session.exec(select(Mail)).all() == []


def test_a_city_that_is_open_says_whom_to_ask_and_names_nobody(signed_in, visitor):
    signed_in("administrator", "00001")
    me = visitor()
    text = me.get(f"{HERE}?ville=00001").text
    assert "a déjà son compte" in text
    assert 'name="email"' not in text
    assert "demo" not in re.sub(r"Démonstration|demonstration", "", text)
    answer = me.post(HERE, data={"city": "00001", **ME})
    assert answer.status_code == 200
    assert requests() == []


def test_what_is_wrong_is_told_and_what_was_typed_stays(visitor, press):
    me = visitor()
    for name, value in (("email", "ada"), ("email", "a@b"), ("name", "A"), ("name", "<b>Ada</b>")):
        answer = press(me, f"{HERE}?ville=00001", **ME | {name: value})
        assert answer.status_code == 422, (name, value)
        other = "name" if name == "email" else "email"
        assert f'value="{ME[other]}"' in answer.text
    assert me.post(HERE, data={"city": "99999", **ME}).status_code == 404
    assert me.post(HERE, data=ME).status_code == 404
    assert requests() == []


def test_a_form_sent_twice_asks_once_and_no_two_visitors_share_one(visitor):
    me = visitor()
    tokens = [re.search(r'name="once" value="([^"]+)"', visitor().get(f"{HERE}?ville=00001").text)[1] for _ in range(2)]
    assert tokens[0] != tokens[1]
    form = {"city": "00001", **ME, "once": tokens[0]}
    first, second = (me.post(HERE, data=form, follow_redirects=False) for _ in range(2))
    assert first.headers["location"] == second.headers["location"]
    assert len(requests()) == 1


def test_an_address_of_the_network_asks_five_times_a_day(visitor):
    me = visitor()
    answers = [me.post(HERE, data={"city": f"0000{n}", **ME}, follow_redirects=False) for n in (1, 2, 3, 4, 5, 6)]
    assert [answer.status_code for answer in answers] == [303] * 5 + [429]
    assert int(answers[-1].headers["retry-after"]) > 0
    assert len(requests()) == 5
