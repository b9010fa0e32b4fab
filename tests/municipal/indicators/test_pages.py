"""The pages of indicators: the catalogue, one of them, its curves and the table that says the same."""

import re

import pytest

from municipal.web.format import number


def cells(html):
    return [re.sub(r"<[^>]+>", " ", cell).strip() for cell in re.findall(r"<td[^>]*>(.*?)</td>", html, re.DOTALL)]


def test_the_catalogue_shows_every_indicator_once(client):
    text = client.get("/fr/indicateurs").text
    links = re.findall(r'href="/fr/indicateurs/([a-z0-9-]+)"', text)
    assert len(links) == len(set(links)) == 83


def test_a_filter_keeps_what_it_says_and_says_how_many(client):
    answer = client.get("/fr/indicateurs?dimension=health&domaine=D:eau")
    asked = {row["id"] for row in client.get("/api/v1/indicateurs?dimension=health&domain=D:eau").json()}
    assert set(re.findall(r'href="/fr/indicateurs/([a-z0-9-]+)"', answer.text)) == asked
    assert '<option value="health" selected>' in answer.text


def test_a_filter_that_keeps_nothing_says_what_to_do(client):
    answer = client.get("/fr/indicateurs?dimension=nothing")
    assert answer.status_code == 200
    assert not re.findall(r'href="/fr/indicateurs/', answer.text)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_table_says_every_reading_of_the_drawing(client, language):
    path = {"fr": "/fr/indicateurs/charges-nettes-hab", "en": "/en/indicators/charges-nettes-hab"}[language]
    text = client.get(path).text
    data = client.get(f"/api/v1/indicateurs/charges-nettes-hab?lang={language}").json()
    assert "<svg viewBox" in text
    shown = cells(text)
    for points in data["readings"].values():
        for point in points:
            assert number(point["value"], language) in shown
    drawn = len(re.findall(r'<circle class="chart__dot', text))
    assert 0 < drawn <= sum(len(points) for points in data["readings"].values())
    assert f"<title>{data['indicator']['name']}" in text


def test_ones_own_city_comes_first_then_those_most_like_it(client):
    data = client.get("/api/v1/indicateurs/charges-nettes-hab").json()
    followers = {row["city"] for row in data["tracked"]}
    assert "00001" in followers
    text = client.get("/fr/indicateurs/charges-nettes-hab?ville=00001").text
    order = re.findall(r'scope="row"><a href="/fr/municipalites/(\d{5})"', text)
    assert set(order) == followers
    assert order[0] == "00001"
    people = {code: client.get(f"/api/v1/municipalites/{code}").json()["population"] for code in order}
    distances = [abs(people[code] - people["00001"]) for code in order]
    assert distances == sorted(distances)
    without = re.findall(
        r'scope="row"><a href="/fr/municipalites/(\d{5})"', client.get("/fr/indicateurs/charges-nettes-hab").text
    )
    assert [people[code] for code in without] == sorted(people.values(), reverse=True)


def test_two_cities_of_one_name_are_told_apart(client):
    for row in client.get("/api/v1/indicateurs").json():
        cities = {one["city"] for one in client.get(f"/api/v1/indicateurs/{row['id']}").json()["tracked"]}
        if {"00002", "00003"} <= cities:
            text = client.get(f"/fr/indicateurs/{row['id']}").text
            assert "Sainte-Brume (Paroisse" in text
            assert "Sainte-Brume (Village" in text
            return
    pytest.fail("no indicator is followed by both")


def test_the_real_world_says_that_nobody_has_declared_anything_yet(real_client):
    text = real_client.get("/fr/indicateurs/cout-voirie-km").text
    assert '<svg viewBox="0 0 720' not in text
    assert "<table" not in text
