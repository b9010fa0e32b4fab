"""The feed of a search of suppliers: Atom as RFC 4287 wants it, with the items of the page and of the alert."""

import datetime as dt
import re
from html import unescape
from xml.etree import ElementTree as ET

import pytest
from sqlalchemy import delete

from municipal.alerts.lists import asked_of, feed_of
from municipal.db import reading, write
from municipal.suppliers.feed import feed
from municipal.suppliers.forms import Told, VendorsQuery
from municipal.suppliers.report import receive
from municipal.suppliers.tables import Report
from municipal.suppliers.watched import listed
from municipal.web.addresses import ADDRESSES, address

ATOM = "{http://www.w3.org/2005/Atom}"
SITE = "http://testserver.local"
SOLUTION = "boussole-routiere-oeil"
ASKED = [
    {},
    {"need": "suivi des nids-de-poule"},
    {"need": "nids-de-poule", "hosting": ["quebec", "canada"], "city": "00008"},
    {"domain": ["D:voirie"]},
    {"capability": ["C:vision_mobile", "C:vision_fixe"]},
    {"open_source": True, "need": "zzkx"},
    {"need": "<\"&'zzkx"},
]


def read(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("application/atom+xml")
    return ET.fromstring(answer.content)  # noqa: S314 - our own


def ids(root):
    return [one.find(f"{ATOM}id").text for one in root.findall(f"{ATOM}entry")]


def cards(text):
    return re.findall(r'<input class="govuk-checkboxes__input" id="s-([^"]+)"', text)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("asked", ASKED)
def test_the_page_the_feed_and_the_alert_have_the_same_items(client, language, asked):
    first = client.get(address("vendors", language, **asked)).text
    (link,) = re.findall(r'<link rel="alternate" type="application/atom\+xml" href="([^"]+)"', first)
    path = unescape(link)
    assert path == feed(language, VendorsQuery(**asked))
    shown, text, number = cards(first), first, 1
    while re.search(r'rel="next"', text):
        number += 1
        text = client.get(address("vendors", language, **asked, page=number)).text
        shown += cards(text)
    root = read(client, path)
    assert ids(root) == [SITE + address("solution", language, id=one) for one in shown]
    kept = asked_of("vendors", path.partition("?")[2])
    with reading() as session:
        assert [one.id for one in listed(session, kept, language, demo=True)] == shown
    assert feed_of("vendors", kept, language) == path
    assert bool(shown) == ("zzkx" not in asked.get("need", ""))


@pytest.mark.parametrize("path", ["/fournisseurs.atom?besoin=nids-de-poule", "/vendors.atom?need=pothole"])
def test_a_feed_has_all_that_atom_asks_for(client, path):
    root = read(client, path)
    entries = root.findall(f"{ATOM}entry")
    assert entries
    for one in [root, *entries]:
        for name in ("id", "title", "updated"):
            assert len(one.findall(f"{ATOM}{name}")) == 1
        assert dt.datetime.fromisoformat(one.find(f"{ATOM}updated").text).tzinfo
    assert root.find(f"{ATOM}author/{ATOM}name").text
    assert root.find(f"{ATOM}link[@rel='self']").get("href") == SITE + path == root.find(f"{ATOM}id").text
    assert len(set(ids(root))) == len(entries)
    dates = [dt.datetime.fromisoformat(one.find(f"{ATOM}updated").text) for one in entries]
    assert dt.datetime.fromisoformat(root.find(f"{ATOM}updated").text) == max(dates)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_list_stands_at_its_own_page(client, language):
    root = read(client, feed(language, VendorsQuery()))
    links = [one.get("href") for one in root.findall(f"{ATOM}link") if one.get("rel") is None]
    assert links == [SITE + ADDRESSES["vendors"][language]]


def test_a_contestation_changes_its_entry_at_once_and_its_id_never(browser):
    client, path = browser(), "/fournisseurs.atom?besoin=nids-de-poule"
    before = read(client, path)
    number = receive(SOLUTION, Told(kind="contest", message="Cette information est inexacte."), "fr").id
    try:
        after = read(client, path)
        assert ids(after) == ids(before)
        (was, changed) = (
            next(one for one in root.findall(f"{ATOM}entry") if SOLUTION in one.find(f"{ATOM}id").text)
            for root in (before, after)
        )
        assert changed.find(f"{ATOM}updated").text > was.find(f"{ATOM}updated").text
        assert "Quelqu’un conteste" in changed.find(f"{ATOM}summary").text
        assert "Quelqu’un conteste" not in was.find(f"{ATOM}summary").text
    finally:
        write(lambda session: session.execute(delete(Report).where(Report.id == number)))


def test_the_demonstration_says_in_its_feed_that_it_is_one(client):
    assert "fictives" in read(client, "/fournisseurs.atom").find(f"{ATOM}title").text
    assert client.get("/fournisseurs.atom").headers["x-robots-tag"] == "noindex"


def test_what_is_not_of_its_kind_is_refused(client):
    assert client.get("/fournisseurs.atom?taille=beaucoup").status_code == 400
