"""Opening the first door: once, and in the demonstration each role."""

import pytest
from litestar.testing import TestClient
from sqlmodel import func, select

from municipal.app import create_app
from municipal.db import reading, use
from municipal.people.tables import Factor, Identity, Membership, OneTime, Person, UserSession
from municipal.tenancy.guard import everything
from municipal.traces.tables import Audit
from tests.municipal.visiting import is_in

# CONTRACT.md, section 1.
CONTRACT = [
    *("learner", "editor", "validator", "buyer", "secretary", "evaluator", "curator", "curation_lead"),
    "privacy_officer",
]


def test_asvs_6_3_2_a_fresh_install_has_no_account_that_can_sign_in(real):
    with everything("test of a fresh install"), reading() as session:
        counts = [
            session.exec(select(func.count()).select_from(table)).one()
            for table in (Person, Membership, Identity, Factor, UserSession, OneTime)
        ]
    assert counts == [0] * 6


def visit(world):
    """A browser on the world's site, which a command has closed meanwhile."""
    use(world.database)
    visitor = TestClient(create_app(world.settings), base_url="http://127.0.0.1:8000")
    visitor.follow_redirects = False
    return visitor


def test_the_first_administrator_comes_in_by_an_address_that_works_once_and_must_enrol_a_proof(command, fresh_real):
    ran = command(fresh_real, "first-administrator", "--email", "odile@mesange.example", "--json")
    assert ran.status == 0
    path = ran.json["url"]
    assert path.startswith("/fr/acces/")
    assert "odile" not in path

    visitor = visit(fresh_real)
    assert visitor.get(path).status_code == 200
    assert visitor.post(path, data={"name": "Odile Bouleau"}).status_code == 303
    assert not is_in(visitor)
    assert visitor.get("/fr/administration").headers["location"].startswith("/fr/compte/preuves")
    assert visitor.post(path, data={"name": "Odile Bouleau"}).status_code == 410
    with reading() as session:
        acts = session.exec(select(Audit.action).order_by(Audit.seq)).all()
    assert acts[-4:] == ["administrator.invited", "account.opened", "role.given", "sign_in.invitation"]

    again = command(fresh_real, "first-administrator", "--email", "rose@mesange.example", "--json")
    assert again.status == 2
    assert [one["rule"] for one in again.json["errors"]] == ["administrator"]
    assert command(fresh_real, "first-administrator", "--email", "rose@mesange.example", "--again").status == 0


@pytest.mark.parametrize("email", ["", "odile", "odile@", "a@b.ca, c@d.ca", "a@b.ca\nbcc: c@d.ca"])
def test_what_is_no_address_opens_no_first_account(command, real_sqlite, email):
    ran = command(real_sqlite, "first-administrator", "--email", email, "--json")
    assert ran.status == 2
    assert [one["rule"] for one in ran.json["errors"]] == ["email"]


def test_the_address_is_whole_where_the_site_says_its_own(command, fresh_real):
    ran = command(
        fresh_real, "first-administrator", "--email", "o@mesange.example", MUNI_BASE_URL="https://repere.example/"
    )
    assert ran.out.startswith("https://repere.example/fr/acces/")


def test_in_the_demonstration_each_role_of_the_contract_has_its_link(command, fresh):
    ran = {role: command(fresh, "sign-in-link", "--role", role, "--json") for role in CONTRACT}
    assert {one.status for one in ran.values()} == {0}
    visitor = visit(fresh)
    for role, one in ran.items():
        visitor.cookies.clear()
        assert visitor.post(one.json["url"]).status_code == 303
        assert is_in(visitor), role


def test_a_link_is_for_a_city_or_for_its_mrc(command, fresh):
    city = command(fresh, "sign-in-link", "--role", "editor", "--city", "00003", "--json")
    visitor = visit(fresh)
    visitor.post(city.json["url"])
    assert "Sainte-Brume" in visitor.get("/fr/compte").text
    mrc = command(fresh, "sign-in-link", "--role", "editor", "--city", "00003", "--mrc", "--json")
    visitor = visit(fresh)
    visitor.post(mrc.json["url"])
    assert "La Vallée-des-Fables" in visitor.get("/fr/compte").text


@pytest.mark.parametrize("role", CONTRACT)
def test_the_real_world_has_no_such_link(command, real_sqlite, role):
    ran = command(real_sqlite, "sign-in-link", "--role", role, "--json")
    assert ran.status == 2
    assert [one["rule"] for one in ran.json["errors"]] == ["demo"]


@pytest.mark.parametrize(
    ("arguments", "rule"),
    [
        (["--role", "mayor"], "role"),
        (["--role", "editor", "--city", "99999"], "city"),
        ([], "usage"),
    ],
)
def test_a_role_or_a_city_that_does_not_exist_is_refused_with_what_to_do(command, demo_sqlite, arguments, rule):
    ran = command(demo_sqlite, "sign-in-link", *arguments, "--json")
    assert ran.status == 2
    assert [one["rule"] for one in ran.json["errors"]] == [rule]
    assert ran.err.strip()
