"""Invitations: sent once to an address, waiting for seven days, withdrawn by whoever manages the body."""

import re

from sqlmodel import select

from municipal.db import reading, write
from municipal.mail.tables import Mail
from municipal.people.inviting import invitations, invite, withdraw_invitation
from municipal.people.one_time import look
from municipal.people.queries import add_person, set_roles
from municipal.traces.chain import SYSTEM, By
from municipal.traces.tables import Audit

CITY, EMAIL = "00001", "nouvelle@moufles.example"
ADA = By("ada", "administrator")


def send(email=EMAIL, wanted=("editor", "learner"), language="fr", body=CITY):
    return write(
        lambda session: invite(
            session, ADA, body=body, email=email, wanted=wanted, language=language, base="https://repere.example"
        )
    )


def waiting(body=CITY):
    with reading() as session:
        return invitations(session, body)


def messages():
    with reading() as session:
        return [(row.to, row.text) for row in session.exec(select(Mail).order_by(Mail.created_at, Mail.id))]


def test_an_invitation_is_a_message_and_a_line_that_waits(fresh):
    assert send(" Nouvelle@Moufles.example ".strip())
    (row,) = waiting()
    assert (row.email, row.roles) == (EMAIL, ("editor", "learner"))
    ((to, text),) = messages()
    assert to == EMAIL
    assert "Rivière-aux-Moufles" in text
    assert "Rédaction, Membre" in text
    token = re.search(r"https://repere\.example/fr/acces/(\S+)", text)[1]
    with reading() as session:
        found = look(session, token)
        assert found
        assert (found.purpose, found.body, found.roles, found.created_by) == ("invite", CITY, row.roles, "ada")
        noted = session.exec(select(Audit).where(Audit.body == CITY)).all()
        assert [entry.action for entry in noted] == ["invitation.sent"]
        assert EMAIL not in repr([entry.model_dump() for entry in noted])


def test_a_second_invitation_ends_the_first(fresh):
    send()
    send(wanted=("validator",))
    (row,) = waiting()
    assert row.roles == ("validator",)
    tokens = [re.search(r"/fr/acces/(\S+)", text)[1] for _, text in messages()]
    with reading() as session:
        assert sorted(found.roles for token in tokens if (found := look(session, token))) == [("validator",)]


def test_an_invitation_is_withdrawn_by_its_own_body_alone(fresh):
    send()
    (row,) = waiting()
    assert not write(lambda session: withdraw_invitation(session, ADA, body="00002", identity=row.id))
    assert waiting()
    assert write(lambda session: withdraw_invitation(session, ADA, body=CITY, identity=row.id))
    assert not waiting()
    assert not write(lambda session: withdraw_invitation(session, ADA, body=CITY, identity=row.id))


def test_nobody_is_invited_who_is_there_already_but_who_is_elsewhere_is(fresh):
    def work(session):
        add_person(session, name="Bo", email=EMAIL, language="fr", identity="bo")
        set_roles(session, SYSTEM, person="bo", body="00002", wanted=["editor"])

    write(work)
    assert not send(body="00002")
    assert send()
