"""Who reads a case: everybody with the name of the city, everybody without it, or municipalities alone."""

from html import unescape

import pytest

from municipal.cases.anonymity import disguised
from municipal.cases.case_form import case_form
from municipal.cases.measured import measured_cases
from municipal.cases.queries import answering, library
from municipal.db import reading
from municipal.places.names import Place
from tests.municipal.cases.telling import CITY, ESSENTIAL, IDENTITY, MEASURED, PUBLIC

EVERYWHERE = (
    "/fr/cas-usage",
    "/en/use-cases",
    "/cas-usage.atom",
    "/use-cases.atom",
    "/api/v1/cas",
    "/fr/carte-des-cas",
)


def places(*populations, region="Estrie", first=0):
    return [Place(f"{n:05}", f"V{n}", "Village", None, region, size) for n, size in enumerate(populations, first)]


def measured():
    with reading() as session:
        return next((one for one in measured_cases(session, demo=True) if one.id == IDENTITY), None)


def test_an_anonymous_case_tells_nowhere_which_city(published, nobody):
    published(
        visibility="anonymous", document_title_1="Bilan", document_url_1="https://sainte-brume.example/b", **MEASURED
    )
    for path in (PUBLIC, f"/en/use-cases/{IDENTITY}", f"/api/v1/cas/{IDENTITY}"):
        text = unescape(nobody.get(path).text)
        assert ESSENTIAL["title"] in text
        own = text.split("Cas semblables")[0].split("Similar cases")[0]
        for told in ("Sainte-Brume", CITY, "1 846", "1\u00a0846", "1,846", "sainte-brume.example", "<svg viewBox"):
            assert told not in own, (path, told)
    for path in EVERYWHERE:
        assert f"{CITY}" not in nobody.get(path).text.split(IDENTITY)[-1][:300]
    with reading() as session:
        rows = library(session, "fr", demo=True)
    (row,) = [one for one in rows if one.id == IDENTITY]
    assert (row.municipality, row.population, row.told.control, row.told.documents) == (None, None, None, ())
    # Readings are public: what could be looked for among them is not told.
    basis = row.told.basis
    assert (row.indicator, row.dimension, len(row.started), basis.before, basis.mean_after) == (None, None, 4, 0, None)
    # Who looks for a municipality by name does not find it among others.
    assert row not in answering(rows, "municipalité")


def test_a_case_for_municipalities_is_read_by_who_acts_in_one_and_counts_nowhere(published, nobody, teller):
    published(visibility="municipalities", **MEASURED)
    assert nobody.get(PUBLIC).status_code == 404
    for path in EVERYWHERE:
        assert IDENTITY not in nobody.get(path).text
    reader, stranger = teller("learner", body="00005"), teller(body="00005")
    assert ESSENTIAL["problem"] in unescape(reader.get(PUBLIC).text)
    assert IDENTITY in reader.get("/fr/cas-usage").text
    assert stranger.get(PUBLIC).status_code == 404
    assert measured() is None


def test_withdrawn_it_says_so_to_who_could_read_it_alone(published, nobody, teller):
    published(visibility="municipalities")
    teller("validator").answer("withdraw", reason="Les relevés étaient faux.")
    assert nobody.get(PUBLIC).status_code == 404
    assert teller("learner", body="00005").get(PUBLIC).status_code == 410


def test_the_name_of_the_city_is_refused_in_an_anonymous_case_and_nobody_may_confirm_it(teller):
    answer = teller("editor").write(
        visibility="anonymous", done="Sainte-Brume a posé des capteurs.", organisation="yes"
    )
    assert answer.status_code == 422
    assert 'href="#done"' in answer.text
    assert teller("editor").write(done="Sainte-Brume a posé des capteurs.").status_code == 303


def test_what_the_screen_found_may_be_confirmed_as_an_organizations(teller):
    said = {"done": "Écrire à info@fournisseur.example"}
    ana = teller("editor")
    answer = ana.write(**said)
    assert answer.status_code == 422
    assert "info@fournisseur.example" in unescape(answer.text)
    assert 'name="organisation"' in answer.text
    assert ana.write(**said, organisation="yes").status_code == 303
    never = teller("editor", body="00005")
    path = "/fr/ma-ville/00005/cas/fiche"
    assert never.write(path=path, done="NAS 046 454 286", organisation="yes").status_code == 422


def test_the_region_is_left_out_where_fewer_than_five_share_the_size():
    few, many = places(*[1500] * 4), places(*[1500] * 5)
    elsewhere = places(*[1200] * 9, region="Outaouais", first=50)
    size = "Une municipalité de 1\u00a0000 à 2\u00a0000 personnes"
    assert disguised("00000", [*few, *elsewhere], case_form(), "fr").name == size
    assert disguised("00000", [*few, *elsewhere], case_form(), "fr").region is None
    found = disguised("00000", [*many, *elsewhere], case_form(), "fr")
    assert (found.name, found.region) == (f"{size}, Estrie", "Estrie")


def test_the_size_is_left_out_too_where_fewer_than_five_share_it_anywhere():
    alone = disguised("00000", places(140_000, 1500, 1500, 1500, 1500), case_form(), "fr")
    assert (alone.name, alone.region, alone.sized) == ("Une municipalité du Québec", None, False)


@pytest.mark.parametrize(
    ("population", "name"),
    [
        (499, "Une municipalité de moins de 500 personnes"),
        (500, "Une municipalité de 500 à 1\u00a0000 personnes"),
        (100_000, "Une municipalité de 100\u00a0000 personnes et plus"),
    ],
)
def test_a_size_is_told_by_its_band(population, name):
    assert disguised("00000", places(*[population] * 4, population), case_form(), "fr").name.startswith(name)
