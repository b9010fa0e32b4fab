"""A read: whole or without its body, kept for the one who may have it, compressed for who takes it so."""

import gzip
import re

import pytest
from sqlmodel import select

from municipal.db import writing
from municipal.suppliers.forms import ReportForm
from municipal.suppliers.report import receive
from tests.municipal.rows import a_solution
from vendors.registry.tables import Vendor

LIST = "/fr/fournisseurs"


@pytest.mark.parametrize("path", ["/fr/", LIST, "/api/v1/fournisseurs", "/nulle-part", "/health/live", "/sitemap.xml"])
def test_a_head_is_a_get_without_its_body(client, path):
    whole = client.get(path, headers={"accept-encoding": "identity"})
    head = client.head(path, headers={"accept-encoding": "identity"})
    assert head.content == b""
    assert head.status_code == whole.status_code
    assert dict(head.headers) == dict(whole.headers)
    assert int(head.headers["content-length"]) == len(whole.content)


def test_who_has_the_answer_already_gets_none_until_public_data_change(writer):
    first = writer.get(LIST)
    tag = {"if-none-match": first.headers["etag"]}
    again = writer.get(LIST, headers=tag)
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert again.headers["cache-control"] == first.headers["cache-control"]
    assert "content-type" not in again.headers
    receive(a_solution(), ReportForm("error", "Un signalement n’est pas public."), "fr")
    assert writer.get(LIST, headers=tag).status_code == 304
    with writing(public=True) as session:
        session.exec(select(Vendor)).first().name = "Un tout autre nom"
    changed = writer.get(LIST, headers=tag)
    assert changed.status_code == 200
    assert changed.headers["etag"] != first.headers["etag"]


def test_a_list_of_tags_is_understood(client):
    tag = client.get("/fr/").headers["etag"]
    assert client.get("/fr/", headers={"if-none-match": f'"other", {tag}'}).status_code == 304
    assert client.get("/fr/", headers={"if-none-match": '"other"'}).status_code == 200


def test_an_answer_is_the_same_kept_as_new(demo, anew):
    site = anew(demo)
    for path in (LIST, "/en/vendors?need=potholes", "/fr/indicateurs", "/api/v1/fournisseurs"):
        first, second = site.get(path), site.get(path)
        assert first.content == second.content
        assert first.headers == second.headers


def test_only_what_succeeded_for_anyone_is_kept(client):
    for path in ("/nulle-part", f"{LIST}?page=zero", "/api/v1/nulle-part", "/health/live", "/"):
        answer = client.get(path, follow_redirects=False)
        assert answer.headers["cache-control"] == "no-store", path
        assert "etag" not in answer.headers


def test_pages_are_asked_for_again_each_time(client):
    for path in ("/fr/", LIST, "/sitemap.xml"):
        assert client.get(path).headers["cache-control"] == "public, no-cache"


def test_a_compressed_answer_is_the_answer(client):
    plain = client.get(LIST, headers={"accept-encoding": "identity"})
    with client.stream("GET", LIST, headers={"accept-encoding": "gzip"}) as answer:
        raw = b"".join(answer.iter_raw())
        assert answer.headers["content-encoding"] == "gzip"
        assert int(answer.headers["content-length"]) == len(raw)
    assert gzip.decompress(raw) == plain.content
    assert len(raw) < len(plain.content) / 2
    assert "content-encoding" not in plain.headers
    assert "Accept-Encoding" in plain.headers["vary"]


def test_who_refuses_compression_gets_none(client):
    assert "content-encoding" not in client.get(LIST, headers={"accept-encoding": "gzip;q=0, identity"}).headers


@pytest.mark.parametrize("path", [LIST, "/en/indicators", "/fr/ressources", "/en/municipalities"])
def test_htmx_gets_the_rows_alone_and_they_are_those_of_the_page(client, path):
    whole = client.get(path).text
    rows = client.get(path, headers={"hx-request": "true", "hx-request-type": "partial"})
    assert "<html" not in rows.text
    assert "<h1" not in rows.text
    told = re.sub(r' hx-swap-oob="true"', "", rows.text)
    listed, _, more = told.rpartition('<a id="langue"')
    link, aside, beside = more.partition('<aside class="beside')
    assert listed.strip() in whole
    assert link.strip() in whole
    assert (aside + beside).strip() in whole
    assert "HX-Request-Type" in rows.headers["vary"]
    assert client.get(path).text == whole
    for other in ({"hx-request": "true"}, {"hx-request-type": "full"}):
        assert client.get(path, headers=other).text == whole


def test_two_visitors_who_used_two_names_of_the_site_share_no_answer(demo, anew):
    site = anew(demo)
    site.get("/fr/", headers={"host": "piege.example"})
    assert "piege" not in site.get("/fr/", headers={"host": "ville.example"}).text
    site.get("/sitemap.xml", headers={"host": "piege.example"})
    assert "piege" not in site.get("/sitemap.xml", headers={"host": "ville.example"}).text


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ((f"{LIST}?besoin=x", {"hx-request-type": "y|full"}), (f"{LIST}?besoin=x|y", {})),
        ((f"{LIST}?besoin=x?", {}), (f"{LIST}%3Fbesoin=x", {})),
        (("/fr/", {"accept-language": "en"}), ("/fr/", {"host": "ville.example"})),
    ],
)
def test_two_questions_never_share_an_answer(demo, anew, first, second):
    def ask(site, question):
        path, headers = question
        answer = site.get(path, headers=headers)
        return answer.status_code, answer.text

    expected = ask(anew(demo), second)
    site = anew(demo)
    ask(site, first)
    assert ask(site, second) == expected


def test_the_first_address_follows_the_language_of_the_browser(client):
    for accept, path in [("", "/fr/"), ("en-CA,en;q=0.9,fr;q=0.8", "/en/"), ("de", "/fr/"), ("fr;q=0.9,en", "/en/")]:
        answer = client.get("/", headers={"accept-language": accept}, follow_redirects=False)
        assert answer.headers["location"] == path
        assert "Accept-Language" in answer.headers["vary"]
