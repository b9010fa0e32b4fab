"""The feed of public notices, with the parameters of the page."""

import re
from html import unescape
from xml.etree import ElementTree as ET

import pytest

from municipal.notices.forms import NoticesQuery
from municipal.notices.listing import feed
from municipal.web.addresses import address
from tests.municipal.notices.test_pages import NEED, shown

ATOM = "{http://www.w3.org/2005/Atom}"
ASKED = [
    {},
    {"need": NEED},
    {"kind": "all"},
    {"vendor": "boussole-routiere"},
    {"category": ["G8", "S4"], "need": "eau"},
]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("asked", ASKED)
def test_the_feed_has_the_notices_of_the_page(site, language, asked):
    text = site.get(address("notices", language, **asked)).text
    (link,) = re.findall(r'<link rel="alternate" type="application/atom\+xml" href="([^"]+)"', text)
    assert unescape(link) == feed(NoticesQuery(**asked), language)
    answer = site.get(unescape(link))
    assert answer.headers["content-type"].startswith("application/atom+xml")
    entries = ET.fromstring(answer.content).findall(f"{ATOM}entry")  # noqa: S314 - our own
    assert [one.find(f"{ATOM}id").text.rpartition("/")[2] for one in entries] == shown(text)
    assert all(one.find(f"{ATOM}updated").text and one.find(f"{ATOM}summary").text for one in entries)


def test_a_feed_without_a_notice_still_says_when_it_changed(site):
    root = ET.fromstring(site.get("/avis-publics.atom?besoin=zzkx").content)  # noqa: S314 - our own
    assert root.findall(f"{ATOM}entry") == []
    assert root.find(f"{ATOM}updated").text.startswith("2026-")
    assert site.get("/avis-publics.atom?fournisseur=personne").status_code == 404
