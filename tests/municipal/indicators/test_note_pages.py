"""The council note as a page and as files: reached in five steps, on one page, in both languages."""

import re
import zipfile
from io import BytesIO

import msgspec
import pytest

from municipal.db import reading
from municipal.indicators.note import note
from municipal.indicators.note_document import one_page
from municipal.indicators.queries import indicator
from municipal.places.queries import who

PATHS = {
    "fr": ("/fr/indicateurs/nids-poule-delai/note", "ville", "cas", "/fichier"),
    "en": ("/en/indicators/nids-poule-delai/note", "city", "case", "/file"),
}


def pages(made):
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", made))


def test_from_the_catalogue_to_the_note_is_four_steps(client):
    assert 'href="/fr/indicateurs"' in client.get("/fr/").text
    assert 'href="/fr/indicateurs/nids-poule-delai"' in client.get("/fr/indicateurs").text
    chosen = client.get("/fr/indicateurs/nids-poule-delai?ville=Saint-Pivert-du-Lac").text
    assert 'name="ville"' in client.get("/fr/indicateurs/nids-poule-delai").text
    assert chosen.count("Note pour le conseil") == 1
    href = re.search(r'href="([^"]+)">Note pour le conseil', chosen)[1]
    assert href == "/fr/indicateurs/nids-poule-delai/note?ville=00005"
    assert client.get(href).status_code == 200


@pytest.mark.parametrize("language", PATHS)
def test_the_note_shows_drawing_table_case_and_limits(client, language):
    path, city, case, file = PATHS[language]
    text = client.get(f"{path}?{city}=00006&{case}=saint-pivert-nids-de-poule").text
    assert 'class="chart__event"' in text
    assert "<title id=" in text
    assert text.count("<table") == 1
    assert text.count("<li>") >= 4
    assert f"{path}{file}?{city}=00006&amp;{case}=saint-pivert-nids-de-poule&amp;format=pdf" in text
    none = client.get(f"{path}?{city}=00006&{case}=none").text
    assert 'class="chart__event"' not in none


def test_without_a_city_one_is_asked_for(client):
    path = PATHS["fr"][0]
    text = client.get(path).text
    assert 'name="ville"' in text
    assert "<table" not in text
    assert "ville=00002" in client.get(f"{path}?ville=Sainte-Brume").text
    assert client.get(f"{path}/fichier").status_code == 404
    assert client.get(f"{path}/fichier?ville=Nulle-Part").status_code == 404
    assert client.get("/fr/indicateurs/nothing/note?ville=00002").status_code == 404


@pytest.mark.parametrize("language", PATHS)
def test_the_pdf_has_one_page_and_says_its_language(client, language):
    path, city, _case, file = PATHS[language]
    answer = client.get(f"{path}{file}?{city}=00005&format=pdf")
    assert answer.headers["content-type"] == "application/pdf"
    assert "attachment" in answer.headers["content-disposition"]
    assert answer.content.startswith(b"%PDF-")
    assert b"pdfuaid" in answer.content
    assert pages(answer.content) == 1


def test_word_has_the_table_the_drawing_and_what_it_says(client):
    path, city, _case, file = PATHS["fr"]
    answer = client.get(f"{path}{file}?{city}=00005&format=docx")
    with zipfile.ZipFile(BytesIO(answer.content)) as held:
        text = held.read("word/document.xml").decode()
        assert [name for name in held.namelist() if name.startswith("word/media/")]
    assert "Saint-Pivert-du-Lac" in text
    assert "À lire avec prudence" in text
    assert "Délai médian" in text


def test_an_unknown_format_is_refused(client):
    path, city, _case, file = PATHS["fr"]
    assert client.get(f"{path}{file}?{city}=00005&format=exe").status_code == 400


@pytest.mark.parametrize("language", PATHS)
def test_the_longest_texts_still_hold_on_one_page(demo_sqlite, language):
    with reading() as session:
        row = indicator(session, "nids-poule-delai", language)
        told = note(session, row, who(session, "00005").place, "saint-pivert-nids-de-poule", language, demo=True)
    words = "une phrase qui dit longuement ce qui fut fait " * 40
    case = msgspec.structs.replace(
        told.case, title=words[:100], done=words, measured=words, not_worked=words, source=words, method_changed=True
    )
    rows = [
        msgspec.structs.replace(row, short="Notre-Dame-du-Bon-Conseil (Paroisse)", few=True, source=words)
        for row in told.rows
    ]
    rows += [rows[-1]] * (6 - len(rows))
    place = msgspec.structs.replace(told.city, name="Saint-Louis-de-Gonzague-du-Cap-Tourmente")
    long = msgspec.structs.replace(told, case=case, rows=rows, city=place, beside=5)
    made = one_page(long, language, here="https://exemple.quebec" + "/x" * 40, on="22 novembre 2026", demo=True)
    assert pages(made) == 1


def test_the_real_world_says_that_nobody_follows_it(real_client):
    text = real_client.get("/fr/indicateurs/cout-voirie-km/note?ville=Montréal").text
    assert "ne déclare pas suivre cet indicateur" in text
    answer = real_client.get("/fr/indicateurs/cout-voirie-km/note/fichier?ville=Montréal&format=pdf")
    assert pages(answer.content) == 1
