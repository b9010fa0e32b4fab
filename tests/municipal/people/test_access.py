"""At the door of every route: who is let in, what the others are told, and what a refusal leaves."""

from types import SimpleNamespace

import pytest
from litestar import Litestar, get
from sqlmodel import col, select

from municipal.db import reading
from municipal.people.access import SLOT, at_the_door
from municipal.people.by import by
from municipal.people.rules import Decision
from municipal.traces.tables import Audit
from municipal.web.actor import SLOT as ACTOR
from municipal.web.actor import Actor, Grant
from municipal.web.errors import answer
from municipal.web.language import translator
from tests.municipal.visiting import holding


def refusals(person):
    with reading() as session:
        query = select(Audit).where(Audit.actor == person, Audit.action == "access.refused").order_by(col(Audit.seq))
        return [(row.object_type, row.object_id, row.body) for row in session.exec(query)]


def test_a_handler_that_names_no_action_is_closed_to_all(browser, village):
    @get("/fr/forgotten", sync_to_thread=False)
    def forgotten() -> str:
        return "secret"

    @get("/fr/unknown", sync_to_thread=False, action="unknown.action")
    def unknown() -> str:
        return "secret"

    app = Litestar(
        [forgotten, unknown], guards=[at_the_door], exception_handlers={Exception: answer}, logging_config=None
    )
    app.state.settings = village.settings
    for path in ("/fr/forgotten", "/fr/unknown"):
        found = browser(app).get(path)
        assert found.status_code == 404
        assert "secret" not in found.text


def test_whoever_is_not_signed_in_is_led_to_the_door_and_back(browser):
    found = browser().get("/en/account/sessions?page=2")
    assert found.status_code == 303
    assert found.headers["location"] == "/en/sign-in?return=%2Fen%2Faccount%2Fsessions%3Fpage%3D2"
    assert browser().post("/en/account/sessions").status_code == 401


def test_asvs_8_2_2_what_is_another_bodys_is_not_there(browser, somebody):
    visitor = holding(browser(), somebody("editor", body="00003", level=2).cookie)
    assert visitor.get("/fr/ma-ville/00003").status_code == 200
    bodies = ("00005", "99999", "mrc:992", "province")
    strange = {body: visitor.get(f"/fr/ma-ville/{body}") for body in bodies}
    assert {one.status_code for one in strange.values()} == {404}
    said = {one.text.replace(body, "?") for body, one in strange.items()}
    assert len(said) == 1, "whether it exists is not told"


def test_asvs_16_3_2_a_refusal_of_somebody_who_is_signed_in_leaves_who_what_and_where(browser, somebody):
    who = somebody("editor", body="00003", level=2)
    visitor = holding(browser(), who.cookie)
    visitor.get("/fr/ma-ville/00005")
    visitor.get("/fr/ma-ville/00003/journal")
    visitor.get("/fr/ma-ville/rose.tremblay@mesange.example")
    assert refusals(who.id) == [
        ("action", "body.read", "00005"),
        ("action", "trace.read", "00003"),
        ("action", "body.read", ""),
    ]


def test_what_is_permitted_or_only_wants_a_proof_leaves_no_refusal(browser, somebody, clock):
    who = somebody("editor", body="00003", level=2)
    visitor = holding(browser(), who.cookie)
    clock.forward(minutes=11)
    for path in ("/fr/compte", "/fr/ma-ville/00003", "/fr/compte/mot-de-passe", "/fr/nowhere"):
        visitor.get(path)
    assert refusals(who.id) == []


@pytest.mark.parametrize(
    ("path", "language"), [("/fr/ma-ville/00003/journal", "fr"), ("/en/my-city/00003/journal", "en")]
)
def test_a_refusal_says_what_to_do_in_the_readers_language(browser, somebody, path, language):
    found = holding(browser(), somebody("editor", body="00003", level=2).cookie).get(path)
    assert found.status_code == 403
    remedy = translator(language)("Demandez ce rôle à la personne qui administre votre organisme.")
    assert remedy in found.text


def test_whoever_acts_is_written_with_the_role_that_permits_it():
    lent = Grant("validator", "00003", via="mrc:992")
    actor = Actor("odile", "Odile", "fr", (lent,), "s", 2, 0.0)
    request = SimpleNamespace(scope={ACTOR: actor, SLOT: Decision("yes", lent)})
    assert (by(request).person, by(request).role) == ("odile", "validator via mrc:992")
    assert by(request, Decision("yes")).role == ""
    assert by(SimpleNamespace(scope={})).person == "anonymous"
