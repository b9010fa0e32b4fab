"""The page: verdicts first, the cities’ own figures before what is expected, changing nothing always there."""

import re
from html import unescape

import pytest

from municipal.db import reading
from municipal.suppliers.queries import search

PAGE = "/fr/comparaison?ville=00006&besoin=suivre les nids-de-poule"


def words(html):
    """The text of the page, spaces made alike."""
    main = html[html.index("<main") : html.index("</main>")]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", main)))


def test_the_verdicts_come_first_and_changing_nothing_is_always_there(client):
    html = client.get(PAGE).text
    assert html.index('id="verdicts"') < html.index('class="measure"')
    names = re.findall(r'<li class="card verdict[^"]*"><h3>(?:<a[^>]+>)?([^<]+)', html)
    assert names == ["Œil-de-route", "Relevé Tamia", "Ne rien changer"]
    for measure in html.split('class="measure"')[1:]:
        found = re.findall(r"<h4>([^<]+)</h4>", measure)
        assert found == names
    assert "Aucun verdict n’est une recommandation." in words(html)


def test_what_the_words_mean_opens_where_the_link_leads(client):
    html = client.get(PAGE).text
    (target,) = re.findall(r'href="#([^"]+)">Que veulent dire ces mots', html)
    # A browser opens a closed block of details when what it goes to is inside.
    block = next(one for one in html.split("<details")[1:] if f'id="{target}"' in one.split("</details>")[0])
    assert f'id="{target}"' not in block.split("</summary>")[0]


def test_with_few_cities_each_city_s_own_figures_come_before_what_is_expected(client):
    html = client.get(PAGE).text
    row = html[html.index("<h4>Œil-de-route</h4>") : html.index("<h4>Relevé Tamia</h4>")]
    assert "indicatif" in row
    assert row.index("Saint-Pivert-du-Lac") < row.index("Attendu")
    assert row.index("Val-Mirador") < row.index("Attendu")
    assert "avant (" in row
    assert "après (" in row


def test_what_nobody_measured_says_so(client):
    html = client.get(PAGE).text
    row = html[html.index("<h4>Relevé Tamia</h4>") : html.index("<h4>Ne rien changer</h4>")]
    assert "aucune preuve" in row
    assert "Attendu" not in row


def test_no_ranking_and_no_endorsement(client):
    text = words(client.get(PAGE).text).lower()
    assert not re.search(r"meilleur|recommandé|score|classement|gagnant|1er rang", text)


def test_both_languages_show_the_same_figures(client):
    french = client.get("/fr/comparaison?ville=00007&besoin=fuites d’eau").text
    english = client.get("/en/comparison?city=00007&need=fuites d’eau").text
    drawn = [re.findall(r'<svg class="interval.*?</svg>', html, re.DOTALL) for html in (french, english)]
    shapes = [[re.findall(r'(?:d|x|cx|width)="([^"]+)"', one) for one in side] for side in drawn]
    assert len(drawn[0]) >= 6
    assert shapes[0] == shapes[1]


def test_what_is_missing_is_listed_with_what_to_do(client):
    text = words(client.get(PAGE).text)
    assert "Nids-de-poule signalés par 100 km" in text
    assert "Indicateurs de ce besoin que la ville ne déclare pas suivre" in text
    assert "Indicateurs qui décrivent la ville et ne servent pas à comparer" in text


def test_without_an_indicator_the_page_stays_and_says_what_is_missing(client):
    text = words(client.get("/fr/comparaison?ville=00001&besoin=fuites d’eau").text)
    assert "Aucun indicateur suivi ne permet encore de comparer." in text
    assert "Rien ne dit encore ce qu’on peut en attendre ici." in text
    assert "Pertes d’eau" in text


@pytest.mark.parametrize(
    "path", ["/fr/comparaison", "/fr/comparaison?ville=00006", "/fr/comparaison?besoin=eau", "/en/comparison?city="]
)
def test_without_a_city_or_a_need_the_page_asks_for_it(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    assert '<form action="' in answer.text
    assert 'class="measure"' not in answer.text


def test_a_name_that_two_cities_bear_is_asked_about_and_one_that_nobody_bears_is_told(client):
    html = client.get("/fr/comparaison?ville=Sainte-Brume&besoin=eau&ids=a,b").text
    links = [unescape(one) for one in re.findall(r'<li><a href="(/fr/comparaison[^"]+)"', html)]
    assert {re.search(r"ville=(\d+)", one)[1] for one in links} == {"00002", "00003"}
    assert all("ids=a%2Cb" in one and "besoin=eau" in one for one in links)
    assert "aucune municipalité ne le porte" in words(client.get("/fr/comparaison?ville=zzzz&besoin=eau").text)


def test_solutions_are_changed_by_boxes_and_the_excluded_are_told_why(client, demo):
    with reading() as session:
        found = search(session, "suivre les nids-de-poule", city="00006")
    general, second = found.excluded[0].solution, found.results[2].solution
    html = client.get(f"{PAGE}&ids={general.id}&ids={second.id}&ids=rien").text
    assert re.findall(r'name="ids" type="checkbox" value="([^"]+)" checked', html) == [second.id]
    text = words(html)
    assert f"{general.name} :" in text.replace("\u00a0", " ")
    assert "Ces solutions ne répondent pas à ce besoin : rien" in text.replace("\u00a0", " ")


def test_weights_are_asked_in_words_kept_and_change_the_figures(client):
    page = "/fr/comparaison?ville=00007&besoin=fuites d’eau"
    first = client.get(page).text
    fields = re.findall(r'name="(poids_[^"]+)" type="radio"', first)
    assert set(fields) == {"poids_fuites-m3-jour-km", "poids_bris-aqueduc-100km"}
    assert " checked" not in first[first.index('class="weights"') : first.index("Recalculer")]
    told = client.get(f"{page}&poids_fuites-m3-jour-km=3&poids_bris-aqueduc-100km=0").text
    chosen = re.findall(r'name="(poids_[^"]+)" type="radio" value="(\d)" checked', told)
    assert chosen == [("poids_fuites-m3-jour-km", "3"), ("poids_bris-aqueduc-100km", "0")]
    gains = [
        re.findall(r"Gain attendu, en points sur 100 : (\S+)", words(one).replace("\u00a0", " "))
        for one in (first, told)
    ]
    assert gains[0]
    assert gains[0] != gains[1]
    assert "Effacer ces réponses" in told
    again = [unescape(one) for one in re.findall(r'href="(/fr/comparaison/fichier[^"]+)"', told)]
    assert len(again) == 5
    assert all("poids_fuites-m3-jour-km=3" in one for one in again)


def test_what_is_typed_is_shown_and_never_believed(client):
    html = client.get("/fr/comparaison", params={"ville": "00006", "besoin": "<script>x</script> nids-de-poule"}).text
    assert "<script>x" not in html


FILES = {
    "pdf": (b"%PDF-", "application/pdf"),
    "docx": (b"PK", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xlsx": (b"PK", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": ("\ufeffSolution,".encode(), "text/csv; charset=utf-8"),
    "json": (b"{", "application/json"),
}


@pytest.mark.parametrize("form", FILES)
def test_the_same_leaves_as_a_file(client, form):
    answer = client.get(PAGE.replace("comparaison", "comparaison/fichier") + f"&format={form}")
    begins, kind = FILES[form]
    assert answer.status_code == 200
    assert answer.content.startswith(begins)
    assert answer.headers["content-type"] == kind
    assert answer.headers["content-disposition"] == f'attachment; filename="repere-00006-fr.{form}"'


def test_a_file_of_nothing_does_not_exist(client):
    for lacking in ("?format=pdf", "?ville=00006"):
        answer = client.get(f"/fr/comparaison/fichier{lacking}", follow_redirects=False)
        assert answer.headers["location"].startswith("/fr/comparaison")
    assert client.get(PAGE.replace("comparaison", "comparaison/fichier") + "&format=exe").status_code == 400


def test_the_page_is_reached_from_the_solutions_compared_and_from_the_municipality(client):
    compared = client.get("/fr/comparer?ids=boussole-routiere-oeil,tamia-chaussees-releve&besoin=nids-de-poule").text
    assert "/fr/comparaison?besoin=nids-de-poule&amp;ids=boussole-routiere-oeil%2Ctamia-chaussees-releve" in compared
    assert 'formaction="/fr/comparaison"' in client.get("/fr/municipalites/00006").text
