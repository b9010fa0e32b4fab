"""Public notices and contracts as JSON."""

import pytest

from tests.municipal.notices.test_pages import NEED, ROAD


def test_a_need_answers_with_what_is_like_it_and_why(site):
    found = site.get("/api/v1/avis", params={"besoin": NEED}).json()
    assert {row["notice"]["ocid"] for row in found} == ROAD
    assert all(row["nodes"] == ["D:voirie"] for row in found)
    assert len(site.get("/api/v1/avis", params={"besoin": NEED, "limit": 2}).json()) == 2
    assert site.get("/api/v1/avis", params={"besoin": ""}).json() == []


def test_without_a_need_the_newest_come_first(site):
    days = [row["notice"]["date"] for row in site.get("/api/v1/avis").json()]
    assert len(days) >= 18
    assert days == sorted(days, reverse=True)


def test_a_notice_has_its_contracts_in_cents_and_its_releases(site):
    found = site.get("/api/v1/avis/demo-avis-0001").json()
    assert [(row["awarded"], row["final"], row["neq"]) for row in found["contracts"]] == [
        (11_840_000, 13_125_050, "1199990111")
    ]
    assert len(found["releases"]) == 3
    assert found["notice"]["unspsc"] == ["43232600", "81111500"]


def test_a_supplier_has_its_contracts(site):
    found = site.get("/api/v1/fournisseurs/boussole-routiere/contrats").json()
    assert [row["ocid"] for row in found] == ["demo-avis-0002", "demo-avis-0001"]
    assert site.get("/api/v1/fournisseurs/suite-orignal/contrats").json() == []


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/v1/avis/rien", 404),
        ("/api/v1/fournisseurs/rien/contrats", 404),
        ("/api/v1/avis?limit=0", 400),
        ("/api/v1/avis?limit=31", 400),
        ("/api/v1/avis?besoin=a&besoin=b", 400),
    ],
)
def test_what_cannot_be_answered_is_a_problem(site, path, status):
    answer = site.get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("application/problem+json")
