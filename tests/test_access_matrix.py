"""Every route × every role × one's own body and another's: what the table of rules says is what the site does."""

import csv

import pytest

from municipal.db import write
from municipal.paths import ROOT, SEED
from municipal.people.factors import add_factor
from municipal.people.queries import add_person, set_roles
from municipal.people.sessions import begin
from municipal.projects.tables import Project
from municipal.traces.chain import SYSTEM, By, now

PROJECT = "0123456789abcdef"
OWN, OTHER, MRC, PROVINCE = "00003", "00005", "mrc:992", "province"
LOCAL = "municipality"


def table(name):
    """The file as anyone reads it: without the program's own reader."""
    lines = [line for line in (SEED / "access" / name).read_text("utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines))


ROLES = {row["role"]: row for row in table("roles.csv")}
RULES = table("rules.csv")
WHO = ["anonymous", "enrol", "prove", "person", *ROLES]


def home(role):
    """Where a role is held in this test."""
    return OWN if LOCAL in ROLES[role]["bodies"].split() else PROVINCE


def routes(application):
    """Every route with what its handler says of itself, once per language pair."""
    found = []
    for route in application.routes:
        for handler in getattr(route, "route_handlers", []):
            methods = sorted(handler.http_methods - {"OPTIONS", "HEAD"})
            found += [(method, route.path, handler.opt) for method in methods]
    return found


def wanted(who, opt, body):
    """What the table alone says: in, sign_in, enrol, prove, hidden (another body's) or refused (one's own)."""
    stated = [rule for rule in RULES if rule["action"] == opt["action"]]
    if any(rule["role"] == "anyone" for rule in stated):
        return "in"
    if who == "anonymous":
        return "sign_in"
    if who in ("enrol", "prove"):
        halfway = [rule for rule in stated if rule["role"] == "pending"]
        free = [rule for rule in halfway if rule["condition"] != "no_factor" or who == "enrol"]
        return "in" if free else who
    held = home(who) if who in ROLES else None
    for rule in stated:
        if rule["role"] == "person":
            return "in"
        if rule["role"] != who:
            continue
        if not body or (rule["scope"] == "all" and held == PROVINCE) or (rule["scope"] == "own_body" and held == body):
            return "in"
    return "refused" if not body or body == held else "hidden"


def done(answer):
    """What the site did, in the same words; what a handler says of the object itself is a way of being in."""
    there = answer.headers.get("location", "")
    if answer.status_code in (301, 302, 303, 307, 308) and "retour=" in there:
        for part, word in (
            ("/connexion/preuve", "prove"),
            ("/compte/preuves", "enrol"),
            ("/connexion/confirmer", "in"),
        ):
            if there.startswith(f"/fr{part}"):
                return word
        return "sign_in" if there.startswith("/fr/connexion?") else "in"
    return {401: "unproven", 403: "refused", 404: "hidden"}.get(answer.status_code, "in")


@pytest.fixture
def people(fresh):
    """A person of each kind; roles are held in one body alone."""

    def work(session):
        made = {}
        for who in WHO[1:]:
            identity = f"m-{who}".replace("_", "-")
            add_person(session, name=who, email=None, language="fr", identity=identity)
            if who in ROLES:
                set_roles(session, SYSTEM, person=identity, body=home(who), wanted=[who])
            made[who] = identity
        set_roles(session, SYSTEM, person=made["enrol"], body=OWN, wanted=["administrator"])
        began = {"opened_by": "system", "opened_at": now()}
        session.add(Project(city=OWN, id=PROJECT, title="Essai", words="nids-de-poule", language="fr", **began))
        return made

    people = write(work)
    write(lambda session: _factor(session, people["prove"]))
    return people


def _factor(session, identity):
    add_factor(session, By(identity), kind="totp", name="", secret="x")  # noqa: S106 - nothing that opens


def cookie(people, who):
    """The cookie of a new session: some of the routes end it."""
    level = 1 if who in ("enrol", "prove") else 2
    return {"sid": write(lambda session: begin(session, people[who], level=level, browser="essai"))}


def test_every_route_names_an_action_of_the_table_and_every_action_is_used(demo_sqlite):
    named = {opt.get("action") for _, _, opt in routes(demo_sqlite.app)}
    assert None not in named
    stated = {rule["action"] for rule in RULES}
    assert named <= stated
    # What no route names is asked about an object that a route has found.
    code = "".join(path.read_text("utf-8") for path in (ROOT / "municipal").rglob("*.py"))
    assert {action for action in stated - named if f'"{action}"' not in code} == set()


def test_every_rule_speaks_of_a_role_that_exists():
    assert {rule["role"] for rule in RULES} <= {*ROLES, "anyone", "pending", "person"}


@pytest.mark.parametrize("who", WHO)
def test_asvs_8_2_1_8_2_2_a_role_gets_what_the_table_says_and_nothing_else(writer, fresh, people, who):
    wrong, tried = [], 0
    for method, path, opt in routes(fresh.app):
        if not path.startswith(("/fr", "/api", "/health", "/sitemap", "/robots")) and path != "/":
            continue
        named = opt.get("body", "")
        bodies = {"": [""], PROVINCE: [PROVINCE]}.get(named, [home(who) if who in ROLES else OWN, OTHER, MRC, PROVINCE])
        for body in dict.fromkeys(bodies):
            address = path.replace(f"{{{named}:str}}", body or "x") if named and named != PROVINCE else path
            address = address.replace("{id:str}", "x").replace("{code:str}", "x")
            writer.cookies = {} if who == "anonymous" else cookie(people, who)
            # Pages of a project say which one they are about.
            wants_one = method == "GET" and opt["action"].startswith("project.") and opt["action"] != "project.visit"
            about = f"?project={PROJECT}&step=need&document=need" if wants_one else ""
            answer = writer.request(method, address + about, follow_redirects=False)
            want, got = wanted(who, opt, body), done(answer)
            tried += 1
            assert answer.status_code < 500, (method, address, answer.status_code)
            if got == "unproven":
                assert method != "GET" or address.startswith("/api"), address
                got = want if want in ("sign_in", "enrol", "prove", "in") else got
            # Let in, one may still name an object that is not there, send a form that says nothing, or ask the
            # province for a page that only a city has.
            vain = "/x" in address or method == "POST" or body in (PROVINCE, MRC)
            nothing_there = want == "in" and got == "hidden" and vain
            if got != want and not nothing_there:
                wrong.append((method, address, want, got, answer.status_code))
    assert wrong == []
    assert tried > 60
