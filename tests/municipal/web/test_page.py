"""A page is known by its name, shows where one is, and leads to its twin."""

import re

import pytest
from litestar.exceptions import NotFoundException

from municipal.web.addresses import ADDRESSES
from municipal.web.page import NAVIGATION, choices, found


def test_what_is_found_is_given_and_what_is_not_is_told():
    assert found(0) == 0
    assert found("") == ""
    with pytest.raises(NotFoundException):
        found(None)


def test_choices_keep_their_order():
    assert [(one.value, one.label) for one in choices([("b", "B"), ("a", "A")])] == [("b", "B"), ("a", "A")]


def links(html):
    return re.findall(r'<a href="([^"]+)"( aria-current="page")?>', html)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", [name for name, _ in NAVIGATION])
def test_the_navigation_says_where_one_is(client, name, language):
    text = client.get(ADDRESSES[name][language]).text
    menu = text.split('<nav class="navigation"')[1].split("</nav>")[0]
    assert [href for href, _ in links(menu)] == [ADDRESSES[key][language] for key, _ in NAVIGATION]
    assert [href for href, current in links(menu) if current] == [ADDRESSES[name][language]]


@pytest.mark.parametrize("path", ["/fr/indicateurs/cout-voirie-km", "/en/indicators/cout-voirie-km"])
def test_a_page_below_an_entry_stands_under_it(client, path):
    menu = client.get(path).text.split('<nav class="navigation"')[1].split("</nav>")[0]
    assert [href for href, current in links(menu) if current] == ["/" + "/".join(path.split("/")[1:3])]


def test_a_page_names_itself_and_its_twin_to_machines(client):
    text = client.get("/en/indicators/cout-voirie-km?city=00001").text
    base = "http://testserver.local"
    assert f'<link rel="canonical" href="{base}/en/indicators/cout-voirie-km">' in text
    assert f'<link rel="alternate" hreflang="fr-CA" href="{base}/fr/indicateurs/cout-voirie-km">' in text
    assert f'<link rel="alternate" hreflang="en-CA" href="{base}/en/indicators/cout-voirie-km">' in text


def test_a_page_that_is_not_there_names_nothing(client):
    text = client.get("/fr/nulle-part").text
    assert 'rel="canonical"' not in text
    assert 'rel="alternate"' not in text


def test_every_link_of_a_page_leads_somewhere(client):
    seen = set()
    for start in (
        "/fr/",
        "/en/",
        "/fr/fournisseurs?besoin=nids-de-poule",
        "/en/indicators/cout-voirie-km",
        "/fr/a-propos",
    ):
        text = client.get(start).text
        for href in re.findall(r'<a [^>]*href="(/[^"#]*)', text):
            if href not in seen:
                seen.add(href)
                assert client.get(href.replace("&amp;", "&")).status_code == 200, (start, href)
    assert len(seen) > 30


def test_every_anchor_of_a_page_stands_on_it(client):
    for path in ("/fr/fournisseurs?besoin=nids-de-poule", "/fr/", "/en/resources", "/fr/solutions/nothing"):
        text = client.get(path).text
        for anchor in re.findall(r'href="#([^"]+)"', text):
            assert f'id="{anchor}"' in text, (path, anchor)


def test_no_id_stands_twice_on_a_page(client):
    for path in ("/fr/fournisseurs", "/fr/fournisseurs?besoin=nids-de-poule", "/en/resources", "/fr/indicateurs"):
        ids = re.findall(r'\sid="([^"]+)"', client.get(path).text)
        assert sorted(set(ids)) == sorted(ids), path
