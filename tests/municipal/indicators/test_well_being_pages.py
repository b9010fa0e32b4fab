"""A page per dimension: its indicators, what a city follows of it, and what moved."""

import re

import pytest
from litestar.testing import TestClient

from municipal.db import reading
from municipal.indicators.queries import DIMENSIONS, tracked_ids
from municipal.indicators.well_being import view

FRENCH, ENGLISH = "/fr/bien-etre/", "/en/well-being/"


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_without_a_city_every_indicator_shows_with_how_many_follow_it(client, dimension):
    text = client.get(FRENCH + dimension).text
    rows = client.get(f"/api/v1/indicateurs?dimension={dimension}").json()
    assert set(re.findall(r'href="/fr/indicateurs/([a-z0-9-]+)"', text)) == {row["id"] for row in rows}
    assert text.count("Aucune ville ne le suit encore ici.") == sum(not row["cities"] for row in rows)
    assert "statcan.gc.ca" in text


def test_a_city_shows_what_it_follows_and_what_it_does_not(demo):
    with reading() as session:
        mine = tracked_ids(session, "00003")
        shown = {dimension: view(session, "00003", dimension, "fr") for dimension in DIMENSIONS}
    assert {one.row.id for found in shown.values() for one in found.followed} == mine
    for found in shown.values():
        assert not {one.id for one in found.others} & mine
        for one in found.followed:
            assert (one.move.verdict == "describes") is (one.row.kind == "context")
            assert bool(one.curve) is (len(one.points) > 1)


@pytest.mark.parametrize(("path", "name"), [(FRENCH, "ville"), (ENGLISH, "city")])
def test_the_table_says_first_and_last_reading_and_what_moved(client, path, name):
    text = client.get(f"{path}prosperity?{name}=00002").text
    body = text.partition("<tbody>")[2].partition("</tbody>")[0]
    assert body.count("<tr>") >= 1
    # What only describes the city is never better nor worse.
    assert ">mieux<" not in body
    assert ">moins bien<" not in body


def test_a_name_leads_to_the_city_and_homonyms_are_asked_about(client):
    assert "Ce que la ville suit" in client.get(f"{FRENCH}environment?ville=Port-Mélisse").text
    asked = client.get(f"{FRENCH}environment?ville=Sainte-Brume").text
    assert "ville=00002" in asked
    assert "ville=00003" in asked
    assert "aucune municipalité ne le porte" in client.get(f"{FRENCH}environment?ville=Zzyzx").text


def test_an_unknown_dimension_does_not_exist(client):
    assert client.get(f"{FRENCH}happiness").status_code == 404
    assert client.get(f"{FRENCH}health?ville={'x' * 121}").status_code == 400


def test_the_catalogue_and_the_municipality_lead_there(client: TestClient):
    assert 'href="/fr/bien-etre/health"' in client.get("/fr/indicateurs").text
    assert 'href="/fr/bien-etre/health?ville=00007"' in client.get("/fr/municipalites/00007").text
