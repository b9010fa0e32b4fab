"""« Mon compte » over HTTP: one's name, one's sessions, one's interests, and never anybody else's."""

import html
import re

import pytest
from sqlmodel import select

from municipal.db import reading, write
from municipal.people.queries import person
from municipal.people.sessions import begin, recognise
from municipal.people.tables import Interest
from municipal.traces.tables import Audit
from tests.municipal.visiting import holding, is_in


@pytest.fixture
def me(browser, somebody):
    """Somebody and their browser."""
    who = somebody("editor", body="00003")
    return who, holding(browser(), who.cookie)


def row(who):
    with reading() as session:
        return person(session, who.id)


def sends(visitor, **changed):
    told = {"name": "Rose Tremblay", "language": "fr", "version": "1"} | changed
    return visitor.post("/fr/compte", data={name: value for name, value in told.items() if value is not None})


def test_the_page_says_ones_name_and_roles_in_the_language_of_the_address(me):
    _, visitor = me
    french, english = visitor.get("/fr/compte").text, visitor.get("/en/account").text
    assert "Rédaction" in french
    assert "Editor" in english
    assert "Odile Bouleau" in french
    assert "Sainte-Brume" in english


def test_a_change_of_account_is_kept_and_goes_on_in_the_chosen_language(me):
    who, visitor = me
    answer = sends(visitor, language="en", notices="yes")
    assert (answer.status_code, answer.headers["location"]) == (303, "/en/account")
    assert (row(who).name, row(who).language, row(who).notices) == ("Rose Tremblay", "en", True)
    assert sends(visitor, version="2").status_code == 303
    assert row(who).notices is False


def test_what_was_changed_elsewhere_is_shown_and_not_written_over(me):
    who, visitor = me
    assert sends(visitor).status_code == 303
    answer = sends(visitor, name="Lise Gagnon")
    assert answer.status_code == 409
    assert "Lise Gagnon" in answer.text
    assert re.search(r'name="version" value="2"', answer.text)
    assert row(who).name == "Rose Tremblay"


@pytest.mark.parametrize(
    "changed",
    [
        {"name": ""},
        {"name": "x"},
        {"name": "x" * 101},
        {"name": "<script>"},
        {"name": "a\nb"},
        {"language": "de"},
        {"language": None},
        {"version": None},
        {"version": "one"},
        {"version": "0"},
        {"version": "9" * 40},
        {"notices": "perhaps"},
    ],
    ids=str,
)
def test_asvs_2_2_2_a_wrong_field_is_told_beside_it_and_nothing_is_kept(me, changed):
    who, visitor = me
    answer = sends(visitor, **changed)
    assert answer.status_code == 422
    [field] = changed
    assert f'href="#{field}"' in answer.text
    assert row(who).name == "Odile Bouleau"


@pytest.mark.parametrize(
    "extra", [{"email": "rose@evil.example"}, {"id": "x"}, {"disabled_at": ""}, {"role": "curator"}]
)
def test_asvs_15_3_3_a_field_that_nobody_expects_changes_nothing(me, extra):
    who, visitor = me
    answer = sends(visitor, **extra)
    assert answer.status_code == (422 if any(extra.values()) else 303)
    assert row(who).email == who.email


def test_asvs_15_3_7_a_field_that_is_said_twice_is_refused(me):
    who, visitor = me
    body = "name=Rose+Tremblay&name=Lise+Gagnon&language=fr&version=1"
    kind = {"content-type": "application/x-www-form-urlencoded"}
    assert visitor.post("/fr/compte", content=body, headers=kind).status_code == 422
    assert row(who).name == "Odile Bouleau"


@pytest.mark.parametrize("name", ["{{7*7}}", "O’Neil & fils; DROP TABLE person", "Zoé % _ ' \"", "Łukasz 漢字"])
def test_asvs_1_2_4_a_name_is_shown_as_it_was_given(me, name):
    who, visitor = me
    assert sends(visitor, name=name).status_code == 303
    assert row(who).name == name
    assert name in html.unescape(visitor.get("/fr/compte").text)


def test_bytes_that_are_no_text_break_nothing(me):
    _, visitor = me
    kind = {"content-type": "application/x-www-form-urlencoded"}
    for raw in (
        b"name=%ED%A0%80ab&language=fr&version=1",
        b"name=%FF%FE&language=fr&version=1",
        b"\xff\xfe",
        b"%00=%00",
    ):
        assert visitor.post("/fr/compte", content=raw, headers=kind).status_code in (303, 400, 409, 422)


# Sessions.


def test_asvs_7_5_2_one_sees_ones_sessions_and_ends_one_or_all_the_others(me, browser, somebody):
    who, visitor = me
    others = [
        holding(browser(), write(lambda session: begin(session, who.id, level=1, browser="Safari"))) for _ in range(3)
    ]
    stranger = holding(browser(), somebody().cookie)
    page = visitor.get("/fr/compte/sessions").text
    ids = re.findall(r'name="session" value="([^"]+)"', page)
    assert len(ids) == 3
    assert page.count("Safari") == 3

    assert visitor.post("/fr/compte/sessions", data={"session": ids[0]}).status_code == 303
    assert sum(is_in(other) for other in others) == 2
    assert visitor.post("/fr/compte/sessions").status_code == 303
    assert not any(is_in(other) for other in others)
    assert is_in(visitor)
    assert is_in(stranger)


def test_asvs_8_2_2_nobody_ends_the_session_of_somebody_else(me, browser, somebody):
    _, visitor = me
    other = holding(browser(), somebody().cookie)
    with reading() as session:
        theirs = recognise(session, other.cookies["sid"]).actor.session
    visitor.post("/fr/compte/sessions", data={"session": theirs})
    assert is_in(other)


@pytest.mark.parametrize("sent", [{"session": "x" * 65}, {"sessions": "x"}, {"session": ["a", "b"]}])
def test_what_is_not_understood_ends_no_session(me, browser, sent):
    who, visitor = me
    other = holding(browser(), write(lambda session: begin(session, who.id, level=1, browser="Safari")))
    assert visitor.post("/fr/compte/sessions", data=sent).status_code == 400
    assert is_in(other)


def test_the_cookie_of_a_session_stands_on_no_page(me):
    who, visitor = me
    for path in ("/fr/compte", "/fr/compte/sessions", "/fr/compte/preuves", "/fr/compte/interets"):
        text = visitor.get(path).text
        assert who.cookie not in text
        assert who.cookie.split(".")[0] not in text


# Interests.


@pytest.fixture
def vendor(me):
    _, visitor = me
    page = visitor.get("/fr/compte/interets").text
    return re.findall(r'<option value="([^"]+)">', page)[0]


def interests(who):
    with reading() as session:
        return session.exec(select(Interest).where(Interest.person == who.id)).all()


def declares(visitor, **told):
    return visitor.post("/fr/compte/interets", data=told)


def test_an_interest_is_declared_and_changed_and_its_words_stay_out_of_the_chain(me, vendor):
    who, visitor = me
    told = {"vendor": vendor, "declared": "yes", "kind": "family", "since": "2025-01-01", "statement": "Ma sœur."}
    assert declares(visitor, **told).status_code == 303
    assert "Lien de famille" in visitor.get("/fr/compte/interets").text
    assert declares(visitor, vendor=vendor, declared="no").status_code == 303
    [row] = interests(who)
    assert (row.declared, row.statement) == (False, "")
    with reading() as session:
        left = session.exec(select(Audit).where(Audit.actor == who.id, Audit.action == "interest.declared")).all()
    assert len(left) == 2
    assert "sœur" not in repr([one.model_dump() for one in left])


def test_no_interest_is_declared_in_several_at_once_and_leads_back_to_the_page_that_asked(me, vendor):
    who, visitor = me
    asked = "/fr/curation/doublons/paire?gauche=a&droite=b"
    told = {"vendor": vendor, "also": ["tamia-chaussees"], "declared": "no", "back": asked}
    assert declares(visitor, **told).headers["location"] == asked
    assert {(row.vendor, row.declared) for row in interests(who)} == {(vendor, False), ("tamia-chaussees", False)}
    assert "back" not in declares(visitor, **told | {"back": "https://ailleurs.example/fr/"}).headers["location"]
    shown = visitor.get("/fr/compte/interets", params={"fournisseur": vendor, "retour": asked}).text
    assert f'name="back" value="{html.escape(asked)}"' in shown
    assert 'name="back"' not in visitor.get("/fr/compte/interets", params={"retour": "//ailleurs.example"}).text


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"vendor": "nobody"}, "vendor"),
        ({"also": ["nobody"]}, "vendor"),
        ({"also": ["tamia-chaussees"]}, "declared"),
        ({"vendor": ""}, "vendor"),
        ({"declared": "perhaps"}, "declared"),
        ({"declared": ""}, "declared"),
        ({"kind": ""}, "kind"),
        ({"kind": "love"}, "kind"),
        ({"since": "2026-02-30"}, "since"),
        ({"since": "hier"}, "since"),
        ({"since": "٢٠٢٦-٠١-٠١"}, "since"),
        ({"since": "2026-01-02", "until": "2026-01-01"}, "until"),
        ({"statement": "x" * 1001}, "statement"),
        ({"person": "somebody else"}, "person"),
    ],
    ids=str,
)
def test_a_declaration_that_says_nothing_sure_is_not_kept(me, vendor, changed, field):
    who, visitor = me
    told = {"vendor": vendor, "declared": "yes", "kind": "family"} | changed
    answer = declares(visitor, **told)
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert interests(who) == []
