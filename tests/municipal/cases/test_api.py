"""The same cases as JSON, with the same filters."""

import pytest

from municipal.cases.queries import answering, cases, keep

PATH = "/api/v1/cas"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_all_cases_of_the_world_are_answered_in_the_language_asked(client, language):
    found = client.get(PATH, params={"lang": language}).json()
    rows = cases(language, demo=True)
    assert [(row["id"], row["problem"], row["read_on"]) for row in found] == [
        (row.id, row.problem, row.read_on.isoformat()) for row in rows
    ]
    assert {row["kind"] for row in found} == {"documented"}


@pytest.mark.parametrize(
    ("asked", "name", "value"),
    [
        ("state", "state", "stopped"),
        ("effect", "effect", "not_measured"),
        ("domain", "domain", "D:voirie"),
        ("place", "place", "quebec"),
        ("size", "population", "unknown"),
    ],
)
def test_a_filter_keeps_what_the_page_keeps(real_client, asked, name, value):
    found = [row["id"] for row in real_client.get(PATH, params={asked: value}).json()]
    assert found == [row.id for row in keep(cases("fr", demo=False), {name: [value]})]


def test_a_need_is_answered_as_on_the_page(real_client):
    found = [row["id"] for row in real_client.get(PATH, params={"need": "nids-de-poule"}).json()]
    assert found == [row.id for row in answering(cases("fr", demo=False), "nids-de-poule")] != []


def test_a_case_is_answered_by_its_id_in_its_own_world(client):
    one = cases("en", demo=True)[0]
    assert client.get(f"{PATH}/{one.id}", params={"lang": "en"}).json()["title"] == one.title
    assert client.get(f"{PATH}/{cases('fr', demo=False)[0].id}").status_code == 404


@pytest.mark.parametrize(
    "query", ["state=abandoned", "effect=success", "place=europe", "size=5", "lang=es", "state=idea&state=pilot"]
)
def test_a_wrong_filter_is_refused(client, query):
    answer = client.get(f"{PATH}?{query}")
    assert answer.status_code == 400
    assert answer.headers["content-type"].startswith("application/problem+json")
