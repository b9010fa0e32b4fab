"""Every read of what is sensitive stands in the register before its answer leaves, and no other GET writes."""

import pytest
from litestar.testing import TestClient
from sqlalchemy import select, text
from sqlmodel import SQLModel

from municipal.db import current, reading, write
from municipal.privacy.access_pages import sensitive
from municipal.sign_in.demonstration import sign_in_link
from municipal.tenancy.guard import everything
from municipal.traces.accesses import NOTED, PAGE, accesses, note
from municipal.web.addresses import ADDRESSES

CITY = "00002"
INCIDENTS = f"/fr/ma-ville/{CITY}/incidents"


@pytest.fixture
def browser(fresh):
    with TestClient(fresh.app) as client:
        yield client


def signed_in(client, role):
    client.cookies.clear()
    path = write(lambda session: sign_in_link(session, role, city=CITY, mrc=False, language="fr"))
    client.post(path, follow_redirects=False)
    return client


def register():
    """Every line of the register, whatever the body."""
    stored = SQLModel.metadata.tables["access"]
    with everything("tests"), current().engine.connect() as connection:
        return [dict(row) for row in connection.execute(select(stored).order_by(stored.c.id)).mappings()]


def handlers(application):
    return [one for route in application.routes for one in getattr(route, "route_handlers", [])]


def test_every_route_that_says_sensitive_is_noted_and_every_noted_one_says_so(demo_sqlite):
    kinds = {one.kind for one in sensitive()}
    told = {}
    for handler in handlers(demo_sqlite.app):
        kind = getattr(handler.fn, NOTED, None)
        assert (kind is not None) == bool(handler.opt.get("sensitive")), handler
        if kind:
            told[handler.name or str(handler)] = kind
    assert len(told) >= 5
    assert set(told.values()) <= kinds


def test_a_sensitive_read_is_one_line_who_what_when_where(browser):
    signed_in(browser, "privacy_officer")
    assert browser.get(f"{INCIDENTS}?incident=new").status_code == 200
    (line,) = register()
    assert line.pop("id")
    assert line.pop("at").endswith("+00:00")
    assert line == {
        "person": f"demo-privacy-officer-{CITY}",
        "body": CITY,
        "action": "incident.read",
        "object_type": "incident",
        "object_id": "new",
        "request": INCIDENTS,
    }


def test_what_cannot_be_noted_is_not_shown(browser):
    """The register is away: the page answers 503, and its content does not leave; what is not sensitive goes on."""
    signed_in(browser, "privacy_officer")
    shown = browser.get(INCIDENTS)
    assert "Aucun incident n’est consigné" in shown.text
    with current().engine.begin() as connection:
        connection.execute(text("ALTER TABLE access RENAME TO access_away"))
    for path in (INCIDENTS, f"{INCIDENTS}?format=csv", f"{INCIDENTS}?incident=new"):
        answer = browser.get(path)
        assert answer.status_code == 503, path
        assert "incident n’est consigné" not in answer.text
        assert "text/html" in answer.headers["content-type"]
    assert browser.get("/fr/vie-privee").status_code == 200


def test_what_cannot_be_noted_is_not_done_either(browser):
    signed_in(browser, "privacy_officer")
    words = ("information", "circumstances", "sensitivity", "consequences", "likelihood", "measures")
    told = dict.fromkeys(words, "Des mots") | {"occurred_from": "2025", "aware_on": "2025-03-02", "serious": "no"}
    with current().engine.begin() as connection:
        connection.execute(text("ALTER TABLE access RENAME TO access_away"))
    assert browser.post(INCIDENTS, data=told).status_code == 503
    assert browser.post("/fr/compte/donnees/fichier").status_code == 503
    with current().engine.begin() as connection:
        connection.execute(text("ALTER TABLE access_away RENAME TO access"))
    assert "Aucun incident n’est consigné" in browser.get(INCIDENTS).text
    assert browser.post(INCIDENTS, data=told, follow_redirects=False).status_code == 303


def test_what_is_refused_leaves_no_line(browser):
    browser.get(INCIDENTS)
    signed_in(browser, "editor")
    assert browser.get(INCIDENTS).status_code == 403
    assert browser.get("/fr/ma-ville/00003/incidents").status_code == 404
    assert register() == []


def test_asvs_3_5_3_no_other_get_writes(browser):
    """Every page without a sensitive read leaves the database as it was."""
    signed_in(browser, "privacy_officer")
    stamp = SQLModel.metadata.tables["audit"]

    def state():
        with everything("tests"), current().engine.connect() as connection:
            return {
                table.name: connection.execute(select(text("count(*)")).select_from(table)).scalar_one()
                for table in SQLModel.metadata.tables.values()
            } | {"head": connection.execute(select(stamp.c.hash).order_by(stamp.c.seq.desc()).limit(1)).scalar_one()}

    before = state()
    for name in ("privacy", "my_data", "my_data_file", "my_data_erase", "account", "home"):
        for path in ADDRESSES[name].values():
            assert browser.get(path).status_code == 200, path
    assert state() == before


def test_the_register_of_a_body_is_its_own_latest_first_a_page_at_a_time(fresh):
    def fill(session):
        for number in range(PAGE + 3):
            note(session, person="a", body=CITY, action="x", kind="people", identity=str(number))
        note(session, person="b", body="00003", action="x", kind="people")

    write(fill)
    with reading() as session:
        first, total = accesses(session, CITY)
        second, _ = accesses(session, CITY, page=2)
        assert accesses(session, CITY, page=3) == ([], PAGE + 3)
        assert [row.person for row in accesses(session, "00003")[0]] == ["b"]
    assert total == PAGE + 3
    assert [int(row.object) for row in [*first, *second]] == list(range(PAGE + 2, -1, -1))


def test_a_long_identity_and_path_are_cut(fresh):
    write(lambda s: note(s, person="a", body=CITY, action="x", kind="people", identity="n" * 999, request="/" * 999))
    assert [(len(row["object_id"]), len(row["request"])) for row in register()] == [(200, 200)]
