"""What a reader tells us is kept whole and answered within five working days; a faulty form comes back as it was."""

import datetime as dt
import re
from html import unescape
from threading import Thread

import pytest
from sqlmodel import select

from municipal.db import reading
from municipal.suppliers import report
from municipal.suppliers.forms import ReportForm
from municipal.suppliers.report import due, receive
from municipal.suppliers.tables import Report
from tests.municipal.rows import a_solution

TEXT = "Le prix de la page date de 2023; « l’année » manque. <b>Merci</b> & à bientôt 🙂"


def reports():
    with reading() as session:
        return list(session.exec(select(Report)))


def path(language="fr"):
    return {"fr": f"/fr/solutions/{a_solution()}/signaler", "en": f"/en/solutions/{a_solution()}/report"}[language]


@pytest.mark.parametrize(
    ("received", "answered"),
    [
        ("2026-11-16", "2026-11-23"),  # Monday
        ("2026-11-18", "2026-11-25"),  # Wednesday
        ("2026-11-20", "2026-11-27"),  # Friday
        ("2026-11-21", "2026-11-27"),  # Saturday
        ("2026-11-22", "2026-11-27"),  # Sunday
        ("2026-12-28", "2027-01-05"),  # the first of January
        ("2028-02-25", "2028-03-03"),
    ],
)
def test_five_working_days_later(received, answered):
    assert due(dt.date.fromisoformat(received)) == dt.date.fromisoformat(answered)


@pytest.mark.parametrize(("language", "kind"), [("fr", "error"), ("en", "contest")])
def test_what_was_sent_is_kept_and_its_number_shown(writer, monkeypatch, language, kind):
    monkeypatch.setattr(report, "today", lambda: dt.date(2026, 11, 20))
    sent = {"kind": kind, "message": TEXT, "contact": "greffe@ville.example"}
    answer = writer.post(path(language), data=sent, follow_redirects=False)
    assert answer.status_code == 303
    (kept,) = reports()
    assert (kept.kind, kept.message, kept.contact, kept.language) == (kind, TEXT, "greffe@ville.example", language)
    assert (kept.solution, kept.due_on, kept.state, kept.version) == (a_solution(), "2026-11-27", "received", 1)
    received = dt.datetime.fromisoformat(kept.received_at)
    assert received.utcoffset() == dt.timedelta(0)
    assert abs((dt.datetime.now(tz=dt.UTC) - received).total_seconds()) < 60
    told = writer.get(answer.headers["location"])
    assert told.status_code == 200
    assert kept.id in told.text
    assert {"fr": "27 novembre 2026", "en": "November 27, 2026"}[language] in told.text
    assert "<form method" not in told.text


def test_a_contact_is_not_needed(writer):
    writer.post(path(), data={"kind": "error", "message": TEXT, "contact": "  "})
    assert [one.contact for one in reports()] == [None]


def test_the_same_text_sent_twice_is_two_reports(writer):
    for _ in range(2):
        writer.post(path(), data={"kind": "error", "message": TEXT})
    assert len({one.id for one in reports()}) == 2


def test_a_program_may_send_one_too(writer):
    body = {"kind": "contest", "message": TEXT, "solution": a_solution()}
    answer = writer.post("/api/v1/signalements?lang=en", json=body)
    assert answer.status_code == 201
    (kept,) = reports()
    assert answer.json() == {"id": kept.id, "due_on": kept.due_on}
    assert (kept.message, kept.language, kept.kind, kept.contact) == (TEXT, "en", "contest", None)


FAULTY = [
    ({"message": ""}, "message"),
    ({"message": "court"}, "message"),
    ({"message": "x" * 4001}, "message"),
    ({"contact": "y" * 201}, "contact"),
    ({"kind": "praise"}, "kind"),
    ({"kind": ""}, "kind"),
    ({"colour": "red"}, "colour"),
]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(("other", "field"), FAULTY, ids=lambda one: str(one)[:30])
def test_a_faulty_form_comes_back_with_what_was_typed_and_where_to_correct_it(client, language, other, field):
    sent = {"kind": "contest", "message": TEXT, "contact": "greffe@ville.example"} | other
    answer = client.post(path(language), data=sent)
    assert answer.status_code == 422
    assert f'<html lang="{language}-CA">' in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert f'<a href="#{field}">' in answer.text
    typed = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", answer.text, re.DOTALL)[1]
    assert unescape(typed) == sent["message"]
    assert f'value="{sent["contact"]}"' in answer.text
    assert reports() == []


def test_each_error_stands_beside_its_field_too(client):
    text = client.post(path(), data={"kind": "error", "message": "", "contact": "y" * 300}).text
    for field in ("message", "contact"):
        assert f'id="{field}-error"' in text
        tag = re.search(rf'<(?:textarea|input)[^>]* id="{field}"[^>]*>', text)[0]
        assert 'aria-invalid="true"' in tag
        assert f"{field}-error" in tag
    assert 'role="alert"' in text


def test_what_was_typed_is_shown_as_text_and_never_run(client):
    evil = '</textarea><script>alert("x")</script>'
    text = client.post(path(), data={"kind": "error", "message": "", "contact": evil * 20}).text
    assert "<script>alert" not in text
    text = client.get(f'{path()}?received=<script>&kind="><script>').text
    assert "<script>&" not in text
    assert '"><script>' not in text


def test_a_report_about_nothing_is_not_found(client):
    assert client.get("/fr/solutions/nothing/signaler").status_code == 404
    assert client.post("/fr/solutions/nothing/signaler", data={"kind": "error", "message": TEXT}).status_code == 404


def test_the_form_asks_for_what_is_contested_when_that_is_what_one_does(client):
    error, contest = client.get(path()).text, client.get(f"{path()}?genre=contest").text
    assert '<input type="hidden" name="kind" value="error">' in error
    assert '<input type="hidden" name="kind" value="contest">' in contest


def test_many_readers_at_once_lose_nothing(fresh):
    solution = a_solution()

    def send(n):
        for m in range(8):
            receive(solution, ReportForm("error", f"Message numéro {n}-{m} de tous."), "fr")

    crowd = [Thread(target=send, args=(n,)) for n in range(8)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    assert len({one.message for one in reports()}) == 64
