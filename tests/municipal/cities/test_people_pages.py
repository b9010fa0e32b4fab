"""The people of a body: what each sees of them, and what an administrator does."""

import re
from urllib.parse import urlencode

from sqlalchemy import update
from sqlmodel import col, select

from municipal.db import reading, write
from municipal.people.queries import add_person, members, roles_in, set_roles
from municipal.people.tables import Person, UserSession
from municipal.traces.chain import SYSTEM
from municipal.traces.tables import Access

CITY = "00002"
PEOPLE = f"/fr/ma-ville/{CITY}/personnes"
ADMIN = "demo-administrator-00002"


def person(name, email, *held, body=CITY):
    def work(session):
        add_person(session, name=name, email=email, language="fr", identity=name)
        set_roles(session, SYSTEM, person=name, body=body, wanted=held)

    write(work)


def of(body=CITY):
    with reading() as session:
        return {row.person: set(row.roles) for row in members(session, body)}


def link(text):
    return re.search(r"https?://\S+(/(?:fr/acces|en/access)/\S+)", text)[1]


def test_names_and_roles_are_everybodys_of_the_body_addresses_are_not(signed_in):
    person("Bo", "bo@brume.example", "editor")
    person("Loin", "loin@ailleurs.example", "editor", body="00003")
    for role, mailbox in (("learner", False), ("administrator", True)):
        text = signed_in(role, CITY).get(PEOPLE).text
        assert "Bo" in text
        assert "Loin" not in text
        assert ("bo@brume.example" in text) is mailbox
        assert "loin@ailleurs.example" not in text
    with reading() as session:
        reads = session.exec(select(Access).where(Access.body == CITY)).all()
        assert [(row.person, row.action) for row in reads] == [(ADMIN, "people.manage")]


def test_managing_asks_for_a_recent_proof(signed_in):
    person("Bo", "bo@brume.example", "editor")
    me = signed_in("administrator", CITY)
    old = "2026-01-01T00:00:00+00:00"
    write(
        lambda session: session.execute(
            update(UserSession).where(col(UserSession.person) == ADMIN).values(proved_at=old)
        )
    )
    plain = me.get(PEOPLE).text
    assert "bo@brume.example" not in plain
    assert f'href="{PEOPLE}?manage=yes"' in plain
    for query in ("?manage=yes", "?person=Bo"):
        answer = me.get(PEOPLE + query, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"].partition("?")[0]) == (303, "/fr/connexion/confirmer")
    assert me.post(PEOPLE, data={"act": "leave", "id": "Bo"}).status_code == 401
    # A browser says from which page of ours the form came: confirmed, one is back there.
    for referer, back in ((f"http://testserver.local{PEOPLE}", PEOPLE), ("https://autre.example/fr/x", "/fr/x")):
        answer = me.post(PEOPLE, data={"act": "leave"}, headers={"referer": referer}, follow_redirects=False)
        assert answer.status_code == 303
        assert answer.headers["location"] == f"/fr/connexion/confirmer?{urlencode({'retour': back})}"
    assert of()["Bo"] == {"editor"}


def test_an_invitation_leads_somebody_in_with_the_roles_that_were_chosen(signed_in, press, visitor, mails, trace):
    me = signed_in("administrator", CITY)
    answer = press(me, PEOPLE, "invite", email="Nouvelle@brume.example", roles=["editor", "validator"])
    assert answer.status_code == 303, answer.text
    assert "nouvelle@brume.example" in me.get(answer.headers["location"]).text
    (message,) = mails("nouvelle@brume.example")
    path = link(message.text)
    newcomer = visitor()
    shown = newcomer.get(path)
    assert "Rédaction, Validation" in shown.text
    assert of() == {ADMIN: {"administrator"}}
    entered = press(newcomer, path, name="Noé Nouvelle")
    assert entered.status_code == 303
    (one,) = set(of()) - {ADMIN}
    assert of()[one] == {"editor", "validator"}
    assert "Noé Nouvelle" in me.get(PEOPLE).text
    assert newcomer.get(PEOPLE).status_code == 200
    assert trace(CITY)[-3:] == ["invitation.sent", "role.given", "role.given"]


def test_a_form_sent_twice_invites_once(signed_in, mails):
    me = signed_in("administrator", CITY)
    form = {"act": "invite", "email": "deux@brume.example", "roles": ["learner"], "language": "fr", "once": "a" * 22}
    first, second = (me.post(PEOPLE, data=form, follow_redirects=False) for _ in range(2))
    assert first.status_code == second.status_code == 303
    assert first.headers["location"] == second.headers["location"]
    assert len(mails("deux@brume.example")) == 1


def test_what_is_wrong_with_an_invitation_is_told_and_what_was_typed_stays(signed_in, press, mails):
    me = signed_in("administrator", CITY)
    wrong = press(me, PEOPLE, "invite", email="pas une adresse", roles=["editor"])
    assert wrong.status_code == 422
    assert 'value="pas une adresse"' in wrong.text
    assert re.search(r'value="editor" checked', wrong.text)
    assert press(me, PEOPLE, "invite", email="a@brume.example").status_code == 422
    for role in ("curator", "instance_administrator", "nothing"):
        assert press(me, PEOPLE, "invite", email="a@brume.example", roles=[role]).status_code == 422
    person("Bo", "bo@brume.example", "editor")
    assert press(me, PEOPLE, "invite", email="BO@brume.example", roles=["learner"]).status_code == 422
    assert mails("a@brume.example") == mails("bo@brume.example") == []


def test_roles_change_at_once_and_the_last_administrator_stays(signed_in, press):
    person("Bo", "bo@brume.example", "editor")
    me = signed_in("administrator", CITY)
    assert press(me, f"{PEOPLE}?person=Bo", "roles", roles=["validator", "learner"]).status_code == 303
    assert of()["Bo"] == {"validator", "learner"}
    refused = press(me, f"{PEOPLE}?person={ADMIN}", "roles", roles=["editor"])
    assert refused.status_code == 409
    assert "Donnez d’abord ce rôle à une autre personne" in refused.text
    assert press(me, f"{PEOPLE}?person={ADMIN}", "leave").status_code == 409
    assert of()[ADMIN] == {"administrator"}
    assert press(me, f"{PEOPLE}?person=Bo", "roles", roles=["administrator"]).status_code == 303
    assert press(me, f"{PEOPLE}?person={ADMIN}", "roles", roles=["editor"]).status_code == 303
    assert of()[ADMIN] == {"editor"}
    assert me.post(PEOPLE, data={"act": "leave", "id": "Bo"}).status_code == 403


def test_who_is_removed_sees_nothing_any_more(signed_in, press):
    me, other = signed_in("administrator", CITY), signed_in("editor", CITY)
    assert other.get(f"/fr/ma-ville/{CITY}").status_code == 200
    assert press(me, f"{PEOPLE}?person=demo-editor-00002", "leave").status_code == 303
    assert other.get(f"/fr/ma-ville/{CITY}").status_code == 404


def test_lost_proofs_are_withdrawn_by_whoever_reads_the_mailbox_only(signed_in, press, visitor, mails):
    person("Bo", "bo@brume.example", "editor")
    write(lambda session: session.execute(update(Person).where(col(Person.id) == "Bo").values(password="kept")))  # noqa: S106 - no password of anybody

    def password():
        with reading() as session:
            return session.exec(select(Person.password).where(Person.id == "Bo")).one()

    me = signed_in("administrator", CITY)
    assert press(me, f"{PEOPLE}?person=Bo", "recover").status_code == 303
    (message,) = mails("bo@brume.example")
    assert password() == "kept"
    assert press(visitor(), link(message.text)).status_code == 303
    assert password() is None
    assert "Preuves perdues" not in me.get(f"{PEOPLE}?person={ADMIN}").text
    assert me.post(PEOPLE, data={"act": "recover", "id": ADMIN}).status_code == 409


def test_an_invitation_is_withdrawn(signed_in, press, visitor, mails):
    me = signed_in("administrator", CITY)
    press(me, PEOPLE, "invite", email="deux@brume.example", roles=["editor"])
    assert press(me, PEOPLE, "cancel").status_code == 303
    assert visitor().get(link(mails("deux@brume.example")[0].text)).status_code == 410


def test_nobody_reaches_another_bodys_people_through_their_own_page(signed_in):
    person("Loin", "loin@ailleurs.example", "editor", body="00003")
    me = signed_in("administrator", CITY)
    assert me.get(f"{PEOPLE}?person=Loin").status_code == 404
    for form in (
        {"act": "leave", "id": "Loin"},
        {"act": "recover", "id": "Loin"},
        {"act": "roles", "person": "Loin", "roles": ["editor"]},
    ):
        assert me.post(PEOPLE, data=form).status_code == 404
        assert me.post("/fr/ma-ville/00003/personnes", data=form).status_code == 404
    assert of("00003") == {"Loin": {"editor"}}
    for form in ({}, {"act": "nothing"}, {"act": "leave"}):
        assert me.post(PEOPLE, data=form).status_code == 404


def test_the_service_manages_the_people_of_any_body(signed_in, press):
    person("Bo", "bo@brume.example", "administrator")
    person("Cy", "cy@brume.example", "editor")
    me = signed_in("instance_administrator")
    assert press(me, f"{PEOPLE}?person=Cy", "roles", roles=["administrator"]).status_code == 303
    with reading() as session:
        assert roles_in(session, "Cy", CITY) == {"administrator"}
    assert (
        press(me, "/fr/ma-ville/province/personnes", "invite", email="c@x.example", roles=["curator"]).status_code
        == 303
    )
