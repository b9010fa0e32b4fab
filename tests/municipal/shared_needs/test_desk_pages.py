"""« Parler à une personne » : the form, the question's own page, the queue and the answer."""

import re
from html import unescape

import msgspec
import pytest
from litestar.testing import TestClient
from sqlmodel import select

from municipal.app import create_app
from municipal.db import reading
from municipal.people.tables import Person
from municipal.shared_needs.desk import promised
from municipal.tenancy.guard import everything
from municipal.traces.tables import Access
from municipal.web.addresses import address
from municipal.web.format import date

HERE = "/fr/parler-a-une-personne"
QUEUE = "/fr/administration/demandes"
ASKED = {"text": "Qui a déjà acheté cela en groupe?", "contact": "ada@moufles.example", "language": "fr"}


def words(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


@pytest.mark.parametrize("language", ["fr", "en"])
def test_anyone_asks_and_reads_the_answer_at_an_address_of_their_own(become, mails, language):
    path = address("desk", language, need="pothole tracking")
    page = become().get(path)
    assert date(promised(), language) in words(page.text)
    assert 'value="pothole tracking"' in page.text
    assert page.headers["cache-control"] == "no-store"
    form = ASKED | {"need": "pothole tracking", "language": language}
    answer = become().post(path.split("?")[0], data=form, follow_redirects=False)
    assert answer.status_code == 303
    own = answer.headers["location"]
    shown = become().get(own)
    assert ASKED["text"] in words(shown.text)
    assert date(promised(), language) in words(shown.text)
    assert shown.headers["cache-control"] == "no-store"
    desk = become("curator")
    queue = desk.get(QUEUE)
    assert ASKED["text"] in words(queue.text)
    identity, version = (re.search(rf'name="{name}" value="([^"]+)"', queue.text)[1] for name in ("id", "version"))
    told = {"id": identity, "version": version, "answer": "Trois villes l’ont fait."}
    assert desk.post(QUEUE, data=told, follow_redirects=False).status_code == 303
    again = desk.post(QUEUE, data=told)
    assert again.status_code == 409
    assert "Trois villes l’ont fait." in words(become().get(own).text)
    ((_subject, text, spoken),) = mails("ada@moufles.example")
    assert own in text
    assert spoken == language


def test_the_form_knows_who_is_signed_in(become):
    me = become("editor", "00003")
    with reading() as session:
        assert session.exec(select(Person.email).where(Person.id == "demo-editor-00003")).one() is None
    page = me.get(HERE).text
    assert 'name="city" value="00003"' in page
    assert me.post(HERE, data=ASKED | {"city": "00003"}, follow_redirects=False).status_code == 303
    assert "Sainte-Brume (Village" in words(become("curation_lead").get(QUEUE).text)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"text": "Court."}, "Écrivez votre question"),
        ({"text": "a" * 2001}, "Écrivez votre question"),
        ({"contact": "ada"}, "Écrivez votre courriel"),
        ({"contact": "ada@b..c"}, "Écrivez votre courriel"),
        ({"language": "de"}, "Choisissez la langue"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_stays(become, wrong, told):
    answer = become().post(HERE, data=ASKED | wrong)
    assert answer.status_code == 422
    assert told in words(answer.text)
    kept = {name: value for name, value in (ASKED | wrong).items() if name != "language"}
    assert all(value in unescape(answer.text) for value in kept.values())


def test_a_form_sent_twice_is_one_question_and_an_address_asks_five_times_a_day(become):
    me = become()
    once = re.search(r'name="once" value="([^"]+)"', me.get(HERE).text)[1]
    answers = [me.post(HERE, data=ASKED | {"once": once}, follow_redirects=False) for _ in range(2)]
    assert answers[0].headers["location"] == answers[1].headers["location"]
    asked = [me.post(HERE, data=ASKED, follow_redirects=False) for _ in range(4)]
    assert [answer.status_code for answer in asked] == [303] * 3 + [429]
    # Nothing typed is lost.
    assert ASKED["text"] in unescape(asked[-1].text)
    assert "Réessayez demain" in asked[-1].text
    assert int(asked[-1].headers["retry-after"]) > 0


def test_the_queue_is_for_those_who_keep_the_desk_and_each_read_of_it_is_noted(become):
    for role, city in (("editor", "00003"), ("administrator", "00003")):
        assert become(role, city).get(QUEUE).status_code in (403, 404)
    assert become().get(QUEUE, follow_redirects=False).status_code == 303
    for role in ("curator", "curation_lead", "instance_administrator"):
        assert become(role).get(QUEUE).status_code == 200
    with reading() as session, everything("tests"):
        seen = session.exec(select(Access.person, Access.action)).all()
    assert [action for _, action in seen] == ["desk.answer"] * 3


def test_an_answer_too_short_comes_back_as_typed(become):
    become().post(HERE, data=ASKED)
    desk = become("curator")
    queue = desk.get(QUEUE).text
    identity = re.search(r'name="id" value="([^"]+)"', queue)[1]
    answer = desk.post(QUEUE, data={"id": identity, "version": "1", "answer": "a" * 4001})
    assert answer.status_code == 422
    assert "a" * 4001 in answer.text
    assert f'href="#answer-{identity}"' in answer.text


def test_a_question_that_nobody_asked_is_not_found(become):
    assert become().get(f"{HERE}/nowhere").status_code == 404


def test_the_page_says_who_answers_or_that_nobody_said(fresh):
    named = {"desk_name": "Claire Ormeau", "desk_email": "guichet@mesange.example"}
    for settings, told in (({}, "n’a pas encore inscrit son nom"), (named, "Claire Ormeau vous répond.")):
        app = create_app(msgspec.structs.replace(fresh.settings, **settings))
        with TestClient(app) as visitor:
            assert told in words(visitor.get(HERE).text)
            assert visitor.get(HERE).text.count("<form") == 1
