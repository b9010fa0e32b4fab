"""Who is told of a project, and what stops it."""

import pytest

from municipal.alerts.codes import search_code
from municipal.db import write
from municipal.people.queries import set_roles
from municipal.people.tables import Person
from municipal.traces.chain import SYSTEM, now
from tests.municipal.alerts.around import contest, fix, offer, opened, soon


@pytest.mark.parametrize("change", ["role", "removed", "disabled", "notices", "email"])
def test_a_project_is_told_to_who_still_holds_a_role_there_and_wants_messages(keeper, mails, at, change):
    solution = offer()
    who = keeper("buyer", **({"notices": {"notices": False}, "email": {"email": None}}.get(change, {})))
    witness = keeper("buyer")
    project = opened(who.id)
    fix(project, {solution: "Compteur"}, by=witness.id)
    if change == "role":
        # A member of the city does not read its projects.
        write(lambda session: set_roles(session, SYSTEM, person=who.id, body="00004", wanted=["learner"]))
    if change == "removed":
        write(lambda session: set_roles(session, SYSTEM, person=who.id, body="00004", wanted=[]))
    if change == "disabled":
        write(lambda session: setattr(session.get(Person, who.id), "disabled_at", now()))
    at(2)
    contest(solution)
    soon()
    assert mails(who) == []
    assert len(mails(witness)) == 1


def test_the_address_of_a_project_stops_its_messages_alone(keeper, nobody, mails, at):
    solution = offer()
    who = keeper("buyer")
    fix(opened(who.id), {solution: "Alpha"}, by=who.id)
    fix(opened(who.id, title="Un autre projet"), {solution: "Bêta"}, by=who.id)
    at(2)
    contest(solution)
    soon()
    row = next(row for row in who.searches if row.name == "Compter les visiteurs du parc")
    nobody.post(f"/fr/recherches/arreter/{search_code(row.id)}", data={"List-Unsubscribe": "One-Click"})
    at(3)
    contest(solution)
    soon()
    _, mail = mails(who)
    assert "Bêta" in mail.text
    assert "Alpha" not in mail.text
    # What was told of a project is no search: it stays, or it would be told again.
    who.come_back()
    assert who.send(act="remove", id=row.id).status_code == 303
    assert len(who.searches) == 2
    assert "Projets dont vous recevez des nouvelles" in who.get("/fr/compte/recherches").text
