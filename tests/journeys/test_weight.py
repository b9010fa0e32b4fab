"""What a first visit costs: the page and all that it brings, as they cross the network."""

import re

import httpx
import pytest

from municipal.web.addresses import address

MOST_BYTES = 60_000
MOST_REQUESTS = 6
FIRST = {
    "home": {},
    "vendors": {},
    "need": {"need": "suivi des nids-de-poule"},
    "widest need": {"need": "prise d’appels en dehors des heures"},
    "indicators": {},
    "resources": {},
    "municipalities": {},
    "questions": {},
}
# One of each kind that needs an id, in each world.
ONE = {
    "demo_site": {"solution": "boussole-routiere-oeil", "vendor": "boussole-routiere", "indicator": "nids-poule-delai"},
    "real_site": {"solution": None, "vendor": None, "indicator": "nids-poule-delai"},
}
SAME_IN_BOTH = {"questions", "indicators", "widest need"}
PAGES = [
    (site, name)
    for site, ids in ONE.items()
    for name in [*FIRST, *ids]
    if site == "demo_site" or name not in SAME_IN_BOTH
]


@pytest.mark.parametrize(("site", "name"), PAGES)
def test_a_first_visit_is_light_and_stays_with_us(parcours, request, site, name):
    origin = request.getfixturevalue(site)
    visitor = parcours(origin)
    sizes, urls = listen(visitor)
    path = where(visitor, site, name)
    sizes.clear()
    urls.clear()
    visitor.visit(path, checked=False)
    visitor.page.wait_for_load_state("networkidle")
    fetched = {urls[key] for key in sizes}
    icons = [icon.get_attribute("href") for icon in visitor.page.locator("link[rel~=icon]").all()]
    # This browser draws no tab, so it never asks for the icon; the visitor's does.
    missing = [icon for icon in icons if origin + icon not in fetched]
    assert all(url.startswith(f"{origin}/") for url in fetched)
    assert f"{origin}{path}" in fetched
    assert any(url.endswith(".css") or ".css?" in url for url in fetched)
    assert sum(sizes.values()) + sum(weight(origin + icon) for icon in missing) <= MOST_BYTES
    assert len(fetched) + len(missing) <= MOST_REQUESTS


def test_a_second_page_brings_nothing_but_itself(parcours, demo_site):
    visitor = parcours(demo_site)
    visitor.visit("/fr/", checked=False)
    sizes, urls = listen(visitor)
    visitor.visit("/fr/fournisseurs", checked=False)
    visitor.page.wait_for_load_state("networkidle")
    assert {urls[key] for key, size in sizes.items() if size} == {f"{demo_site}/fr/fournisseurs"}


def listen(visitor):
    """Bytes received and address of each request, headers included, as the network layer counts them."""
    sizes, urls = {}, {}
    session = visitor.context.new_cdp_session(visitor.page)
    session.send("Network.enable")
    session.on("Network.requestWillBeSent", lambda event: urls.update({event["requestId"]: event["request"]["url"]}))
    session.on("Network.loadingFinished", lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}))
    return sizes, urls


def where(visitor, site, name):
    if name in FIRST:
        return address("vendors" if "need" in name else name, "fr", **FIRST[name])
    chosen = ONE[site][name]
    if chosen is None:
        listed = httpx.get(f"{visitor.origin}{address('vendors', 'fr', **FIRST['need'])}", trust_env=False).text
        chosen = re.search(r'href="/fr/solutions/([^"?]+)', listed)[1]
        if name == "vendor":
            sheet = httpx.get(f"{visitor.origin}{address('solution', 'fr', id=chosen)}", trust_env=False).text
            chosen = re.search(r'href="/fr/fournisseurs/([^"?]+)', sheet)[1]
    return address(name, "fr", id=chosen)


def weight(url):
    with httpx.stream("GET", url, headers={"accept-encoding": "gzip"}, trust_env=False) as answer:
        answer.read()
        return answer.num_bytes_downloaded
