"""Stopping messages without signing in: a link asks first, a program's click acts at once (RFC 8058)."""

import pytest
from sqlmodel import col, select

from municipal.alerts.codes import all_code, search_code
from municipal.db import reading
from municipal.people.queries import person
from municipal.people.tables import Person
from municipal.traces.tables import Audit

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def at(code, language="fr"):
    return {"fr": "/fr/recherches/arreter/", "en": "/en/searches/stop/"}[language] + code


@pytest.fixture
def kept(keeper):
    """Somebody who keeps one search, and its id."""
    who = keeper()
    who.keep("besoin=nids-de-poule")
    return who, who.searches[0].id


def test_the_link_of_a_search_asks_and_its_button_stops_that_search_alone(kept, nobody):
    who, identity = kept
    who.keep("besoin=eau")
    page = nobody.get(at(search_code(identity)))
    assert page.status_code == 200
    assert page.text.count("<button") == 1
    assert "nids-de-poule" in page.text
    assert [row.alert for row in who.searches] == [True, True]
    done = nobody.post(at(search_code(identity)), data=ONE_CLICK)
    assert done.status_code == 200
    assert "Ces messages sont arrêtés" in done.text
    assert {row.id: row.alert for row in who.searches} == {row.id: row.id != identity for row in who.searches}


def test_the_link_of_all_messages_stops_all_of_them(kept, nobody):
    who, _ = kept
    code = all_code(who.id)
    assert nobody.get(at(code, "en")).text.count("<button") == 1
    assert nobody.post(at(code, "en"), data=ONE_CLICK).status_code == 200
    with reading() as session:
        told = person(session, who.id)
    assert told is not None
    assert not told.notices
    assert who.searches[0].alert


def test_a_program_may_send_its_click_as_a_form_with_parts(kept, nobody):
    who, identity = kept
    answer = nobody.post(at(search_code(identity)), files={"List-Unsubscribe": (None, "One-Click")})
    assert answer.status_code == 200
    assert not who.searches[0].alert


def test_said_twice_it_changes_nothing_more(kept, nobody):
    who, identity = kept
    for code in (search_code(identity), all_code(who.id)):
        nobody.post(at(code), data=ONE_CLICK)
        with reading() as session:
            before = session.exec(select(Audit).order_by(col(Audit.seq).desc())).first().seq
            version = session.exec(select(Person.version).where(Person.id == who.id)).one()
        assert nobody.post(at(code), data=ONE_CLICK).status_code == 200
        with reading() as session:
            assert session.exec(select(Audit).order_by(col(Audit.seq).desc())).first().seq == before
            assert session.exec(select(Person.version).where(Person.id == who.id)).one() == version


@pytest.mark.parametrize("fields", [{}, {"List-Unsubscribe": "no"}, ONE_CLICK | {"act": "x"}])
def test_anything_else_stops_nothing(kept, nobody, fields):
    who, identity = kept
    assert nobody.post(at(search_code(identity)), data=fields).status_code == 400
    assert who.searches[0].alert


def test_a_code_that_nobody_was_given_is_no_page(kept, nobody):
    _, identity = kept
    for code in ("x", identity, search_code("another"), all_code("nobody"), search_code(identity)[:-1]):
        assert nobody.get(at(code)).status_code == 404
        assert nobody.post(at(code), data=ONE_CLICK).status_code == 404


def test_the_page_is_kept_nowhere_and_found_by_no_search_engine(kept, nobody):
    answer = nobody.get(at(search_code(kept[1])))
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-robots-tag"] == "noindex"


def test_a_search_that_is_no_longer_kept_has_no_page(kept, nobody):
    who, identity = kept
    who.send(act="remove", id=identity)
    assert nobody.post(at(search_code(identity)), data=ONE_CLICK).status_code == 404
