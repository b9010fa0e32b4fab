"""The counts of a service."""

from municipal.db import reading, write
from municipal.people.census import Census, census
from municipal.people.openings import ask
from municipal.people.queries import add_person, set_roles
from municipal.traces.chain import NOBODY, SYSTEM


def test_persons_open_bodies_and_requests_are_counted(fresh):
    with reading() as session:
        before = census(session)

    def work(session):
        for name, body, role in (
            ("ada", "00001", "administrator"),
            ("bo", "00001", "editor"),
            ("cy", "00004", "editor"),
        ):
            add_person(session, name=name, email=None, language="fr", identity=name)
            set_roles(session, SYSTEM, person=name, body=body, wanted=[role])
        ask(session, NOBODY, city="00005", name="Dé", email="de@ville.example", language="fr", base="")

    write(work)
    with reading() as session:
        assert census(session) == Census(before.persons + 3, before.bodies + 1, before.waiting + 1)
