"""The door: a password, or a link; who learns what of whom, how often one may try, and where one goes next."""

import re
import secrets

import pytest
from sqlalchemy import update
from sqlmodel import col, select

from municipal.db import reading, write
from municipal.people.tables import Person, UserSession
from municipal.sign_in import passwords
from municipal.traces.tables import Audit
from tests.municipal.sign_in.entering import enter
from tests.municipal.visiting import WORDS

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
