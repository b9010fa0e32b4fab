"""Two addresses for supervisors: the process lives, and it can serve."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from municipal import health


def test_a_sound_installation_lives_and_is_ready(client):
    for path in ("/health/live", "/health/ready"):
        answer = client.get(path)
        assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
        assert answer.headers["content-type"] == "application/json"
        assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "change",
    ["UPDATE alembic_version SET version_num = '0000'", "DELETE FROM alembic_version", "DROP TABLE alembic_version"],
)
def test_a_database_at_another_schema_lives_and_is_not_ready(fresh, anew, change):
    site = anew(fresh)
    assert site.get("/health/ready").status_code == 200
    with fresh.database.engine.begin() as connection:
        connection.execute(text(change))
    answer = site.get("/health/ready")
    assert answer.status_code == 503
    assert answer.json()["status"] == 503
    assert answer.headers["cache-control"] == "no-store"
    assert site.get("/health/live").status_code == 200


def test_a_database_that_does_not_answer_is_not_ready(client, monkeypatch):
    def silent():
        raise OperationalError("SELECT", {}, Exception("no connection"))

    monkeypatch.setattr(health, "reading", silent)
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert "no connection" not in answer.text
    assert client.get("/health/live").status_code == 200


def test_the_answers_are_not_part_of_the_described_api(client):
    described = client.get("/schema/openapi.json").json()["paths"]
    assert described
    assert all(path.startswith("/api/v1/") for path in described)
