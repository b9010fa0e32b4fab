"""« Nous l’utilisons aussi », questions and following, from the page of a case to the rows and back."""

import re

import pytest

from municipal.community.tables import CaseQuestion, CaseUse, Follow
from municipal.db import current, reading, write
from municipal.people.delegations import accept, of_city, propose
from municipal.people.queries import set_roles
from municipal.traces.chain import SYSTEM, By
from tests.municipal.community.around import AROUND, CASE, CITY, HERE


def token(page: str, act: str) -> str:
    """The token of one of the page's forms."""
    return re.search(rf'value="{act}"><input type="hidden" name="once" value="([^"]+)"', page)[1]


def test_who_is_not_signed_in_is_led_to_sign_in_and_back(nobody):
    answer = nobody.get(AROUND)
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/fr/connexion?retour={AROUND.replace('/', '%2F')}"
    assert nobody.post(AROUND, data={"act": "use", "city": "00003"}).status_code == 401


def test_one_click_says_it_in_public_and_one_takes_it_back(visitor, rows, traces):
    editor = visitor("editor")
    page = editor.get(AROUND).text
    # One city only: it stands in the form, there is nothing to choose.
    assert '<input type="hidden" name="city" value="00003">' in page
    assert "<select" not in page
    before = current().version()
    answer = editor.send(AROUND, act="use", city="00003", once=token(page, "use"))
    assert (answer.status_code, answer.headers["location"]) == (303, f"{HERE}#ensemble")
    assert current().version() == before + 1
    assert [(row.city, row.person) for row in rows(CaseUse, case=CASE)] == [("00003", editor.id)]
    shown = visitor("learner", body="00004").get(AROUND).text
    assert "1 ville dit l’utiliser aussi" in shown
    assert "Sainte-Brume (Village" in shown
    editor.send(AROUND, act="unuse", city="00003")
    assert rows(CaseUse, case=CASE) == []
    assert traces(editor) == [("case.used", "00003", CASE), ("case.unused", "00003", CASE)]


def test_said_twice_it_stands_once_and_what_was_never_said_is_taken_back_without_a_trace(visitor, rows, traces):
    editor = visitor("editor", body="00004")
    editor.send(AROUND, act="unuse", city="00004")
    editor.send(AROUND, act="use", city="00004")
    editor.send(AROUND, act="use", city="00004")
    assert len(rows(CaseUse, case=CASE, city="00004")) == 1
    assert traces(editor) == [("case.used", "00004", CASE)]
    editor.send(AROUND, act="unuse", city="00004")


@pytest.mark.parametrize("role", ["editor", "buyer", "administrator"])
def test_those_who_write_buy_or_administer_may_say_so(visitor, role):
    assert visitor(role, body="00006").send(AROUND, act="unuse", city="00006").status_code == 303


def test_another_role_may_not_and_another_city_is_not_even_there(visitor, rows):
    assert visitor("learner").send(AROUND, act="use", city="00003").status_code == 403
    assert visitor("editor").send(AROUND, act="use", city="00004").status_code == 404
    assert rows(CaseUse, case=CASE) == []


@pytest.mark.parametrize("city", [CITY, "99999", "mrc:992", "province"])
def test_the_city_of_the_case_or_what_is_no_city_cannot_say_it_uses_it_too(visitor, rows, city):
    assert visitor("editor", body=CITY).send(AROUND, act="use", city=city).status_code == 404
    assert rows(CaseUse, case=CASE) == []


def test_a_case_that_does_not_exist_has_nothing_around_it(visitor):
    editor = visitor("editor")
    nowhere = "/fr/cas-usage/aucun-cas/ensemble"
    assert editor.get(nowhere).status_code == 404
    for fields in (
        {"act": "use", "city": "00003"},
        {"act": "follow"},
        {"act": "ask", "city": "00003", "text": "Pourquoi?" * 3},
    ):
        assert editor.send(nowhere, **fields).status_code == 404
    assert editor.send(AROUND, act="burn").status_code == 404


def test_somebody_of_several_cities_chooses_one(visitor, somebody):
    editor = visitor("editor")
    write(lambda session: set_roles(session, SYSTEM, person=editor.id, body="00006", wanted=["buyer"]))
    page = editor.get(AROUND).text
    assert re.findall(r'<option value="(\d+)"', page.split('id="use-city"')[1].split("</select>")[0]) == [
        "00003",
        "00006",
    ]
    answer = editor.send(AROUND, act="use")
    assert answer.status_code == 422
    assert "Choisissez votre ville." in answer.text


def test_following_is_one_click_is_nobody_elses_business_and_ends_as_easily(visitor, rows, traces):
    learner = visitor("learner")
    assert learner.send(AROUND, act="follow").headers["location"] == f"{HERE}#ensemble"
    learner.send(AROUND, act="follow")
    (row,) = rows(Follow, person=learner.id)
    assert (row.kind, row.object, row.told_at) == ("case", CASE, row.at)
    assert "Ne plus suivre ce cas" in learner.get(AROUND).text
    learner.send(AROUND, act="unfollow")
    assert rows(Follow, person=learner.id) == []
    assert traces(learner) == []


def test_a_question_reaches_those_who_answer_and_the_form_sent_twice_asks_once(visitor, rows, mails, traces):
    answering, wanting_none = visitor("administrator", body=CITY), visitor("editor", body=CITY)
    reading_only = visitor("validator", body=CITY)
    asker = visitor("validator")
    page = asker.get(AROUND).text
    fields = {"act": "ask", "city": "00003", "text": "Combien d’heures\r\npar semaine?", "once": token(page, "ask")}
    assert asker.send(AROUND, **fields).headers["location"] == f"{HERE}#ensemble"
    assert asker.send(AROUND, **fields).status_code == 303
    (row,) = rows(CaseQuestion, author=asker.id)
    assert (row.city, row.from_city, row.case, row.version) == (CITY, "00003", CASE, 1)
    assert traces(asker) == [("case.asked", "00003", row.id)]
    (message,) = mails(answering)
    assert message.subject == "Une ville vous pose une question dans Repère"
    assert f"http://127.0.0.1:8000/fr/ma-ville/{CITY}/questions" in message.text
    assert "Sainte-Brume" in message.text
    # What is asked is read in the page, never in a mailbox.
    assert "Combien" not in message.text
    assert mails(wanting_none) != []
    assert mails(reading_only) == []


@pytest.mark.parametrize("text", ["", "Pourquoi?", "a" * 1001])
def test_a_question_too_short_or_too_long_is_shown_again_with_the_remedy(visitor, rows, text):
    asker = visitor("editor")
    answer = asker.send(AROUND, act="ask", city="00003", text=text)
    assert answer.status_code == 422
    assert "Écrivez votre question, en 10 à 1\u00a0000 caractères." in answer.text
    assert (text or "Votre question") in answer.text
    assert rows(CaseQuestion, author=asker.id) == []


def test_a_city_that_waits_for_five_answers_waits_before_it_asks_again(visitor, rows):
    visitor("editor", body="00001")
    around = "/fr/cas-usage/riviere-aux-moufles-parcours/ensemble"
    asker = visitor("editor", body="00008")
    for n in range(5):
        assert asker.send(around, act="ask", city="00008", text=f"Question numéro {n}?").status_code == 303
    answer = asker.send(around, act="ask", city="00008", text="Encore une question?")
    assert answer.status_code == 409
    assert "5 questions de votre ville attendent déjà" in answer.text
    assert len(rows(CaseQuestion, author=asker.id)) == 5


def test_a_city_where_nobody_answers_cannot_be_asked_and_the_desk_is_offered(visitor, rows):
    around = "/fr/cas-usage/port-melisse-ecoute-fuites/ensemble"
    asker = visitor("editor")
    page = asker.get(around).text
    assert "la ville n’est pas inscrite" in page
    assert 'href="/fr/parler-a-une-personne"' in page
    assert asker.send(around, act="ask", city="00003", text="Une question de trop?").status_code == 404
    assert rows(CaseQuestion, author=asker.id) == []


def test_questions_are_read_by_people_of_municipalities_alone(visitor, nobody, rows):
    visitor("editor", body=CITY)
    visitor("editor").send(AROUND, act="ask", city="00003", text="Une question réservée aux villes?")
    assert "réservée aux villes" in visitor("learner", body="00007").get(AROUND).text
    for outsider in (visitor(), visitor("curator", body="province"), visitor("validator", body="mrc:992")):
        assert "réservée aux villes" not in outsider.get(AROUND).text
    assert "réservée aux villes" not in nobody.get(HERE).text


def test_somebody_lent_by_a_delegation_alone_does_not_read_them(hamlet, visitor):
    visitor("editor", body=CITY)
    visitor("editor").send(AROUND, act="ask", city="00003", text="Une question entre villes seulement?")
    lent = visitor("validator", body="mrc:992")
    write(lambda session: propose(session, SYSTEM, city="00003", mrc="mrc:992"))
    with reading() as session:
        asked = of_city(session, "00003").id
    assert write(lambda session: accept(session, By("another"), mrc="mrc:992", identity=asked))
    assert "entre villes seulement" not in lent.get(AROUND).text


def test_the_english_page_says_the_same(visitor):
    page = visitor("editor", body=CITY).get(f"/en/use-cases/{CASE}/together").text
    assert f'action="/en/use-cases/{CASE}/together"' in page
    assert f'href="/en/my-city/{CITY}/questions"' in page
