"""The same courses as JSON, with the same filters."""

import pytest

from municipal.courses.queries import courses, keep

PATH = "/api/v1/formations"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_all_courses_are_answered_in_the_language_asked(client, language):
    found = client.get(PATH, params={"lang": language}).json()
    assert [row["id"] for row in found] == [row.id for row in courses(language)]
    assert [row["content"] for row in found] == [row.content for row in courses(language)]
    assert {row["checked_on"] for row in found} == {row.checked_on.isoformat() for row in courses(language)}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("language", "unknown"),
        ("format", "online"),
        ("duration", "300"),
        ("cost", "free"),
        ("certificate", "yes"),
        ("level", "2"),
        ("quebec", "yes"),
    ],
)
def test_a_filter_keeps_what_the_page_keeps(client, name, value):
    found = [row["id"] for row in client.get(PATH, params={name: value}).json()]
    assert found == [row.id for row in keep(courses("fr"), {name: [value]})]
    assert 0 < len(found) < len(courses("fr"))


def test_what_is_unknown_is_null_and_never_a_price(client):
    found = client.get(PATH, params={"cost": "unknown"}).json()
    assert {row["price"] for row in found} == {"unknown"}
    assert all(row["cost"] is None for row in found)


@pytest.mark.parametrize("query", ["cost=cheap", "level=0", "lang=es", "quebec=true", "cost=free&cost=paid"])
def test_a_wrong_filter_is_refused(client, query):
    answer = client.get(f"{PATH}?{query}")
    assert answer.status_code == 400
    assert answer.headers["content-type"].startswith("application/problem+json")
