"""The whole way through a provider that others wrote, over HTTP, as a browser goes it."""

import re
import secrets

import httpx
import pytest
from sqlalchemy import update
from sqlmodel import col, select

from municipal.db import reading, write
from municipal.keys import unsign
from municipal.people.queries import set_roles
from municipal.people.sessions import cookie_of
from municipal.people.tables import Identity, Membership, Person
from municipal.traces.chain import SYSTEM
from municipal.traces.tables import Audit
from tests.municipal.sign_in.entering import last_act, leaves
from tests.municipal.sign_in.stub_provider import TENANT, WORD, parameters, quiet
from tests.municipal.visiting import given, holding, is_in

pytestmark = quiet

HERE = "http://127.0.0.1:8000"


@pytest.fixture(scope="module")
def idp():
    """`oidc-provider-mock` on this machine; each test says for whom it speaks."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")
        from oidc_provider_mock import run_server_in_thread

        with run_server_in_thread(require_nonce=True) as server:
            yield f"http://localhost:{server.server_port}"


@pytest.fixture
def visitor(at, idp):
    return at(idp)


@pytest.fixture
def vouches(idp):
    """The provider knows somebody by these claims; what comes back is their name there."""

    def known(sub="", **claims):
        subject = sub or secrets.token_hex(8)
        told = {"email": f"{subject}@mesange.example", "name": "Odile Bouleau", "tid": TENANT, "oid": subject}
        told["email_verified"] = True
        httpx.put(f"{idp}/users/{subject}", json=told | claims).raise_for_status()
        return subject

    return known


def consents(there, **said):
    """What the person does at the provider: the path by which the browser comes back."""
    page = httpx.post(there, data=said)
    assert page.status_code == 302, page.text
    assert page.headers["Location"].startswith(HERE + "/")
    return page.headers["Location"].removeprefix(HERE)


def goes(visitor, subject, path="/fr/connexion/organisme/ville"):
    return visitor.get(consents(leaves(visitor, path), sub=subject))


def people(subject):
    with reading() as session:
        return session.exec(select(Identity.person).where(Identity.subject == subject)).all()


def acts(person):
    with reading() as session:
        return session.exec(select(Audit.action).where(Audit.actor == person).order_by(col(Audit.seq))).all()


def test_asvs_6_8_1_somebody_of_an_allowed_organization_enters_and_is_a_member_of_its_city(visitor, vouches, idp):
    subject = vouches()
    answer = goes(visitor, subject)
    assert (answer.status_code, answer.headers["location"]) == (303, "/fr/compte")
    assert is_in(visitor)
    [person] = people(subject)
    with reading() as session:
        held = session.exec(select(Membership.role, Membership.body).where(Membership.person == person)).all()
        row = session.exec(select(Identity).where(Identity.subject == subject)).one()
    assert held == [("learner", "00003")]
    assert row.issuer == idp
    assert acts(person) == ["account.opened", "identity.linked", "role.given", "sign_in.provider"]


def test_the_door_shows_a_plain_link_in_both_languages_that_keeps_where_one_wanted_to_go(visitor, vouches):
    page = visitor.get("/fr/connexion?retour=/fr/compte/sessions").text
    link = re.search(r'<a href="([^"]*organisme/ville[^"]*)">Compte de la ville</a>', page)[1]
    answer = goes(visitor, vouches(), link.replace("&amp;", "&"))
    assert answer.headers["location"] == "/fr/compte/sessions"
    assert ">City account</a>" in visitor.get("/en/sign-in").text


def test_in_english_one_comes_back_in_english(visitor, vouches):
    answer = goes(visitor, vouches(), "/en/sign-in/organization/ville?return=//evil.example")
    assert answer.headers["location"] == "/en/account"


def test_asvs_6_8_1_a_person_stays_the_same_when_their_address_and_name_change(at, idp, vouches):
    subject = vouches()
    goes(at(idp), subject)
    [person] = people(subject)
    vouches(subject, email=f"mariee.{subject}@mesange.example", name="Odile Sapin")
    other = at(idp)
    assert goes(other, subject).status_code == 303
    assert people(subject) == [person]
    assert is_in(other)


def test_asvs_10_5_2_the_address_of_somebody_else_opens_nothing_of_theirs(visitor, vouches, somebody):
    victim = somebody("editor", body="00005")
    subject = vouches(email=victim.email)
    goes(visitor, subject)
    [person] = people(subject)
    assert person != victim.id
    assert visitor.get("/fr/ma-ville/00005").status_code == 404


def test_an_organization_that_is_not_on_the_list_is_refused_with_what_to_do(visitor, vouches):
    subject = vouches(tid="6e3a1c9e-ffff-4a4a-9c9c-000000000009")
    answer = goes(visitor, subject)
    assert answer.status_code == 422
    assert "n’est pas sur la liste" in answer.text.replace("&#39;", "’")
    assert people(subject) == []
    assert not is_in(visitor)
    assert (last_act().actor, last_act().action) == ("unknown", "sign_in.refused.tenant")


def holds_strong_role(person):
    write(lambda session: set_roles(session, SYSTEM, person=person, body="province", wanted=["curator"], keep=True))


@pytest.mark.parametrize(
    ("claims", "inside"), [({}, False), ({"amr": ["pwd"]}, False), ({"amr": ["pwd", "mfa"]}, True)]
)
def test_asvs_6_8_4_what_the_provider_does_not_prove_is_still_owed(at, idp, vouches, claims, inside):
    subject = vouches()
    goes(at(idp), subject)
    [person] = people(subject)
    holds_strong_role(person)
    vouches(subject, **claims)
    visitor = at(idp)
    assert goes(visitor, subject).status_code == 303
    assert is_in(visitor) is inside
    assert inside or visitor.get("/fr/compte").headers["location"].startswith("/fr/compte/preuves")


def test_asvs_7_2_4_coming_back_never_adopts_the_session_that_was_there(visitor, vouches, somebody):
    before = somebody()
    holding(visitor, before.cookie)
    answer = goes(visitor, vouches())
    assert unsign("session", given(answer)) != unsign("session", before.cookie)
    assert not is_in(holding(visitor, before.cookie))
    assert not is_in(holding(visitor, cookie_of("attacker-chosen-id")))


def test_asvs_10_1_2_an_answer_that_nobody_asked_for_is_refused(at, idp, vouches, browser):
    visitor = at(idp)
    there = leaves(visitor)
    path = consents(there, sub=vouches())
    other = at(idp)
    assert other.get(path).status_code == 422
    leaves(other)
    assert other.get(path).status_code == 422, "its own flow has another state"
    for cookie in ("x", "gAAAA", visitor.cookies["flow"][:-4] + "AAAA"):
        assert holding(other, cookie, "flow").get(path).status_code == 422
    assert not is_in(other)
    assert visitor.get(path).status_code == 303


@pytest.mark.parametrize("query", ["", "?code=x", "?state=x", "?error=access_denied", "?code=x&state=x"])
def test_asvs_10_1_2_a_browser_that_went_nowhere_comes_back_from_nowhere(visitor, query):
    answer = visitor.get(f"/fr/connexion/retour{query}")
    assert answer.status_code == 422
    assert given(answer) is None


def test_asvs_10_4_2_an_answer_serves_once(visitor, vouches):
    path = consents(leaves(visitor), sub=vouches())
    flow = visitor.cookies["flow"]
    assert visitor.get(path).status_code == 303
    assert "flow" not in visitor.cookies
    assert visitor.get(path).status_code == 422
    assert holding(visitor, flow, "flow").get(path).status_code == 422


def test_whoever_says_no_at_the_provider_is_back_at_the_door(visitor):
    answer = visitor.get(consents(leaves(visitor), action="deny"))
    assert answer.status_code == 422
    assert 'action="/fr/connexion/lien"' in answer.text
    assert not is_in(visitor)


def test_a_closed_account_stays_closed(at, idp, vouches):
    subject = vouches()
    goes(at(idp), subject)
    [person] = people(subject)
    closed = update(Person).where(col(Person.id) == person).values(disabled_at="2026-11-22T00:00:00+00:00")
    write(lambda session: session.execute(closed))
    visitor = at(idp)
    assert goes(visitor, subject).status_code == 422
    assert not is_in(visitor)


def test_what_is_secret_stays_out_of_the_address_and_in_a_cookie_that_no_script_reads(visitor, vouches):
    answer = visitor.get("/fr/connexion/organisme/ville")
    told = parameters(answer.headers["location"])
    assert told["code_challenge_method"] == "S256"
    assert WORD not in answer.headers["location"]
    cookie = answer.headers["set-cookie"]
    assert {"HttpOnly", "SameSite=lax", "Path=/"} <= {part.strip() for part in cookie.split(";")}
    assert not any(told[name] in cookie for name in ("state", "nonce"))
    assert answer.headers["cache-control"] == "no-store"


def test_another_provider_than_ours_is_not_found(visitor):
    assert visitor.get("/fr/connexion/organisme/inconnu").status_code == 404
