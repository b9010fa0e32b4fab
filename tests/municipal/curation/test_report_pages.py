"""A report and its answer: who reads and answers it, what goes by mail, what the solution’s page says meanwhile."""

import secrets

import pytest
from litestar.testing import TestClient
from sqlmodel import select

from municipal.db import reading, touch, write
from municipal.mail.tables import Mail
from municipal.suppliers.reports import report
from municipal.suppliers.tables import Report
from municipal.traces.chain import now
from tests.municipal.curation.deciding import acts, curator, enterprise, hidden, offer, plain, without_tie

TEXT = "La fiche dit l’hébergement hors du Québec; c’est faux. <b>Merci</b>"
ANSWER = "La fiche est corrigée : la source de 2026 est citée."
WAITING = "Une contestation de l’entreprise est à l’étude; réponse promise pour le 27 novembre 2026."


@pytest.fixture
def vendor(hamlet):
    return enterprise("Fiches du Mélèze inc.")


@pytest.fixture
def told(vendor):
    solution = offer(vendor, "Mélèze fiches")

    def made(kind="error", contact="greffe@ville.example", **more):
        number = secrets.token_hex(4).upper()
        row = {"id": number, "kind": kind, "solution": solution, "message": TEXT, "contact": contact}
        row |= {"language": "fr", "received_at": now(), "due_on": "2026-11-27"} | more

        def work(session):
            session.add(Report(**row))
            touch(session)

        write(work)
        return number

    return made


def path(number):
    return f"/fr/curation/signalements/{number}"


def stored(number):
    with reading() as session:
        return report(session, number)


def mails(number):
    with reading() as session:
        return [one for one in session.exec(select(Mail)) if number in one.subject]


def sent(who, number, text=ANSWER, act="answer", **more):
    page = who.browser.get(path(number)).text
    data = {"act": act, "answer": text, "version": str(stored(number).version), "once": hidden(page, "once")}
    return who.browser.post(path(number), data=data | more)


def test_a_report_is_read_beside_the_solution_without_the_address_of_who_wrote(hamlet, somebody, told, vendor):
    who = curator(hamlet, somebody)
    without_tie(who, vendor)
    number = told()
    text = who.browser.get(path(number)).text
    assert TEXT in plain(text.replace("&lt;", "‹").replace("&gt;", "›")).replace("‹", "<").replace("›", ">")
    assert "<b>Merci</b>" not in text
    assert "Mélèze fiches" in plain(text)
    assert f"/fr/curation/fournisseurs/{vendor}" in text
    assert "greffe@ville.example" not in text
    assert "Réponse promise pour le 27 novembre 2026." in plain(text)


def test_an_answer_goes_by_mail_once_and_is_kept(hamlet, somebody, told, vendor):
    who = curator(hamlet, somebody)
    without_tie(who, vendor)
    number = told()
    page = who.browser.get(path(number)).text
    data = {"act": "answer", "answer": ANSWER, "version": "1", "once": hidden(page, "once")}
    answers = [who.browser.post(path(number), data=data) for _ in range(2)]
    assert [one.status_code for one in answers] == [303, 303]
    row = stored(number)
    assert (row.state, row.answer, row.answered_by) == ("answered", ANSWER, who.id)
    assert [(one.to, ANSWER in one.text) for one in mails(number)] == [("greffe@ville.example", True)]
    assert acts("report", number) == [("report.answered", who.id)]
    text = plain(who.browser.get(answers[0].headers["location"]).text)
    assert "La réponse est enregistrée" in text
    assert ANSWER in text


def test_more_is_asked_by_mail_and_the_report_still_waits(hamlet, somebody, told, vendor):
    who = curator(hamlet, somebody)
    without_tie(who, vendor)
    number = told()
    assert sent(who, number, "De quelle année parlez-vous?", "more").status_code == 303
    assert stored(number).state == "more"
    assert "De quelle année" in mails(number)[0].text
    assert sent(who, number).status_code == 303
    assert stored(number).state == "answered"
    assert acts("report", number) == [("report.more", who.id), ("report.answered", who.id)]


@pytest.mark.parametrize("contact", [None, "appelez-moi", "a@"])
def test_without_an_address_the_answer_stays_here_and_nobody_is_asked(hamlet, somebody, told, vendor, contact):
    who = curator(hamlet, somebody)
    without_tie(who, vendor)
    number = told(contact=contact)
    assert sent(who, number, act="more").status_code == 409
    assert stored(number).state == "received"
    assert sent(who, number).status_code == 303
    assert mails(number) == []
    assert stored(number).answer == ANSWER


def test_two_who_answer_at_once_make_one_answer_and_nothing_typed_is_lost(hamlet, somebody, told, vendor):
    first, second = curator(hamlet, somebody), curator(hamlet, somebody, "curation_lead")
    without_tie(first, vendor)
    without_tie(second, vendor)
    number = told()
    assert sent(first, number).status_code == 303
    late = sent(second, number, "Une autre réponse, tapée longuement.", version="1")
    assert late.status_code == 409
    assert "Une autre réponse, tapée longuement." in plain(late.text)
    assert stored(number).answer == ANSWER
    assert len(mails(number)) == 1


@pytest.mark.parametrize(("declared", "word"), [(True, "vous avez déclaré un intérêt"), (None, "Dites d’abord")])
def test_nobody_answers_about_a_supplier_in_which_they_have_an_interest(hamlet, somebody, told, vendor, declared, word):
    who = curator(hamlet, somebody)
    if declared is not None:
        without_tie(who, vendor, declared=declared)
    number = told()
    answer = sent(who, number)
    assert answer.status_code == 403
    assert word in plain(answer.text)
    assert ANSWER in plain(answer.text)
    assert stored(number).state == "received"
    assert 'name="act" value="answer"' not in who.browser.get(path(number)).text


@pytest.mark.parametrize("text", ["", "non", "x" * 4001])
def test_an_answer_too_short_or_too_long_comes_back_as_it_was(hamlet, somebody, told, vendor, text):
    who = curator(hamlet, somebody)
    without_tie(who, vendor)
    number = told()
    answer = sent(who, number, text)
    assert answer.status_code == 422
    assert 'href="#answer"' in answer.text
    assert text in answer.text
    assert stored(number).state == "received"


@pytest.mark.parametrize(
    ("role", "reads", "answers"),
    [
        ("curator", 200, 303),
        ("curation_lead", 200, 303),
        ("instance_administrator", 200, 403),
        ("editor", 404, 404),
    ],
)
def test_asvs_8_2_1_each_role_reads_and_answers_as_the_table_says(hamlet, somebody, told, vendor, role, reads, answers):
    who = curator(hamlet, somebody, role, body="00003" if role == "editor" else "province")
    without_tie(who, vendor)
    number = told()
    assert who.browser.get(path(number)).status_code == reads
    assert sent(who, number).status_code == answers


def test_while_a_contestation_waits_the_solution_says_so_and_no_more(hamlet, somebody, told, vendor):
    who, nobody = curator(hamlet, somebody), TestClient(hamlet.app, base_url="http://127.0.0.1:8000")
    without_tie(who, vendor)
    error = told()
    page = f"/fr/solutions/{stored(error).solution}"
    assert "contestation" not in nobody.get(page).text.casefold()
    number = told("contest")
    text = nobody.get(page).text
    assert WAITING in plain(text)
    assert "hébergement hors du Québec" not in text
    assert "November 27, 2026" in plain(nobody.get(page.replace("/fr/", "/en/")).text)
    assert sent(who, number).status_code == 303
    assert WAITING not in plain(nobody.get(page).text)
    assert ANSWER not in plain(nobody.get(page).text)


def test_what_does_not_exist_is_404_and_a_report_of_a_solution_that_left_is_still_answered(hamlet, somebody, told):
    who = curator(hamlet, somebody)
    assert who.browser.get(path("DEADBEEF")).status_code == 404
    assert (
        who.browser.post(path("DEADBEEF"), data={"act": "answer", "answer": ANSWER, "version": "1"}).status_code == 404
    )
    number = told(solution="partie-depuis")
    assert "La solution n’est plus au répertoire." in plain(who.browser.get(path(number)).text)
    assert who.browser.post(path(number), data={"act": "erase"}).status_code == 404
    assert sent(who, number).status_code == 303
