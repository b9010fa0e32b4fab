"""Who helps: by kind, by domain, and what is over says so."""

import datetime as dt

from sqlmodel import select

from municipal.db import reading, writing
from municipal.resources import queries
from municipal.resources.queries import KINDS, for_domains, resources
from municipal.resources.tables import Resource


def test_every_resource_is_listed_by_name_in_both_languages(real):
    with reading() as session:
        french, english = resources(session, "fr"), resources(session, "en")
        assert len(french) == len(session.exec(select(Resource)).all()) > 0
    assert [row.id for row in french] == [row.id for row in english]
    assert all(
        one.summary and other.summary and one.summary != other.summary
        for one, other in zip(french, english, strict=True)
    )
    assert {row.kind for row in french} <= set(KINDS)
    assert all(row.source_title and row.read_on for row in french)


def test_a_kind_and_a_domain_keep_theirs_and_what_serves_every_domain(real):
    with reading() as session:
        every = resources(session, "fr")
        for kind in KINDS:
            assert [row.id for row in resources(session, "fr", kind=kind)] == [
                row.id for row in every if row.kind == kind
            ]
        water = resources(session, "fr", domain="D:eau")
        assert {row.id for row in water} == {row.id for row in every if not row.domains or "D:eau" in row.domains}


DATES = [
    ("open", None, False),
    ("closed", None, True),
    ("unknown", None, False),
    ("open", "2026-11-21", True),
    ("open", "2026-11-22", False),
    ("open", "2026-11", False),
    ("open", "2026-10", True),
    ("open", "2026", False),
    ("open", "2025", True),
    ("closed", "2030-01-01", True),
]


def test_what_is_over_is_marked(fresh, monkeypatch):
    monkeypatch.setattr(queries, "today", lambda: dt.date(2026, 11, 22))
    with writing(public=True) as session:
        wanted = {}
        for row, (status, deadline, expired) in zip(session.exec(select(Resource)), DATES, strict=False):
            row.status, row.deadline = status, deadline
            wanted[row.id] = (status, deadline, expired)
    assert len(wanted) == len(DATES)
    with reading() as session:
        found = {row.id: (row.status, row.deadline, row.expired) for row in resources(session, "fr")}
    assert {one: found[one] for one in wanted} == wanted


def test_what_is_over_is_said_on_the_page(real_client, real):
    with reading() as session:
        over = [row.id for row in resources(session, "fr") if row.expired]
    assert over
    text = real_client.get("/fr/ressources").text
    for one in over:
        card = text.split(f'id="{one}"')[1].split("</article>")[0]
        assert "tag--old" in card


def test_what_helps_with_a_need_is_open_near_and_people_come_first(real):
    with reading() as session:
        known = {row.id: row for row in resources(session, "fr")}
        for domain in {node for row in known.values() for node in row.domains} | {"D:eau", "D:voirie"}:
            found = for_domains(session, [domain], "fr")
            assert 0 < len(found) <= 6
            assert len({row.id for row in found}) == len(found)
            assert not any(row.expired or row.scope == "international" for row in found)
            assert all(not row.domains or domain in row.domains for row in found)
            people = [row.kind == "accompaniment" for row in found]
            assert people == sorted(people, reverse=True)


def test_without_a_domain_only_what_serves_all_helps(real):
    with reading() as session:
        assert all(not row.domains for row in for_domains(session, [], "fr"))
