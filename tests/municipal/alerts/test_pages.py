"""Keeping a search from its results, and what one may do with it afterwards."""

import re
from html import unescape

import pytest
from sqlmodel import col, select

from municipal.alerts import saving
from municipal.alerts.saving import MOST
from municipal.db import reading
from municipal.traces.tables import Audit
from tests.municipal.alerts.around import QUERY, contest, dereference, offer

SEARCHES = "/fr/compte/recherches"
PAGES = [
    ("vendors", "fr", "/fr/fournisseurs?besoin=nids-de-poule&hebergement=quebec"),
    ("vendors", "fr", "/fr/fournisseurs?domaine=D%3Avoirie"),
    ("vendors", "en", "/en/vendors"),
    ("vendors", "fr", "/fr/fournisseurs?besoin=zzkx"),
    ("cases", "fr", "/fr/cas-usage?etat=stopped"),
    ("cases", "en", "/en/use-cases?need=zzkx"),
    ("needs", "en", "/en/needs?domain=D%3Avoirie"),
    ("needs", "fr", "/fr/besoins?q=zzkx"),
]


def form_of(text):
    """Where the form of a page leads, and what its button sends."""
    (found,) = re.findall(r'<form method="post" action="([^"]+/(?:recherches|searches))">(.*?)</form>', text, re.DOTALL)
    fields = {name: unescape(value) for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', found[1])}
    return found[0], fields


@pytest.mark.parametrize(("page", "language", "path"), PAGES)
def test_one_button_under_the_results_keeps_their_search(keeper, page, language, path):
    who = keeper()
    action, fields = form_of(who.get(path).text)
    answer = who.send(action, **fields)
    (row,) = who.searches
    assert answer.status_code == 303
    assert answer.headers["location"] == f"{action}?received={row.id}"
    assert (row.page, row.language, row.alert) == (page, language, True)
    shown = who.get(answer.headers["location"]).text
    assert f'<a href="{path.replace("&", "&amp;")}">' in shown
    assert row.name in unescape(shown)


@pytest.mark.parametrize(("page", "language", "path"), PAGES)
def test_who_is_not_signed_in_signs_in_and_comes_back_to_the_results(nobody, page, language, path):
    first, second = nobody.get(path), nobody.get(path)
    assert first.text == second.text
    assert "etag" in first.headers
    action, fields = form_of(first.text)
    answer = nobody.post(action, data=fields)
    assert answer.status_code == 303
    where = unescape(nobody.get(answer.headers["location"]).text)
    assert answer.headers["location"].startswith({"fr": "/fr/connexion?retour=", "en": "/en/sign-in?return="}[language])
    assert f'value="{path}"' in where


def test_the_same_search_is_kept_once_whatever_the_language(keeper):
    who = keeper()
    for language, asked in (("fr", "besoin=eau"), ("en", "need=eau"), ("fr", "besoin=+eau+&page=2")):
        assert who.keep(asked, language=language).status_code == 303
    assert len(who.searches) == 1
    who.keep("besoin=eau", page="cases")
    assert len(who.searches) == 2


@pytest.mark.parametrize(
    "fields",
    [
        {"page": "vendors", "asked": "besoin=a&utm_source=x"},
        {"page": "courses", "asked": ""},
        {"asked": "besoin=a"},
        {"page": "vendors", "asked": "besoin=a", "person": "x"},
        {"page": "vendors", "asked": f"besoin={'x' * 2000}"},
        {"act": "on"},
        {"act": "erase", "id": "x"},
    ],
)
def test_what_is_no_search_is_refused(keeper, nobody, fields):
    who = keeper()
    assert who.send(**fields).status_code == 400
    assert nobody.post(SEARCHES, data=fields).status_code == 400
    assert who.searches == []


def test_fifty_are_kept_and_then_one_must_go(keeper, monkeypatch):
    assert MOST == 50
    monkeypatch.setattr(saving, "MOST", 2)
    who = keeper()
    for need in ("eau", "neige"):
        assert who.keep(f"besoin={need}").status_code == 303
    answer = who.keep("besoin=arbres")
    assert answer.status_code == 409
    assert "Retirez une recherche, puis recommencez." in answer.text
    assert len(who.searches) == 2
    assert who.keep("besoin=eau").status_code == 303
    who.send(act="remove", id=who.searches[0].id)
    assert who.keep("besoin=arbres").status_code == 303


def test_messages_are_stopped_and_taken_up_again_from_that_day_on(keeper):
    who = keeper()
    who.keep(QUERY)
    (row,) = who.searches
    who.send(act="off", id=row.id)
    assert not who.searches[0].alert
    assert "Messages arrêtés." in who.get(SEARCHES).text
    new = offer()
    who.send(act="on", id=row.id)
    assert who.searches[0].alert
    assert new in who.searches[0].seen


def test_a_kept_search_is_told_of_again_by_keeping_it_again(keeper):
    who = keeper()
    who.keep(QUERY)
    who.send(act="off", id=who.searches[0].id)
    who.keep(QUERY)
    assert [row.alert for row in who.searches] == [True]


def test_what_one_keeps_is_ones_own(keeper, nobody):
    who, other = keeper(), keeper()
    other.keep("besoin=cimetiere")
    (row,) = other.searches
    assert "cimetiere" not in who.get(SEARCHES).text
    for act in ("off", "remove"):
        assert who.send(act=act, id=row.id).status_code == 303
        assert nobody.post(SEARCHES, data={"act": act, "id": row.id}).status_code == 401
    assert other.searches == [row]
    assert nobody.get(SEARCHES).headers["location"].startswith("/fr/connexion")


def test_the_list_says_when_no_message_can_leave(keeper):
    assert "Aucun message ne part" in keeper(notices=False).get(SEARCHES).text
    assert "Aucun message ne part" not in keeper().get(SEARCHES).text


def test_keeping_and_removing_leave_a_trace_without_what_was_searched(keeper):
    who = keeper()
    who.keep("besoin=cimetiere")
    who.send(act="remove", id=who.searches[0].id)
    with reading() as session:
        query = select(Audit).where(Audit.actor == who.id, Audit.object_type == "saved_search").order_by(col(Audit.seq))
        told = list(session.exec(query))
    assert [row.action for row in told] == ["search.saved", "search.removed"]
    assert not any("cimetiere" in repr(row) for row in told)


def test_what_is_remembered_is_what_was_there(keeper):
    one, two = offer("Un"), offer("Deux")
    dereference(two, "observed")
    number = contest(one)
    contest(two, kind="error")
    who = keeper()
    who.keep(QUERY)
    seen = who.searches[0].seen
    assert seen[one] == {"title": ["Un"], "status": ["candidate"], "contests": [number], "cases": []}
    assert seen[two] == {"title": ["Deux"], "status": ["observed"], "contests": [], "cases": []}


def test_reading_the_list_writes_nothing(keeper, contents):
    who = keeper()
    who.keep("besoin=eau")
    before = contents()
    assert who.get(SEARCHES).status_code == 200
    assert contents() == before
