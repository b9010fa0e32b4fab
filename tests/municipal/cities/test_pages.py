"""« Ma ville »: straight to the one body, a choice between several, and a home that shows what waits."""

import pytest

from municipal.db import write
from municipal.people.delegations import accept, propose
from municipal.people.queries import set_roles
from municipal.traces.chain import SYSTEM, By

CITY, MRC = "00002", "mrc:992"


def delegate(city=CITY):
    write(lambda session: propose(session, By("someone"), city=city, mrc=MRC))

    def work(session):
        from municipal.people.delegations import of_city

        accept(session, By("someone else"), mrc=MRC, identity=of_city(session, city).id)

    write(work)


def also(person, role, body):
    write(lambda session: set_roles(session, SYSTEM, person=person, body=body, wanted=[role], keep=True))


def test_who_has_one_body_is_led_to_it_and_who_has_several_chooses(signed_in):
    me = signed_in("editor", CITY)
    answer = me.get("/fr/ma-ville", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/fr/ma-ville/{CITY}")
    also("demo-editor-00002", "editor", MRC)
    text = me.get("/en/my-city", follow_redirects=False).text
    assert f'href="/en/my-city/{CITY}"' in text
    assert f'href="/en/my-city/{MRC}"' in text


def test_the_home_shows_what_each_role_may_do(signed_in):
    shown = {}
    for role in ("learner", "administrator", "privacy_officer"):
        text = signed_in(role, CITY).get(f"/fr/ma-ville/{CITY}").text
        shown[role] = {
            name
            for name in (
                "presentation",
                "indicateurs",
                "personnes",
                "delegation",
                "journal",
                "consultations",
                "incidents",
            )
            if f'href="/fr/ma-ville/{CITY}/{name}"' in text
        }
    everybody = {"presentation", "indicateurs", "personnes", "delegation"}
    assert shown["learner"] == everybody
    assert shown["administrator"] == everybody | {"journal"}
    assert shown["privacy_officer"] == everybody | {"journal", "consultations", "incidents"}


def test_what_is_another_bodys_or_nobodys_does_not_exist(signed_in, visitor):
    me = signed_in("administrator", CITY)
    pages = ("", "/personnes", "/delegation", "/indicateurs", "/presentation", "/journal")
    for body in ("00003", MRC, "province", "99999", "mrc:nowhere", "x"):
        for name in pages:
            assert me.get(f"/fr/ma-ville/{body}{name}", follow_redirects=False).status_code == 404, (body, name)
    for body in (CITY, "99999"):
        answer = visitor().get(f"/fr/ma-ville/{body}", follow_redirects=False)
        assert (answer.status_code, answer.headers["location"].partition("?")[0]) == (303, "/fr/connexion")
    service = signed_in("instance_administrator")
    assert service.get("/fr/ma-ville/99999").status_code == 404
    assert service.get(f"/fr/ma-ville/{CITY}").status_code == 200


@pytest.mark.parametrize("page", ["presentation", "indicateurs"])
def test_a_page_of_a_city_is_not_one_of_its_mrc(signed_in, page):
    assert signed_in("editor", CITY, mrc=True).get(f"/fr/ma-ville/{MRC}/{page}").status_code == 404


def test_who_is_there_by_a_delegation_sees_what_it_is_for_and_nothing_else(signed_in):
    me = signed_in("validator", CITY, mrc=True)
    assert me.get(f"/fr/ma-ville/{CITY}").status_code == 404
    delegate()
    text = me.get(f"/fr/ma-ville/{CITY}").text
    assert "par délégation" in text
    assert f'href="/fr/ma-ville/{CITY}/personnes"' not in text
    seen = {
        name: me.get(f"/fr/ma-ville/{CITY}/{name}").status_code
        for name in ("presentation", "indicateurs", "personnes", "delegation", "journal")
    }
    assert seen == {"presentation": 200, "indicateurs": 200, "personnes": 404, "delegation": 404, "journal": 403}
    assert f'href="/fr/ma-ville/{CITY}/presentation"' in me.get(f"/fr/ma-ville/{MRC}").text


def test_a_delegation_that_waits_calls_the_one_who_may_answer(signed_in):
    write(lambda session: propose(session, By("someone"), city=CITY, mrc=MRC))
    calls = '<li><a href="/fr/ma-ville/mrc:992/delegation">'
    assert calls in signed_in("administrator", CITY, mrc=True).get(f"/fr/ma-ville/{MRC}").text
    assert calls not in signed_in("learner", CITY, mrc=True).get(f"/fr/ma-ville/{MRC}").text


def test_a_person_without_a_body_is_told_what_to_do(signed_in):
    me = signed_in("editor", CITY)
    write(lambda session: set_roles(session, SYSTEM, person="demo-editor-00002", body=CITY, wanted=[]))
    answer = me.get("/en/my-city", follow_redirects=False)
    assert answer.status_code == 200
    assert 'href="/en/open-my-city"' in answer.text
