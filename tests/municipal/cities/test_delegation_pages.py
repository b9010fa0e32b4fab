"""A delegation: proposed by the city, answered by its MRC, ended by either; nobody is on both sides of it."""

import pytest

from municipal.db import reading, write
from municipal.people.delegations import of_city, propose
from municipal.people.queries import set_roles
from municipal.traces.chain import SYSTEM, By

CITY, MRC = "00002", "mrc:992"
HERE, THERE = f"/fr/ma-ville/{CITY}/delegation", f"/fr/ma-ville/{MRC}/delegation"


def state(city=CITY):
    with reading() as session:
        row = of_city(session, city)
    return "none" if row is None else "agreed" if row.accepted_at else "proposed"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_both_sides_agree_and_either_ends_it(signed_in, press, trace, language):
    here = {"fr": HERE, "en": f"/en/my-city/{CITY}/delegation"}[language]
    there = {"fr": THERE, "en": f"/en/my-city/{MRC}/delegation"}[language]
    mayor, warden = signed_in("administrator", CITY), signed_in("administrator", CITY, mrc=True)
    assert state() == "none"
    proposed = press(mayor, here, "propose")
    assert (proposed.status_code, state()) == (303, "proposed")
    assert "Sainte-Brume" in warden.get(there).text
    assert (press(warden, there, "accept").status_code, state()) == (303, "agreed")
    assert (press(mayor, here, "end").status_code, state()) == (303, "none")
    press(mayor, here, "propose")
    assert (press(warden, there, "end").status_code, state()) == (303, "none")
    assert trace(CITY)[-5:] == [f"delegation.{one}" for one in ("proposed", "accepted", "ended", "proposed", "ended")]


def test_it_is_agreed_by_administrators_and_never_by_one_person_alone(signed_in):
    for role, body, act in (("editor", CITY, "propose"), ("validator", CITY, "end"), ("editor", MRC, "accept")):
        me = signed_in(role, CITY, mrc=body == MRC)
        form = {"act": act, "id": "x"}
        assert me.post(f"/fr/ma-ville/{body}/delegation", data=form, follow_redirects=False).status_code == 403, act
    me = signed_in("administrator", CITY)
    write(
        lambda session: set_roles(
            session, SYSTEM, person="demo-administrator-00002", body=MRC, wanted=["administrator"]
        )
    )
    me.post(HERE, data={"act": "propose"})
    with reading() as session:
        identity = of_city(session, CITY).id
    assert me.post(THERE, data={"act": "accept", "id": identity}).status_code == 409
    assert state() == "proposed"


def test_another_mrc_or_city_answers_nothing(signed_in):
    write(lambda session: propose(session, By("someone"), city=CITY, mrc=MRC))
    with reading() as session:
        identity = of_city(session, CITY).id
    other = signed_in("administrator", "00001", mrc=True)
    for act in ("accept", "end"):
        assert other.post("/fr/ma-ville/mrc:991/delegation", data={"act": act, "id": identity}).status_code == 409
        assert other.post(THERE, data={"act": act, "id": identity}).status_code == 404
    neighbour = signed_in("administrator", "00003")
    assert neighbour.post("/fr/ma-ville/00003/delegation", data={"act": "end", "id": identity}).status_code == 409
    assert state() == "proposed"


def test_a_city_without_an_mrc_is_told_so(signed_in):
    me = signed_in("administrator", "00008")
    assert "n’appartient à aucune MRC" in me.get("/fr/ma-ville/00008/delegation").text
    assert me.post("/fr/ma-ville/00008/delegation", data={"act": "propose"}).status_code == 409
    assert me.post("/fr/ma-ville/00008/delegation", data={"act": "nothing"}).status_code == 404


def test_a_proposal_sent_twice_is_one(signed_in, trace):
    me = signed_in("administrator", CITY)
    form = {"act": "propose", "once": "b" * 22}
    first, second = (me.post(HERE, data=form, follow_redirects=False) for _ in range(2))
    assert (first.status_code, first.headers["location"]) == (second.status_code, second.headers["location"])
    assert trace(CITY).count("delegation.proposed") == 1
