"""The map page: filters, regions, the table and its order, what stands under the map, its weight."""

import gzip
import re

import pytest
from litestar.testing import TestClient

from tests.municipal.community.telling import publish

MAP = "/fr/carte-des-cas"
MOST_BYTES = 60_000


def cities(page):
    """The cities of the table, in its order."""
    return re.findall(r'scope="row"><a href="/fr/municipalites/(\d{5})"', page)


def circles(page):
    return re.findall(r'class="map__city"><title>([^.]+)\. ', page)


def column(page, number):
    body = page.split("<tbody>")[1].split("</tbody>")[0]
    cells = [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in body.split("<tr")[1:]]
    return [re.sub(r"<[^>]+>", "", row[number]) for row in cells]


@pytest.mark.parametrize("path", [MAP, "/en/map-of-cases"])
def test_the_real_map_holds_every_municipality_in_one_path_and_stays_light(real_client, path):
    page = real_client.get(path).text
    drawn = re.search(r'class="map__places" d="([^"]+)"', page)[1]
    # 1 123 municipalities, but for the villages of the far north and those whose place is not known.
    assert 1_050 < drawn.count("h0") < 1_124
    assert len(gzip.compress(page.encode())) < MOST_BYTES
    assert "<style" not in page
    assert 'style="' not in page


def test_each_city_of_the_table_has_one_circle_that_leads_to_its_case_or_to_its_rows(client):
    page = client.get(MAP).text
    assert len(circles(page)) == len(set(cities(page))) == 8
    for href in re.findall(r'<a href="([^"]+)" class="map__city"', page):
        assert (f'id="{href[1:]}"' in page) if href.startswith("#") else client.get(href).status_code == 200


def test_ids_are_each_there_once(client):
    ids = re.findall(r'\bid="([^"]+)"', client.get(MAP).text)
    assert len(ids) == len(set(ids))


def test_the_filters_of_the_library_hold_here(client):
    whole, stopped = client.get(MAP).text, client.get(f"{MAP}?etat=stopped").text
    assert set(column(stopped, 1)) == {"Arrêté"}
    assert 0 < len(cities(stopped)) < len(cities(whole))
    assert f"{MAP}?etat=stopped".replace(MAP, "/cas-usage.atom") in stopped
    english = client.get("/en/map-of-cases?state=stopped").text
    assert len(re.findall(r'scope="row"><a href="/en/municipalities/', english)) == len(cities(stopped))


def test_a_need_holds_here(client):
    assert 0 < len(cities(client.get(f"{MAP}?besoin=nids-de-poule").text)) < 30


@pytest.mark.parametrize(("order", "place"), [("region", 0), ("state", 1), ("effect", 2)])
def test_the_table_is_ordered_by_the_column_that_is_asked_for(real_client, order, place):
    page = real_client.get(f"{MAP}?sort={order}").text
    told = column(page, place)
    groups = [one for n, one in enumerate(told) if n == 0 or told[n - 1] != one]
    assert len(groups) == len(set(groups))
    assert page.count('aria-sort="ascending"') == 1
    if order == "region":
        assert groups == sorted(groups, key=lambda name: name.translate(str.maketrans("Éé", "Ee")))


def test_an_order_that_no_column_has_is_refused(client):
    assert client.get(f"{MAP}?sort=size").status_code == 400


def test_a_region_is_zoomed_and_keeps_its_own_cases_alone(real_client):
    page = real_client.get(f"{MAP}?region=Lanaudière").text
    assert set(column(page, 0)) == {"Lanaudière"}
    assert 'aria-current="true">Lanaudière (3)' in page
    assert "map__places--around" in page
    # The other regions stay one click away, with their counts.
    assert "Montréal (3)" in page


def test_a_region_that_does_not_exist_has_an_empty_map(real_client):
    answer = real_client.get(f"{MAP}?region=Ailleurs")
    assert answer.status_code == 200
    assert "Aucun cas sur la carte" in answer.text


def test_what_is_elsewhere_or_of_several_cities_stands_under_the_map(real_client):
    under = real_client.get(MAP).text.split('id="ailleurs"')[1]
    assert "Montréal (STM)" in under
    assert "MRC de Montmagny" in under
    assert "Cookshire-Eaton" not in under


def test_a_part_alone_is_sent_when_it_alone_is_asked_for(client):
    part = client.get(MAP, headers={"hx-request-type": "partial"}).text
    assert "<html" not in part
    assert "<svg" in part


def test_a_city_that_stopped_another_case_says_so_on_its_circle(client):
    page = client.get(MAP).text
    assert 'href="#signe-in_use"' in page
    assert page.count('href="#signe-stopped"') > 1
    assert "En coin\u00a0: un autre cas arrêté" in page


def test_a_case_that_a_city_tells_is_on_the_map_and_an_anonymous_one_never_is(hamlet):
    client = TestClient(hamlet.app)
    before = client.get(MAP).text
    publish("00007", "essai-sur-la-carte", "2026-03-01T00:00:00+00:00", title="Un essai public")
    publish("00008", "essai-cache", "2026-03-01T00:00:00+00:00", title="Un essai caché", visibility="anonymous")
    page = client.get(MAP).text
    drawing, under = page.split('id="ailleurs"')
    assert "Un essai public" in drawing
    assert "Un essai caché" not in drawing
    assert "Un essai caché" in under
    assert cities(page).count("00008") == cities(before).count("00008")
    assert cities(page).count("00007") == cities(before).count("00007") + 1
