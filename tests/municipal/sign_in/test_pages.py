"""The door: a password, or a link; and the way out."""

import re
import secrets
import unicodedata

import pytest
from argon2 import PasswordHasher
from sqlalchemy import update
from sqlmodel import col, select

from municipal.db import reading, write
from municipal.keys import unsign
from municipal.people.queries import set_roles
from municipal.people.sessions import cookie_of, hashed
from municipal.people.tables import Person, UserSession
from municipal.sign_in import passwords
from municipal.traces.chain import SYSTEM
from municipal.traces.tables import Audit
from tests.municipal.visiting import WORDS, given, holding, is_in


def enter(visitor, email, password=WORDS, **more):
    return visitor.post("/fr/connexion", data={"email": email, "password": password} | more)


def token(value):
    return unsign("session", value).partition("~")[0]


# The fixation attack.


@pytest.mark.parametrize("kind", ["chosen", "signed", "random", "live"])
def test_asvs_7_2_4_an_id_that_was_there_before_sign_in_is_never_adopted(browser, with_password, somebody, kind):
    attacker = somebody()
    planted = {
        "chosen": "attacker-chosen-id",
        "signed": cookie_of("attacker-chosen-id"),
        "random": cookie_of(secrets.token_urlsafe(32)),
        "live": attacker.cookie,
    }[kind]
    victim, who = holding(browser(), planted), with_password()
    answer = enter(victim, who.email)
    assert answer.status_code == 303
    value = given(answer)
    assert value
    assert planted not in value
    assert kind == "chosen" or token(value) != token(planted)
    with reading() as session:
        kept = session.exec(select(UserSession.id).where(UserSession.person == who.id)).all()
    assert hashed("attacker-chosen-id") not in kept
    assert is_in(holding(browser(), value))
    # Whoever planted it reads nothing with it, and the session that it was is over.
    assert not is_in(holding(browser(), planted))


def test_asvs_7_2_4_to_sign_in_again_ends_the_session_before(browser, with_password):
    who, visitor = with_password(), browser()
    first = given(enter(visitor, who.email))
    second = given(enter(visitor, who.email))
    assert token(first) != token(second)
    assert not is_in(holding(browser(), first))
    assert is_in(holding(browser(), second))


def test_two_cookies_of_one_name_are_nobodys(browser, somebody):
    who = somebody()
    answer = browser().get("/fr/compte", headers={"cookie": f"sid={who.cookie}; sid=planted"})
    assert answer.status_code == 303


# The end of a session.


def test_asvs_7_4_1_after_sign_out_the_old_cookie_is_worth_nothing(browser, with_password):
    who, visitor = with_password(), browser()
    old = given(enter(visitor, who.email))
    assert is_in(visitor)
    answer = visitor.post("/fr/deconnexion")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/fr/connexion"
    assert "sid" not in visitor.cookies
    assert not is_in(holding(visitor, old))


def test_asvs_14_3_1_at_sign_out_the_browser_forgets_what_it_kept(browser, somebody):
    answer = holding(browser(), somebody().cookie).post("/en/sign-out")
    assert answer.headers["clear-site-data"] == '"cache", "storage"'
    assert "Max-Age=0" in answer.headers["set-cookie"]
    assert answer.headers["cache-control"] == "no-store"


def test_asvs_3_5_1_another_site_signs_nobody_out(browser, somebody):
    visitor = holding(browser(), somebody().cookie)
    assert visitor.post("/fr/deconnexion", headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert visitor.post("/fr/deconnexion", headers={"origin": "https://evil.example"}).status_code == 403
    assert visitor.get("/fr/deconnexion").status_code == 405
    assert is_in(visitor)


def test_asvs_7_4_2_a_closed_account_is_out_at_its_next_request_and_does_not_come_back(browser, with_password):
    who, visitor = with_password(), browser()
    enter(visitor, who.email)
    assert is_in(visitor)
    closed = update(Person).where(col(Person.id) == who.id).values(disabled_at="2026-11-22T00:00:00+00:00")
    write(lambda session: session.execute(closed))
    assert not is_in(visitor)
    assert enter(browser(), who.email).status_code == 422


def test_asvs_8_3_2_a_role_that_is_withdrawn_is_gone_at_the_next_request(browser, somebody):
    who = somebody("curator", body="province", level=1)
    visitor = holding(browser(), who.cookie)
    assert visitor.get("/fr/compte").headers["location"].startswith("/fr/compte/preuves")
    write(lambda session: set_roles(session, SYSTEM, person=who.id, body="province", wanted=[]))
    assert is_in(visitor)


@pytest.mark.parametrize(("role", "minutes"), [("learner", 180), ("privacy_officer", 30)])
def test_asvs_7_3_1_left_alone_a_second_too_long_one_signs_in_again(browser, somebody, clock, role, minutes):
    visitor = holding(browser(), somebody(role, level=2).cookie)
    clock.forward(minutes=minutes)
    answer = visitor.get("/fr/compte/sessions")
    assert answer.status_code == 200
    assert given(answer), "the visit is noted in the cookie"
    clock.forward(minutes=minutes, seconds=1)
    answer = visitor.get("/fr/compte/sessions?x=1")
    assert (answer.status_code, answer.headers["location"]) == (
        303,
        "/fr/connexion?retour=%2Ffr%2Fcompte%2Fsessions%3Fx%3D1",
    )


def test_asvs_7_3_2_twelve_hours_and_a_second_after_sign_in_one_signs_in_again(browser, with_password, clock):
    who, visitor = with_password(), browser()
    enter(visitor, who.email)
    for _ in range(6):
        clock.forward(hours=2)
        assert is_in(visitor)
    clock.forward(seconds=1)
    assert not is_in(visitor)


# Cookies and caches.


def test_asvs_3_3_1_over_tls_every_cookie_is_bound_to_the_host(anew, village, with_password, letter):
    site = anew(village, base_url="https://repere.example")
    site.base_url, site.follow_redirects = "https://repere.example", False
    who = with_password()
    set_by = [site.post("/fr/connexion/lien", data={"email": who.email}), enter(site, who.email)]
    set_by.append(site.post("/fr/deconnexion"))
    headers = [one for answer in set_by for one in answer.headers.get_list("set-cookie")]
    assert [one.partition("=")[0] for one in headers] == ["__Host-asked", "__Host-sid", "__Host-sid"]
    for header in headers:
        parts = {part.strip().lower() for part in header.split(";")[1:]}
        assert {"secure", "httponly", "samesite=lax", "path=/"} <= parts
        assert not any(part.startswith("domain") for part in parts)
    assert letter(who.email).text.count("https://repere.example/fr/acces/") == 1


def test_over_tls_a_cookie_without_its_binding_is_nobodys(anew, village, somebody):
    site = anew(village, base_url="https://repere.example")
    site.base_url, site.follow_redirects = "https://repere.example", False
    who = somebody()
    assert not is_in(holding(site, who.cookie, "sid"))
    assert is_in(holding(site, who.cookie, "__Host-sid"))


def test_asvs_14_3_2_no_page_of_somebody_who_is_signed_in_is_kept_anywhere(browser, village, somebody):
    visitor = holding(browser(), somebody("administrator", "editor", level=2).cookie)
    asked = 0
    for route in village.app.routes:
        if "GET" not in getattr(route, "methods", ()) or route.path.startswith("/static"):
            continue
        path = re.sub(r"\{id:str\}", "00002", re.sub(r"\{code:str\}", "00002", route.path))
        answer = visitor.get(path)
        asked += 1
        assert answer.headers["cache-control"] == "no-store", path
        assert "etag" not in answer.headers, path
    assert asked > 50


def test_asvs_14_3_2_the_pages_of_the_door_are_kept_nowhere(browser, with_password):
    visitor, who = browser(), with_password()
    assert visitor.get("/fr/connexion").headers["cache-control"] == "no-store"
    assert visitor.post("/fr/connexion/lien", data={"email": who.email}).headers["cache-control"] == "no-store"
    assert enter(visitor, who.email, "wrong").headers["cache-control"] == "no-store"
    assert enter(visitor, who.email).headers["cache-control"] == "no-store"


def test_asvs_14_2_1_neither_an_address_nor_an_id_stands_in_a_url(browser, with_password):
    who, visitor = with_password(), browser()
    answer = enter(visitor, who.email, back="/fr/compte/sessions")
    assert answer.headers["location"] == "/fr/compte/sessions"


# Who knows what about whom.


def same(answer, *, without):
    """An answer as anybody could compare it."""
    headers = sorted(
        (name, re.sub(r"=[^;]*", "=?", value, count=1) if name == "set-cookie" else value)
        for name, value in answer.headers.items()
    )
    return answer.status_code, headers, answer.text.replace(without, "?")


@pytest.mark.parametrize("path", ["/fr/connexion/lien", "/en/sign-in/link"])
def test_asvs_6_3_8_an_unknown_address_gets_the_same_answer_and_as_many_messages(browser, somebody, posted, path):
    closed = somebody()
    write(
        lambda session: session.execute(
            update(Person).where(col(Person.id) == closed.id).values(disabled_at="2026-11-22T00:00:00+00:00")
        )
    )
    answers, messages = [], []
    for email in (somebody().email, f"inconnue.{secrets.token_hex(6)}@mesange.example", closed.email):
        before = posted()
        answer = browser().post(path, data={"email": email})
        answers.append(same(answer, without=email))
        messages.append(posted() - before)
    assert messages == [1, 1, 1]
    assert answers[0] == answers[1] == answers[2]
    assert answers[0][0] == 200


def test_asvs_6_3_8_a_wrong_password_and_an_unknown_address_get_the_same_answer(browser, with_password, monkeypatch):
    who, unknown = with_password(), f"odile.{secrets.token_hex(6)}@mesange.example"
    verified = []
    real = passwords._HASHER
    monkeypatch.setattr(
        passwords,
        "_HASHER",
        type("Counting", (), {"verify": lambda _, *given: verified.append(1) or real.verify(*given)})(),
    )
    known, other = enter(browser(), who.email, "wrong"), enter(browser(), unknown, "wrong")
    assert same(known, without=who.email) == same(other, without=unknown)
    assert known.status_code == 422
    assert len(verified) == 2, "the same work"


def test_what_was_typed_comes_back_but_for_the_password(browser, with_password):
    answer = enter(browser(), with_password().email, "<b>mauvais&mot</b>", back="/fr/compte")
    assert "mauvais" not in answer.text
    assert 'value="/fr/compte"' in answer.text


# The password, exactly.


@pytest.mark.parametrize(
    "password",
    [
        " quatre mots commencent ici",
        "quatre mots finissent ici ",
        "  deux  espaces  partout  ",
        "été Ñandú ß 漢字 и пр.",
    ],
)
def test_asvs_6_2_8_a_password_is_taken_exactly_as_it_was_typed(browser, with_password, password):
    who = with_password(password=password)
    assert enter(browser(), who.email, password).status_code == 303
    for other in {password.strip(), password.upper(), password[:-1], password + " ", f" {password}"} - {password}:
        assert enter(browser(), who.email, other).status_code == 422, other


def test_a_letter_with_its_accent_is_the_same_from_any_keyboard_and_however_long_it_comes(browser, with_password):
    password = "é" * 64 + "à" * 60
    who = with_password(password=password)
    decomposed = unicodedata.normalize("NFD", password)
    assert len(decomposed) > 128
    assert enter(browser(), who.email, decomposed).status_code == 303


def test_asvs_6_2_9_a_password_is_never_cut(browser, with_password):
    password = "x" * 20 + "un mot de passe de cent vingt-huit signes " * 2 + "y" * 24
    assert len(password) == 128
    who = with_password(password=password)
    assert enter(browser(), who.email, password[:72]).status_code == 422
    assert enter(browser(), who.email, password).status_code == 303


def test_a_hash_of_weaker_parameters_is_made_anew_at_sign_in(browser, with_password):
    who = with_password()
    weak = PasswordHasher(time_cost=1, memory_cost=16, parallelism=1).hash(WORDS)
    write(lambda session: session.execute(update(Person).where(col(Person.id) == who.id).values(password=weak)))
    assert enter(browser(), who.email).status_code == 303
    with reading() as session:
        stored = session.exec(select(Person.password).where(Person.id == who.id)).one()
    assert stored != weak
    assert "m=64," in stored
    assert enter(browser(), who.email).status_code == 303


# How often.


@pytest.mark.parametrize(
    ("path", "words"),
    [("/fr/connexion", "Attendez quelques minutes"), ("/en/sign-in", "Wait a few minutes")],
)
def test_asvs_2_4_1_the_eleventh_try_is_told_to_wait_in_the_readers_language(
    browser, with_password, clock, path, words
):
    who, visitor = with_password(), browser()
    for _ in range(10):
        assert visitor.post(path, data={"email": who.email, "password": "wrong"}).status_code == 422
    answer = visitor.post(path, data={"email": who.email, "password": WORDS})
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) == 300
    assert words in answer.text
    assert answer.headers["content-type"].startswith("text/html")
    clock.forward(seconds=301)
    assert visitor.post(path, data={"email": who.email, "password": WORDS}).status_code == 303


def test_asvs_4_1_3_what_a_request_says_of_where_it_comes_from_counts_for_nothing(browser, quick):
    visitor = browser()
    for n in range(11):
        said = {
            "x-forwarded-for": f"198.51.100.{n}",
            "forwarded": f"for=198.51.100.{n}",
            "x-real-ip": f"198.51.100.{n}",
        }
        answer = visitor.post(
            "/fr/connexion", data={"email": f"p{n}@mesange.example", "password": "wrong"}, headers=said
        )
    assert answer.status_code == 429


def test_a_mailbox_gets_five_links_in_an_hour(browser, somebody, posted):
    who, before = somebody(), posted()
    answers = [browser().post("/fr/connexion/lien", data={"email": who.email.upper()}).status_code for _ in range(6)]
    assert answers == [200] * 5 + [429]
    assert posted() == before + 5


# Where one goes next.

ELSEWHERE = [
    *("//evil.example", "https://evil.example/fr/", "http:/fr/", "javascript:alert(1)", "\\\\evil.example"),
    *("/\\evil.example", "/fr//evil.example", "/fr/\\evil.example", "/fr/\tx", "/fr/\nset-cookie:a=b", "/%2f%2fevil"),
    *("///fr/compte", "fr/compte", "/de/compte", "/api/v1/vendors", "//fr/compte", "@evil.example", "/static/x", "/"),
    *("https:/fr/compte", "/fr/%0d%0a\r\nlocation:https://evil.example", "x" * 3000, "/fr/" + "x" * 3000),
]


def test_asvs_3_7_2_one_goes_on_within_this_site_alone(browser, with_password):
    who, visitor = with_password(), browser()
    assert len(ELSEWHERE) >= 15
    for there in ELSEWHERE:
        page = visitor.get("/fr/connexion", params={"retour": there}).text
        assert re.findall(r'name="back" value="([^"]*)"', page) == ["", ""], there
    for there in ELSEWHERE[:9]:
        answer = enter(visitor, who.email, back=there)
        assert (answer.status_code, answer.headers["location"]) == (303, "/fr/compte"), there


@pytest.mark.parametrize(
    "there",
    ["/fr/compte/sessions", "/en/account", "/fr/fournisseurs?besoin=nids-de-poule&page=2", "/fr/vie-privee"],
)
def test_one_goes_on_where_one_wanted_to(browser, with_password, there):
    who, visitor = with_password(), browser()
    page = visitor.get("/fr/connexion", params={"retour": there})
    assert there.replace("&", "&amp;") in page.text
    assert enter(visitor, who.email, back=there).headers["location"] == there


# Messages lead to this site alone.


@pytest.mark.parametrize(
    "host",
    ["evil.example", "localhost.evil.example", "localhost@evil.example", "evil.example#.local", "8.8.8.8", "evil"],
)
def test_without_a_setting_no_message_leads_where_the_visitor_says_that_the_site_is(browser, somebody, posted, host):
    before = posted()
    answer = browser().post("/fr/connexion/lien", data={"email": somebody().email}, headers={"host": host})
    assert answer.status_code in (400, 422)
    assert posted() == before


def test_with_the_setting_a_message_leads_there_whatever_the_visitor_says(anew, village, somebody, letter):
    site, who = anew(village, base_url="https://repere.example/"), somebody()
    answer = site.post("/fr/connexion/lien", data={"email": who.email}, headers={"host": "evil.example"})
    assert answer.status_code == 200
    assert "https://repere.example/fr/acces/" in letter(who.email).text
    assert "evil" not in letter(who.email).text


def test_a_link_goes_to_the_address_that_was_confirmed_not_to_letters_that_look_alike(
    browser, somebody, letter, posted
):
    email = f"kim.{secrets.token_hex(4)}@kamouraska.example"
    somebody(email=email)
    before = posted()
    # U+212A, the sign of the kelvin, has « k » for its small letter.
    assert browser().post("/fr/connexion/lien", data={"email": email.replace("@k", "@\u212a")}).status_code == 200
    assert posted() == before + 1
    assert letter(email).code


@pytest.mark.parametrize(
    "email", ["", "x", "a@b", "a@b..ca", "a b@c.ca", "a@b.ca, c@d.ca", "é@b.ca", "a\r\nbcc:c@d.ca@e.ca"]
)
def test_asvs_1_3_11_what_is_no_address_is_said_to_be_none(browser, posted, email):
    before = posted()
    answer = browser().post("/fr/connexion/lien", data={"email": email})
    assert answer.status_code == 422
    assert "nom@ville.ca" in answer.text
    assert posted() == before


# Traces.


def acts(after=0):
    with reading() as session:
        return session.exec(select(Audit).where(col(Audit.seq) > after).order_by(col(Audit.seq))).all()


def test_asvs_16_3_1_sign_in_and_refusal_leave_a_trace_without_any_personal_value(browser, with_password):
    who, visitor = with_password(), browser()
    since = acts()[-1].seq
    enter(visitor, who.email, "wrong")
    enter(visitor, "nobody.known@mesange.example", "wrong")
    enter(visitor, who.email)
    visitor.post("/fr/deconnexion")
    left = acts(since)
    assert [(one.actor, one.action) for one in left] == [
        (who.id, "sign_in.refused"),
        ("unknown", "sign_in.refused"),
        (who.id, "sign_in.password"),
        (who.id, "sign_out"),
    ]
    assert all(one.at.endswith("+00:00") for one in left)
    kept = repr([one.model_dump() for one in left])
    assert not any(said in kept for said in (who.email, "nobody", "Bouleau", "testclient", "wrong", WORDS))


def test_what_a_browser_calls_itself_is_one_printable_line(browser, with_password):
    who = with_password()
    enter(browser(**{"user-agent": "Fire\x1b[31mfox\x07" + "x" * 500}), who.email)
    with reading() as session:
        said = session.exec(select(UserSession.browser).where(UserSession.person == who.id)).all()
    assert any(one.startswith("Fire[31mfoxxx") and len(one) == 200 for one in said)


def test_the_form_of_the_code_speaks_both_languages(browser):
    assert "Code de huit chiffres" in browser().get("/fr/connexion/code").text
    answer = browser().get("/en/sign-in/code")
    assert answer.status_code == 200
    assert 'action="/en/sign-in/code"' in answer.text
