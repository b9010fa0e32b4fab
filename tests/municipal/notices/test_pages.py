"""The list of public notices, one notice, and that no page names a natural person."""

import re
from html import unescape

import pytest

from municipal.web.addresses import address
from tests.municipal.notices.conftest import FOREIGN, NAME
from tests.vendors.notices.made import release

NEED = "suivi des nids-de-poule"
ROAD = {"demo-avis-0001", "demo-avis-0002", "demo-avis-0003", "demo-avis-0004", "demo-avis-0005"}


def shown(text):
    """The notices of a list, in order."""
    return re.findall(r'<li><a href="/(?:fr/avis-publics|en/public-notices)/([^"]+)" lang', text)


def words(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_need_shows_notices_like_it_municipal_ones_first_with_codes_to_copy(site, language):
    text = site.get(address("notices", language, need=NEED)).text
    assert set(shown(text)) == ROAD
    assert shown(text)[-1] == "demo-avis-0005"
    (codes,) = re.findall(r'id="codes" value="([^"]+)" readonly', text)
    assert codes.split(", ")[0] in ("43232600", "81111500")
    assert "43232600" in words(text)
    assert "MUNI" not in text


def test_facets_narrow_the_list_and_count_what_they_keep(site):
    text = site.get("/fr/avis-publics", params={"besoin": NEED, "acheteur": "public"}).text
    assert shown(text) == ["demo-avis-0005"]
    text = site.get("/fr/avis-publics", params={"besoin": NEED, "categorie": "G8"}).text
    assert set(shown(text)) == {"demo-avis-0001", "demo-avis-0002", "demo-avis-0004"}
    assert re.search(r'name="acheteur".*?municipalité <span class="count">\(4\)', text, re.DOTALL)
    assert shown(site.get("/fr/avis-publics", params={"acheteur": "x", "besoin": NEED}).text) == []


def test_a_supplier_shows_the_notices_of_its_contracts(site):
    text = site.get("/fr/avis-publics", params={"fournisseur": "boussole-routiere"}).text
    assert shown(text) == ["demo-avis-0001", "demo-avis-0002"]
    assert "Boussole routière inc." in words(text)
    assert site.get("/fr/avis-publics", params={"fournisseur": "personne"}).status_code == 404


def test_the_fragment_is_the_list_alone(site):
    text = site.get("/fr/avis-publics", params={"besoin": NEED}, headers={"HX-Request-Type": "partial"}).text
    assert set(shown(text)) == ROAD
    assert "<!doctype" not in text


def test_a_notice_tells_award_and_final_amount_its_days_and_its_suppliers_here(site):
    text = site.get("/fr/avis-publics/demo-avis-0001").text
    told = words(text)
    for part in ("118\u00a0400\u00a0$", "131\u00a0250,50\u00a0$", "5 février 2024", "22 avril 2024", "30 mars 2026"):
        assert " ".join(part.split()) in told
    assert 'href="/fr/fournisseurs/boussole-routiere"' in text
    assert 'href="https://avis.example/demo-avis-0001"' in text
    assert "de 90 000 $ à 140 000 $" in told
    assert "From" not in told
    english = words(site.get("/en/public-notices/demo-avis-0001").text)
    assert "$131,250.50" in english


@pytest.mark.parametrize("path", ["/fr/avis-publics/rien", "/en/public-notices/%20", "/fr/avis-publics/a%22%3E"])
def test_an_unknown_notice_is_not_found(site, path):
    assert site.get(path).status_code == 404


@pytest.mark.parametrize("query", ["page=0", "genre=autre", "page=x"])
def test_an_address_that_says_nothing_we_know_is_refused(site, query):
    assert site.get(f"/fr/avis-publics?{query}").status_code == 400


def test_a_notice_with_an_id_that_needs_quoting_has_its_page(site, bring):
    odd = release('é <&> "?#%', title="Titre à part")
    bring([odd])
    text = site.get("/fr/avis-publics", params={"genre": "all"}).text
    (path,) = re.findall(r'<a href="([^"]+)" lang="fr-CA">Titre à part', text)
    answer = site.get(unescape(path))
    assert answer.status_code == 200
    assert "Titre à part" in answer.text
    (twin,) = re.findall(r'<a id="langue" href="([^"]+)"', answer.text)
    assert site.get(unescape(twin)).status_code == 200


def test_pages_of_thirty_hold_every_notice_once(site, bring):
    bring([release(f"p{n}", title=f"Titre {n}") for n in range(45)])
    text, found = site.get("/fr/avis-publics", params={"genre": "all"}).text, []
    while True:
        assert len(shown(text)) <= 30
        found += shown(text)
        following = re.search(r'href="([^"]+)" rel="next"', text)
        if not following:
            break
        text = site.get(unescape(following[1])).text
    assert len(found) == len(set(found)) >= 63
    assert {f"ocds-ec9k95-p{n}" for n in range(45)} < set(found)


def test_no_page_feed_file_or_answer_names_a_natural_person(site, canary):
    first, second = canary
    places = [
        *("/fr/avis-publics", "/fr/avis-publics?genre=all", "/en/public-notices?kind=all"),
        *(f"/fr/avis-publics/{one}" for one in canary),
        *(f"/en/public-notices/{one}" for one in canary),
        *("/fr/avis-publics?besoin=agent+conversationnel", "/fr/fournisseurs?besoin=agent+conversationnel"),
        *("/avis-publics.atom?genre=all", "/public-notices.atom?need=chatbot", "/avis-publics.atom"),
        *("/api/v1/avis", "/api/v1/avis?besoin=agent+conversationnel", "/sitemap.xml"),
        *(f"/api/v1/avis/{one}" for one in canary),
    ]
    for place in places:
        answer = site.get(place)
        assert answer.status_code == 200, place
        told = unescape(answer.text)
        for secret in ("Zébulon", "Z\\u00e9bulon", "Canari ", FOREIGN, "2299990012", "77 777", "77777"):
            assert secret not in told, (place, secret)
        assert NAME not in told
    page = words(site.get(f"/fr/avis-publics/{second}").text)
    assert "Serin inc." in page
    assert "Un contrat avec une personne physique ne s’affiche pas." in page
    assert "Titre non affiché" in words(site.get(f"/fr/avis-publics/{first}").text)


def test_without_any_notice_the_page_says_how_they_come(real_client):
    text = words(real_client.get("/fr/avis-publics").text)
    assert "Aucun avis n’est encore importé." in text
    assert "donneesquebec.ca" in real_client.get("/fr/avis-publics").text
