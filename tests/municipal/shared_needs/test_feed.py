"""The feed of shared needs: Atom as RFC 4287 wants it."""

import datetime as dt
import re
from html import unescape
from xml.etree import ElementTree as ET

import pytest

from municipal.alerts.lists import feed_of
from municipal.db import reading
from municipal.shared_needs.queries import needs
from municipal.shared_needs.watched import listed
from municipal.web.addresses import FEEDS, address

ATOM = "{http://www.w3.org/2005/Atom}"
SITE = "http://testserver.local"


@pytest.mark.parametrize("language", FEEDS["needs"])
def test_a_feed_holds_every_need_the_latest_joined_first(client, language):
    answer = client.get(FEEDS["needs"][language])
    assert answer.headers["content-type"].startswith("application/atom+xml")
    root = ET.fromstring(answer.content)  # noqa: S314 - our own
    entries = root.findall(f"{ATOM}entry")
    for one in [root, *entries]:
        assert [len(one.findall(f"{ATOM}{name}")) for name in ("id", "title", "updated")] == [1, 1, 1]
        assert dt.datetime.fromisoformat(one.find(f"{ATOM}updated").text).tzinfo
    moments = [one.find(f"{ATOM}updated").text for one in entries]
    assert moments == sorted(moments, reverse=True)
    with reading() as session:
        wanted = {SITE + address("need", language, id=row.id) for row in needs(session, language)}
    assert {one.find(f"{ATOM}id").text for one in entries} == wanted
    assert root.find(f"{ATOM}link[@rel='self']").get("href") == SITE + FEEDS["needs"][language]
    page = client.get(address("needs", language)).text
    assert f'type="application/atom+xml" href="{FEEDS["needs"][language]}"' in page


def test_a_feed_of_nothing_is_a_feed(real_client):
    root = ET.fromstring(real_client.get("/besoins.atom").content)  # noqa: S314 - our own
    assert root.findall(f"{ATOM}entry") == []
    assert len(root.findall(f"{ATOM}updated")) == 1


@pytest.mark.parametrize("language", FEEDS["needs"])
@pytest.mark.parametrize("asked", [{"domain": "D:voirie"}, {"q": "neige"}, {"q": "zzkx"}])
def test_the_page_the_feed_and_the_alert_have_the_same_needs(client, language, asked):
    page = client.get(address("needs", language, **asked)).text
    (path,) = re.findall(r'type="application/atom\+xml" href="([^"]+)"', page)
    path = unescape(path)
    assert path == feed_of("needs", asked, language)
    root = ET.fromstring(client.get(path).content)  # noqa: S314 - our own
    shown = set(re.findall(rf'<li><a href="({address("needs", language)}/[^"?]+)"', page))
    assert {one.find(f"{ATOM}id").text for one in root.findall(f"{ATOM}entry")} == {SITE + one for one in shown}
    assert root.find(f"{ATOM}link[@rel='self']").get("href") == SITE + path
    with reading() as session:
        assert {one.path for one in listed(session, asked, language)} == shown
    assert bool(shown) == (asked.get("q") != "zzkx")
