"""A feed that a reader of feeds takes, whatever people wrote in it."""

from types import SimpleNamespace
from xml.etree import ElementTree as ET

import pytest

from municipal.settings import Settings
from municipal.web.atom import Entry, atom

ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = '<b>&amp; "quotes" ]]> \x00\x0b\ud7ff </title>'


def asked(*, demo=False):
    state = SimpleNamespace(settings=Settings(demo=demo, base_url="https://repere.example/"))
    return SimpleNamespace(app=SimpleNamespace(state=state))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_people_wrote_is_read_back_without_what_no_xml_holds(language):
    entry = Entry(HOSTILE, "/fr/besoins/x?a=1&b=2", "2026-11-22T12:00:00+00:00", HOSTILE, "https://a.example/?x=1&y=2")
    answer = atom(
        asked(),
        page="needs",
        own="/besoins.atom?q=a&b",
        title=HOSTILE,
        updated=entry.updated,
        entries=[entry],
        spoken=language,
    )
    root = ET.fromstring(answer.content)  # noqa: S314 - our own
    said = HOSTILE.replace("\x00\x0b", "")
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == f"{language}-CA"
    assert [root.findtext(f"{ATOM}title"), root.findtext(f"{ATOM}entry/{ATOM}summary")] == [said, said]
    assert root.find(f"{ATOM}link[@rel='self']").get("href") == "https://repere.example/besoins.atom?q=a&b"
    assert root.findtext(f"{ATOM}entry/{ATOM}id") == "https://repere.example/fr/besoins/x?a=1&b=2"
    assert root.find(f"{ATOM}entry/{ATOM}link[@rel='via']").get("href") == "https://a.example/?x=1&y=2"


@pytest.mark.parametrize(("demo", "robots"), [(True, "noindex"), (False, None)])
def test_the_demonstration_asks_not_to_be_found(demo, robots):
    answer = atom(asked(demo=demo), page="cases", own="/x.atom", title="x", updated="2026", entries=[], spoken="fr")
    assert answer.headers.get("x-robots-tag") == robots
    assert answer.media_type == "application/atom+xml"
