"""Every answer is armoured, and no other site may write here."""

import re
from urllib.parse import urlsplit

import pytest
from sqlmodel import select

from municipal.db import reading
from municipal.home import pages as home
from municipal.home.pages import public_pages
from municipal.suppliers.tables import Report
from municipal.web.addresses import address
from municipal.web.guard import same_origin
from municipal.web.static import static_url
from tests.municipal.rows import a_solution

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "object-src": "'none'",
}
LIST = "/fr/fournisseurs"


def a_page_of_each_kind(language):
    """The address of one page under each name."""
    found = {}
    for name, one in public_pages(demo=True):
        found.setdefault(name, address(name, language, id=one))
    found["report"] = address("report", language, id=a_solution())
    found["council_note"] = address("council_note", language, id="nids-poule-delai", city="00005")
    return found


def armoured(answer):
    headers = answer.headers
    policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
    assert policy == POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["permissions-policy"] == "camera=(), microphone=(), geolocation=()"
    assert "set-cookie" not in headers
    return True


# headers


def test_asvs_3_4_3_3_4_4_3_4_5_every_kind_of_answer_is_armoured(client, monkeypatch):
    tag = client.get(LIST).headers["etag"]
    form = f"/fr/solutions/{a_solution()}/signaler"
    answers = {
        200: client.get(LIST),
        302: client.get("/", follow_redirects=False),
        304: client.get(LIST, headers={"if-none-match": tag}),
        400: client.get(f"{LIST}?page=zero"),
        403: client.post(form, headers={"origin": "https://ailleurs.example"}),
        404: client.get("/fr/nulle-part"),
        405: client.delete(LIST),
        413: client.post(form, content=b"x" * 10_000_001),
        422: client.post(form, data={"kind": "error"}),
    }
    assert {asked: answer.status_code for asked, answer in answers.items()} == {asked: asked for asked in answers}
    assert all(armoured(answer) for answer in answers.values())
    for path in (static_url("repere.css"), "/static/0/x", "/api/v1/fournisseurs", "/api/v1/nulle-part", "/sitemap.xml"):
        assert armoured(client.get(path))
    for path in ("/health/live", "/health/ready", "/schema/openapi.json", "/schema/nulle-part", "/robots.txt"):
        assert armoured(client.get(path))


def test_asvs_16_5_1_an_answer_to_our_own_fault_is_armoured_and_says_nothing_of_it(demo, anew, monkeypatch):
    def fail():
        raise RuntimeError("secret of the house")

    monkeypatch.setattr(home, "figures", fail)
    answer = anew(demo).get("/fr/")
    assert answer.status_code == 500
    assert armoured(answer)
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text
    assert answer.headers["cache-control"] == "no-store"


def test_asvs_3_4_1_strict_transport_is_asked_for_under_tls_alone(client):
    assert "strict-transport-security" not in client.get("/fr/").headers
    value = client.get("https://testserver.local/fr/").headers["strict-transport-security"]
    assert int(re.search(r"max-age=(\d+)", value)[1]) >= 31_536_000
    assert "includeSubDomains" in value


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_page_has_a_cookie_a_style_or_a_script_of_its_own_or_fetches_from_elsewhere(open_pages, client, language):
    pages = a_page_of_each_kind(language)
    # A file is no page.
    assert set(pages) >= {name for name in open_pages if not name.endswith("_file")}
    for path in pages.values():
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert armoured(answer)
        assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:|hx-on", answer.text), path
        assert all("src=" in script for script in re.findall(r"<script[^>]*>", answer.text)), path
        fetched = re.findall(
            r"<(?:script|img|iframe|source|embed|object|video)\b[^>]*?(?:src|data)=\"([^\"]+)", answer.text
        )
        fetched += re.findall(r"<link rel=\"(?:stylesheet|icon|preload)\"[^>]*href=\"([^\"]+)", answer.text)
        assert fetched
        assert all(not urlsplit(one).netloc for one in fetched), path
    assert not client.cookies


@pytest.mark.parametrize("path", ["/fr/", "/robots.txt", "/static"])
def test_asvs_4_1_1_an_encoding_is_told_once(client, path):
    answer = client.get(static_url("repere.css") if path == "/static" else path)
    assert answer.headers["content-type"].count("charset") == 1


def test_what_is_fictitious_asks_not_to_be_found(demo_sqlite, real_sqlite, anew):
    demo_sqlite.enter()
    fiction = anew(demo_sqlite)
    assert fiction.get(LIST).headers["x-robots-tag"] == "noindex"
    assert "Disallow: /" in fiction.get("/robots.txt").text.splitlines()
    real_sqlite.enter()
    fact = anew(real_sqlite)
    assert "x-robots-tag" not in fact.get(LIST).headers
    assert "Allow: /" in fact.get("/robots.txt").text.splitlines()


# writes from elsewhere

GOOD = {"kind": "error", "message": "Le prix de cette page est faux."}
FROM_HERE = [{}, {"sec-fetch-site": "same-origin"}, {"sec-fetch-site": "none"}, {"origin": "http://testserver.local"}]
FROM_ELSEWHERE = [
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
    {"sec-fetch-site": "same-origin, cross-site"},
    {"sec-fetch-site": "cross-site", "origin": "http://testserver.local"},
    {"origin": "https://ailleurs.example"},
    {"origin": "null"},
    {"origin": "https://testserver.local"},
    {"origin": "http://testserver.local:8080"},
    {"origin": "http://testserver.local.ailleurs.example"},
]


@pytest.mark.parametrize("headers", FROM_ELSEWHERE, ids=str)
def test_asvs_3_5_1_nothing_is_written_from_another_site(client, headers):
    solution = a_solution()
    assert client.post(f"/fr/solutions/{solution}/signaler", data=GOOD, headers=headers).status_code == 403
    body = GOOD | {"solution": solution}
    assert client.post("/api/v1/signalements", json=body, headers=headers).status_code == 403
    for method in ("PUT", "PATCH", "DELETE"):
        assert client.request(method, LIST, headers=headers).status_code == 403
    with reading() as session:
        assert session.exec(select(Report)).all() == []


def test_our_own_pages_and_programs_may_write(writer):
    path = f"/fr/solutions/{a_solution()}/signaler"
    for headers in FROM_HERE:
        assert writer.post(path, data=GOOD, headers=headers, follow_redirects=False).status_code == 303, headers
    with reading() as session:
        assert len(session.exec(select(Report)).all()) == len(FROM_HERE)


@pytest.mark.parametrize("headers", FROM_ELSEWHERE, ids=str)
def test_a_link_from_another_site_is_welcome(client, headers):
    assert client.get(LIST, headers=headers).status_code == 200


def test_the_origin_is_compared_with_the_whole_of_ours():
    assert same_origin({b"origin": b"https://ville.example:8443", b"host": b"ville.example:8443"}, "https")
    assert not same_origin({b"origin": b"https://ville.example", b"host": b"ville.example:8443"}, "https")
    assert not same_origin({b"origin": b"http://ville.example", b"host": b"ville.example"}, "https")
    assert not same_origin({b"origin": b"https://ville.example"}, "https")
