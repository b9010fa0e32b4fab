"""The administration of the service: counts, requests, and the way to the people of any body."""

import re

from sqlmodel import select

from municipal.db import reading, write
from municipal.people.openings import ask, is_open
from municipal.traces.chain import NOBODY
from municipal.traces.tables import Access

HERE, OPENINGS = "/fr/administration", "/fr/administration/villes"


def wish(city, email="ada@moufles.example"):
    write(lambda session: ask(session, NOBODY, city=city, name="Ada Moufle", email=email, language="fr", base=""))


def opened(city):
    with reading() as session:
        return is_open(session, city)


def test_the_service_opens_a_city_or_refuses_and_the_person_is_told(signed_in, press, mails, trace):
    wish("00001")
    wish("00004", "bo@fablerive.example")
    me = signed_in("instance_administrator")
    assert re.search(r"en attente</dt><dd[^>]*>2 ", me.get(HERE).text)
    shown = me.get(OPENINGS).text
    assert "ada@moufles.example" in shown
    assert press(me, OPENINGS, "accept", which=0).status_code == 303
    assert press(me, OPENINGS, "refuse").status_code == 303
    assert (opened("00001"), opened("00004")) == (True, False)
    assert len(mails("ada@moufles.example")) == 1
    assert mails("bo@fablerive.example") == []
    assert "Aucune demande n’attend" in me.get(OPENINGS).text
    assert "opening.opened" in trace("00001")
    assert trace("00004")[-1] == "opening.refused"


def test_a_request_is_answered_once(signed_in):
    wish("00001")
    me = signed_in("instance_administrator")
    identity = re.search(r'name="id" value="([0-9a-f]+)"', me.get(OPENINGS).text)[1]
    assert me.post(OPENINGS, data={"act": "accept", "id": identity, "city": "00004"}).status_code == 409
    assert (
        me.post(OPENINGS, data={"act": "refuse", "id": identity, "city": "00001"}, follow_redirects=False).status_code
        == 303
    )
    assert me.post(OPENINGS, data={"act": "accept", "id": identity, "city": "00001"}).status_code == 409
    assert not opened("00001")
    assert me.post(OPENINGS, data={"act": "nothing", "id": identity}).status_code == 404


def test_who_read_the_requests_is_kept(signed_in):
    me = signed_in("instance_administrator")
    me.get(OPENINGS)
    with reading() as session:
        (row,) = session.exec(select(Access).where(Access.body == "province")).all()
    assert (row.action, row.object_type) == ("opening.decide", "opening")


def test_only_the_service_sees_it(signed_in, visitor):
    for page in (HERE, OPENINGS):
        assert visitor().get(page, follow_redirects=False).headers["location"].startswith("/fr/connexion")
        assert signed_in("administrator", "00001").get(page).status_code == 404
        assert signed_in("curator").get(page).status_code == 403
    assert signed_in("curator").post(OPENINGS, data={"act": "accept", "id": "x"}).status_code == 403


def test_a_name_leads_to_the_people_of_a_city_and_of_its_mrc(signed_in):
    me = signed_in("instance_administrator")
    text = me.get(f"{HERE}?q=sainte-brume").text
    for body in ("00002", "00003", "mrc:992"):
        assert f'href="/fr/ma-ville/{body}/personnes?manage=yes"' in text
    assert "/fr/ma-ville/None" not in me.get(f"{HERE}?q=val-mirador").text
    assert 'href="/fr/ma-ville/province/personnes?manage=yes"' in me.get(HERE).text
