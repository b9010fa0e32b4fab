"""The feed: Atom as RFC 4287 wants it, with the filters of the page."""

import datetime as dt
import re
from xml.etree import ElementTree as ET

import pytest

from municipal.cases.feed import feed
from municipal.cases.forms import CasesQuery
from municipal.cases.queries import cases, keep
from municipal.web.addresses import FEEDS, address

ATOM = "{http://www.w3.org/2005/Atom}"
SITE = "http://testserver.local"


def read(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("application/atom+xml")
    return ET.fromstring(answer.content)  # noqa: S314 - our own


@pytest.mark.parametrize("language", FEEDS["cases"])
def test_a_feed_holds_every_case_with_all_that_atom_asks_for(real_client, language):
    root = read(real_client, FEEDS["cases"][language])
    rows = cases(language, demo=False)
    entries = root.findall(f"{ATOM}entry")
    for one in [root, *entries]:
        for name in ("id", "title", "updated"):
            assert len(one.findall(f"{ATOM}{name}")) == 1
        day = one.find(f"{ATOM}updated").text
        assert dt.datetime.fromisoformat(day).tzinfo
    assert root.find(f"{ATOM}author/{ATOM}name").text
    assert [one.find(f"{ATOM}title").text for one in entries] == [row.title for row in rows]
    assert [one.find(f"{ATOM}id").text for one in entries] == [
        SITE + address("case", language, id=row.id) for row in rows
    ]
    assert [one.find(f"{ATOM}link[@rel='via']").get("href") for one in entries] == [row.source_url for row in rows]


@pytest.mark.parametrize("language", FEEDS["cases"])
def test_the_page_leads_to_the_feed_of_what_it_shows(client, language):
    asked = {"state": ["stopped"], "place": ["quebec"]}
    text = client.get(address("cases", language, **asked)).text
    (link,) = re.findall(r'<link rel="alternate" type="application/atom\+xml" href="([^"]+)"', text)
    path = link.replace("&amp;", "&")
    assert path == feed(language, CasesQuery(**asked))
    root = read(client, path)
    assert root.find(f"{ATOM}link[@rel='self']").get("href") == SITE + path == root.find(f"{ATOM}id").text
    shown = [one.find(f"{ATOM}title").text for one in root.findall(f"{ATOM}entry")]
    assert shown == [row.title for row in keep(cases(language, demo=True), asked)] != []


def test_a_feed_of_nothing_is_a_feed(client):
    root = read(client, "/cas-usage.atom?besoin=%3C%22%26%27zzkx")
    assert root.findall(f"{ATOM}entry") == []
    assert root.find(f"{ATOM}link[@rel='self']").get("href").endswith("besoin=%3C%22%26%27zzkx")


def test_the_demonstration_says_in_its_feed_that_it_is_one(client, real_client):
    assert "fictifs" in read(client, "/cas-usage.atom").find(f"{ATOM}title").text
    assert client.get("/cas-usage.atom").headers["x-robots-tag"] == "noindex"
