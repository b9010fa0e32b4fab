"""What goes wrong is told in the reader's language, with the remedy first; a program is told in problem+json."""

import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel import select

from municipal.db import reading
from municipal.home import pages as home
from municipal.suppliers import report
from municipal.suppliers.tables import Report
from vendors.registry.tables import Solution

PROBLEM = "application/problem+json"
REPORTS = "/api/v1/signalements"


def a_report(**other):
    with reading() as session:
        solution = session.exec(select(Solution.id)).first()
    return {"kind": "error", "message": "Le prix de cette page est faux.", "solution": solution} | other


def is_problem(answer, status):
    assert answer.status_code == status
    assert answer.headers["content-type"] == PROBLEM
    assert answer.headers["cache-control"] == "no-store"
    body = answer.json()
    assert {"type", "title", "status", "detail"} <= set(body)
    assert body["status"] == status
    assert body["title"]
    assert body["detail"]
    return True


@pytest.mark.parametrize(
    ("path", "accept", "language"),
    [
        ("/fr/nulle-part", "en", "fr"),
        ("/en/nowhere", "fr", "en"),
        ("/en/vendors/nobody", "fr", "en"),
        ("/fr/solutions/rien", "", "fr"),
        ("/nowhere", "en-CA", "en"),
        ("/nulle-part", "", "fr"),
        ("/FR/", "", "fr"),
    ],
)
def test_what_is_not_there_is_told_in_the_language_of_the_address_or_of_the_browser(client, path, accept, language):
    answer = client.get(path, headers={"accept-language": accept})
    assert answer.status_code == 404
    assert f'<html lang="{language}-CA">' in answer.text
    assert answer.text.count("<h1") == 1
    assert {"fr": "Vérifiez l’adresse", "en": "Check the address"}[language] in answer.text
    assert answer.headers["content-language"] == f"{language}-CA"
    assert f'href="/{language}/"' in answer.text


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/v1/nulle-part", 404),
        ("GET", "/api/v1/fournisseurs/nobody", 404),
        ("GET", "/api/v1/solutions/nothing", 404),
        ("GET", "/api/v1/indicateurs/none", 404),
        ("GET", "/api/v1/municipalites/00000", 404),
        ("DELETE", "/api/v1/fournisseurs", 405),
        ("GET", REPORTS, 405),
        ("GET", "/api/v1/fournisseurs?besoin=a&limit=x", 400),
        ("GET", "/api/v1/fournisseurs?besoin=eau&ville=12", 400),
        ("GET", "/api/v1/fournisseurs?besoin=eau&ville=12345", 400),
        ("GET", "/api/v1/fournisseurs?besoin=eau&lang=de", 400),
        ("GET", "/api/v1/fournisseurs?besoin=eau&limit=0", 400),
        ("GET", "/api/v1/fournisseurs?besoin=eau&limit=31", 400),
        ("GET", "/api/v1/indicateurs?lang=de", 400),
        ("GET", "/api/v1/municipalites", 400),
        ("GET", "/health/nulle-part", 404),
    ],
)
def test_a_program_is_told_in_problem_json(client, method, path, status):
    assert is_problem(client.request(method, path), status)


@pytest.mark.parametrize("path", ["/fr/fournisseurs", "/api/v1/fournisseurs"])
def test_a_method_that_is_not_allowed_is_answered_with_those_that_are(client, path):
    assert "GET" in client.delete(path).headers["allow"]


def test_a_program_is_told_in_its_language(client):
    french = client.get("/api/v1/nulle-part", headers={"accept-language": "fr"}).json()
    english = client.get("/api/v1/nulle-part", headers={"accept-language": "en"}).json()
    assert french["title"] != english["title"]
    assert french["detail"] != english["detail"]


BODIES = {
    "nothing": b"",
    "bytes that are no text": b"\xff\xfe\x00",
    "a text that is no text": b'{"kind": "\xff"}',
    "an unclosed object": b'{"kind": "error"',
    "deep arrays": b"[" * 100_000,
    "deep closed arrays": b"[" * 100_000 + b"]" * 100_000,
    "deep objects": b'{"kind":' * 100_000 + b"1" + b"}" * 100_000,
    "deep arrays in a field": b'{"message":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "half a surrogate pair": b'{"kind":"error","message":"\\ud800 and more","solution":"x"}',
    "a number that is none": b'{"kind": NaN}',
    "null": b"null",
    "a text": b'"error"',
    "an array": b"[]",
    "an empty object": b"{}",
    "a form": b"kind=error&message=hello",
}


@pytest.mark.parametrize("name", BODIES)
def test_a_body_that_is_no_report_is_the_senders_to_correct(client, name):
    answer = client.post(REPORTS, content=BODIES[name], headers={"content-type": "application/json"})
    assert is_problem(answer, 400)


@pytest.mark.parametrize(
    "other",
    [
        {"extra": 1},
        {"message": 1},
        {"message": "court"},
        {"message": "x" * 4001},
        {"message": None},
        {"message": ["x" * 20]},
        {"kind": "praise"},
        {"kind": None},
        {"contact": "x" * 201},
        {"contact": 12},
        {"solution": 1},
        {"solution": "x" * 201},
    ],
    ids=str,
)
def test_a_field_that_is_not_as_it_should_be_is_refused(client, other):
    answer = client.post(REPORTS, json=a_report(**other))
    assert is_problem(answer, 400)


def test_a_report_about_nothing_is_not_found(client):
    assert is_problem(client.post(REPORTS, json=a_report(solution="nothing")), 404)


def test_a_body_that_is_too_large_is_refused_announced_or_not(client):
    body = b'{"message":"' + b"x" * 11_000_000 + b'"}'
    assert client.post(REPORTS, content=body, headers={"content-type": "application/json"}).status_code == 413
    pieces = (body[n : n + 500_000] for n in range(0, len(body), 500_000))
    assert is_problem(client.post(REPORTS, content=pieces, headers={"content-type": "application/json"}), 413)


@pytest.mark.parametrize(
    "kind", ["multipart/form-data", "multipart/form-data; boundary=x", "application/json", "text/plain"]
)
def test_a_form_of_another_kind_is_never_our_fault(client, kind):
    path = f"/fr/solutions/{a_report()['solution']}/signaler"
    for body in (b"", b"abc", b"--x\r\nabc", b"\xff\xfe", b"[" * 100_000):
        answer = client.post(path, content=body, headers={"content-type": kind})
        assert 400 <= answer.status_code < 500, body[:9]


def test_none_of_that_was_kept(client):
    with reading() as session:
        assert session.exec(select(Report)).all() == []


TWICE = [
    "/fr/fournisseurs?besoin=a&besoin=b",
    "/fr/fournisseurs?besoin=a&need=b",
    "/en/vendors?page=1&page=2",
    "/fr/indicateurs?dimension=health&dimension=society",
    "/fr/municipalites?q=a&q=b",
    "/fr/ressources?genre=funding&kind=network",
]
TWICE_API = [
    "/api/v1/fournisseurs?besoin=a&besoin=b",
    "/api/v1/fournisseurs?besoin=a&limit=3&limit=4",
    "/api/v1/indicateurs?lang=fr&lang=en",
    "/api/v1/ressources?kind=funding&kind=network",
    "/api/v1/municipalites?q=a&q=b",
]


@pytest.mark.parametrize(
    "path",
    [*TWICE, *(path for path in TWICE_API)],
)
def test_a_parameter_said_twice_where_one_is_expected_is_refused(client, path):
    assert client.get(path).status_code == 400


NUL = [
    "/fr/solutions/%00",
    "/fr/solutions/%00/signaler",
    "/en/vendors/%00",
    "/fr/indicateurs/%00",
    "/fr/municipalites/%00",
    "/fr/comparer?ids=%00",
    "/fr/indicateurs?dimension=%00",
    "/fr/ressources?genre=%00",
    "/api/v1/fournisseurs/%00",
    "/api/v1/municipalites/%00",
    "/api/v1/indicateurs?dimension=%00",
    "/api/v1/ressources?kind=%00",
]


@pytest.mark.parametrize("demo", ["sqlite", "postgres"], indirect=True)
@pytest.mark.parametrize("path", NUL)
def test_a_nul_in_an_address_is_never_our_fault(client, path):
    assert client.get(path).status_code < 500


@pytest.mark.parametrize("fresh", ["sqlite", "postgres"], indirect=True)
def test_a_nul_in_a_report_is_never_our_fault(writer):
    body = a_report(message="Un texte\x00 avec un caractère nul.")
    assert writer.post(REPORTS, json=body).status_code < 500
    path = f"/fr/solutions/{body.pop('solution')}/signaler"
    assert writer.post(path, data=body).status_code < 500


@pytest.mark.parametrize(
    "path", ["/fr/fournisseurs?besoin=%00", "/fr/municipalites?q=%ff%fe", "/fr/fournisseurs?ville=%00"]
)
def test_odd_bytes_in_a_question_are_a_question_like_any_other(client, path):
    assert client.get(path).status_code == 200


def test_a_database_that_is_busy_is_told_apart_from_our_own_faults(demo, anew, monkeypatch):
    def busy(*_, **__):
        raise OperationalError("SELECT 1", {}, Exception("database is locked"))

    site = anew(demo)
    monkeypatch.setattr(home, "reading", busy)
    page = site.get("/fr/")
    assert page.status_code == 503
    assert "locked" not in page.text
    body = a_report()
    monkeypatch.setattr(report, "write", busy)
    assert is_problem(site.post(REPORTS, json=body), 503)


def test_our_own_fault_is_logged_once_with_its_address(demo, anew, monkeypatch, caplog):
    def fail():
        raise RuntimeError("broken")

    monkeypatch.setattr(home, "figures", fail)
    anew(demo).get("/fr/")
    (record,) = [one for one in caplog.records if one.levelname == "ERROR"]
    assert record.getMessage().startswith("GET /fr")
    assert record.exc_info[1].args == ("broken",)


def test_a_readers_fault_is_not_logged_as_ours(client, caplog):
    client.get("/fr/nulle-part")
    client.get("/api/v1/municipalites")
    assert not [one for one in caplog.records if one.levelname == "ERROR"]
