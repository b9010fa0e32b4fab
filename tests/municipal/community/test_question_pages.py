"""« Ma ville »: questions that wait, answers, two people who answer at once."""

import re

import pytest

from municipal.community.tables import CaseQuestion
from municipal.db import write
from municipal.people.queries import person
from municipal.people.tables import Person
from tests.municipal.community.around import AROUND, CASE, CITY, QUESTIONS

OWN = "/fr/ma-ville/00003/questions"


@pytest.fixture
def question(visitor, rows):
    """A question of Sainte-Brume to Saint-Pivert-du-Lac, with who asked it: `question("Combien d’heures?")`."""
    visitor("editor", body=CITY)

    def asked(text="Combien d’heures par semaine?", asker=None):
        asker = asker or visitor("editor")
        assert asker.send(AROUND, act="ask", city="00003", text=text).status_code == 303
        return asker, rows(CaseQuestion, author=asker.id)[-1]

    return asked


def reply(who, row, text="Deux heures, surtout au printemps.", version=1, **more):
    return who.send(QUESTIONS, id=row.id, text=text, version=str(version), **more)


def test_a_question_waits_in_my_city_until_it_is_answered_and_the_asker_is_told(visitor, question, rows, mails, traces):
    asker, row = question()
    editor = visitor("editor", body=CITY)
    waiting = editor.get(QUESTIONS).text.split("Ce que votre ville a demandé")[0]
    answered = "Questions qui ont leur réponse"
    assert "Combien d’heures par semaine?" in waiting
    assert "Des camions qui filment les rues au printemps" in waiting
    assert answered not in waiting
    answer = reply(editor, row)
    assert answer.headers["location"] == f"{QUESTIONS}?received=answered"
    page = editor.get(answer.headers["location"]).text
    assert "La réponse est enregistrée." in page
    assert page.index(answered) < page.index("Deux heures, surtout au printemps.")
    assert "Deux heures, surtout au printemps." in asker.get(OWN).text
    assert "Deux heures, surtout au printemps." in asker.get(AROUND).text
    (kept,) = rows(CaseQuestion, id=row.id)
    assert (kept.answered_by, kept.version) == (editor.id, 2)
    assert traces(editor) == [("case.answered", CITY, row.id)]
    (message,) = mails(asker)
    assert message.subject == "Une ville vous a répondu dans Repère"
    assert f"http://127.0.0.1:8000{OWN}" in message.text
    assert "Deux heures" not in message.text


def test_two_questions_of_one_day_make_one_message_to_the_city_and_both_wait(visitor, question, mails, clock):
    clock.forward(days=40)
    editor = visitor("editor", body=CITY)
    question("Première question du jour?")
    question("Deuxième question du jour?")
    assert len(mails(editor)) == 1
    page = editor.get(QUESTIONS).text
    assert "Première question" in page
    assert "Deuxième question" in page
    clock.forward(days=1)
    question("Question du lendemain?")
    assert len(mails(editor)) == 2


def test_two_answers_of_one_day_make_one_message_to_who_asked(visitor, question, rows, mails, clock):
    clock.forward(days=80)
    editor = visitor("editor", body=CITY)
    asker, _row = question("Première question ici?")
    question("Deuxième question ici?", asker)
    for row in rows(CaseQuestion, author=asker.id):
        assert reply(editor, row).status_code == 303
    assert len(rows(CaseQuestion, author=asker.id)) == 2
    assert len(mails(asker)) == 1


def test_who_wants_no_messages_gets_none(visitor, question, mails):
    asker, row = question("Une question sans courriel?")

    def refuse(session):
        who = session.get(Person, asker.id)
        who.notices = False
        session.add(who)

    write(refuse)
    assert write(lambda session: person(session, asker.id)).notices is False
    reply(visitor("editor", body=CITY), row)
    assert mails(asker) == []


def test_the_message_is_in_the_language_of_who_gets_it(visitor, question, mails, clock):
    clock.forward(days=120)
    editor = visitor("administrator", body=CITY)

    def speak(session):
        who = session.get(Person, editor.id)
        who.language = "en"
        session.add(who)

    write(speak)
    question("Une question traduite?")
    (message,) = mails(editor)
    assert message.language == "en"
    assert f"/en/my-city/{CITY}/questions" in message.text


def test_when_two_people_answer_the_second_reads_the_first_and_keeps_their_own_words(visitor, question, rows):
    _asker, row = question("Qui répond en premier?")
    one, other = visitor("editor", body=CITY), visitor("administrator", body=CITY)
    reply(one, row, "La réponse de la première personne.")
    answer = reply(other, row, "La réponse de la seconde personne.")
    assert answer.status_code == 409
    assert "Lisez d’abord" in answer.text
    assert "La réponse de la première personne." in answer.text
    assert "La réponse de la seconde personne." in answer.text
    (kept,) = rows(CaseQuestion, id=row.id)
    assert kept.answer == "La réponse de la première personne."
    version = re.search(rf'value="{row.id}"><input type="hidden" name="version" value="(\d+)"', answer.text)[1]
    assert reply(other, row, "La réponse réunie.", version).status_code == 303
    assert rows(CaseQuestion, id=row.id)[0].answer == "La réponse réunie."


def test_an_answer_can_be_corrected(visitor, question, rows):
    _asker, row = question("Et après une correction?")
    editor = visitor("editor", body=CITY)
    reply(editor, row, "Une première réponse.")
    assert reply(editor, row, "Une réponse corrigée.", 2).status_code == 303
    assert rows(CaseQuestion, id=row.id)[0].answer == "Une réponse corrigée."


@pytest.mark.parametrize("text", ["", "a", "b" * 2001])
def test_an_answer_too_short_or_too_long_is_shown_again(visitor, question, rows, text):
    _asker, row = question("Une question à répondre?")
    answer = reply(visitor("editor", body=CITY), row, text)
    assert answer.status_code == 422
    assert "Écrivez une réponse, en 2 à 2\u00a0000 caractères." in answer.text
    assert rows(CaseQuestion, id=row.id)[0].answered_at is None


def test_another_role_or_another_city_cannot_answer(visitor, question, rows):
    _asker, row = question("Qui peut répondre ici?")
    assert reply(visitor("validator", body=CITY), row).status_code == 403
    assert reply(visitor("editor"), row).status_code == 404
    # One's own city, with the number of a question that was asked of another.
    stolen = visitor("editor").send(OWN, id=row.id, text="Une réponse volée.", version="1")
    assert stolen.status_code == 404
    assert rows(CaseQuestion, id=row.id)[0].answered_at is None
    page = visitor("validator", body=CITY).get(QUESTIONS).text
    assert "Qui peut répondre ici?" in page
    assert "<textarea" not in page


def test_another_city_does_not_see_the_page_and_an_mrc_has_none(visitor):
    assert visitor("editor").get(QUESTIONS).status_code == 404
    assert visitor("editor", body="mrc:992").get("/fr/ma-ville/mrc:992/questions").status_code == 404


def test_the_case_is_named_and_leads_to_its_page(visitor, question):
    question("Une question sur un cas?")
    assert f'href="/fr/cas-usage/{CASE}"' in visitor("editor", body=CITY).get(QUESTIONS).text
