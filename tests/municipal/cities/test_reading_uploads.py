"""A file of readings brought to a page: shown row by row, kept only once somebody agrees."""

import io

import msgspec
import pytest
import xlsxwriter

from municipal.cities.reading_uploads import MOST_BYTES, MOST_ROWS
from municipal.db import current, reading
from municipal.indicators.measures import measures

CITY = "00005"
HERE = f"/fr/ma-ville/{CITY}/releves"
GOOD = (
    "indicateur;periode;valeur;source\n"
    "nids-poule-delai;2026-07;5,2;\n"
    "pertes-eau-pct;2025;20,9;Bilan corrigé\n"
    "recuperation-pct;2025;51,4;\n"
    "nids-poule-delai;2026-08;beaucoup;\n"
)


def bring(me, data, *, name="releves.csv", here=HERE, **more):
    raw = data.encode() if isinstance(data, str) else data
    return me.post(here, data={"act": "preview", **more}, files={"file": (name, raw)}, follow_redirects=False)


def held():
    with reading() as session:
        return measures(session, CITY)


@pytest.fixture
def editor(signed_in):
    return signed_in("editor", CITY)


def test_a_file_is_shown_first_and_kept_once_agreed(editor, press, trace):
    before, number = held(), current().version()
    shown = bring(editor, GOOD)
    assert shown.status_code == 200, shown.text
    for words in ("Rien n’est encore inscrit", "Inscrire 2 relevés", "Écrivez un nombre", "était 20,6", "Ligne 5"):
        assert words in shown.text
    assert (held(), current().version()) == (before, number)
    kept = press(editor, HERE, "consent", page=shown)
    assert kept.status_code == 303
    assert "sont inscrits" in editor.get(kept.headers["location"]).text
    after = held()
    assert after["nids-poule-delai", "2026-07"].value == 5.2
    assert after["pertes-eau-pct", "2025"].source_fr == "Bilan corrigé"
    assert len(after) == len(before) + 1
    assert trace(CITY)[-1] == "readings.imported"
    again = bring(editor, GOOD)
    assert "Ce fichier ne change rien" in again.text
    assert 'value="consent"' not in again.text


def test_a_consent_sent_twice_acts_once(editor, press, trace):
    shown = bring(editor, GOOD)
    assert [press(editor, HERE, "consent", page=shown).status_code for _ in range(2)] == [303, 303]
    assert trace(CITY).count("readings.imported") == 1


def test_what_comes_back_with_the_consent_is_checked_anew(editor):
    before = held()
    for rows in (
        [["2", "attente-311-s", "2026", "1", "Bilan", "", "non"]],
        [["2", "pertes-eau-pct", "2999", "1", "Bilan", "", "non"]],
        [["2", "pertes-eau-pct", "2026", "101", "Bilan", "", "non"]],
        [["2", "pertes-eau-pct", "2026", "20", "Bilan", "", "non"], ["3", "rien", "2026", "1", "Bilan", "", "non"]],
    ):
        form = {"act": "consent", "rows": msgspec.json.encode(rows).decode()}
        answer = editor.post(HERE, data=form)
        assert answer.status_code == 409
        assert "À corriger dans le fichier" in answer.text
    for text in ("", "x", "[]", "{}", '[["2"]]', '[["x","a","b","c","d","e","f"]]', "[" * 1000):
        assert editor.post(HERE, data={"act": "consent", "rows": text}).status_code == 422, text
    many = [["2", "pertes-eau-pct", f"{year}", "1", "Bilan", "", "non"] for year in range(MOST_ROWS + 1)]
    assert editor.post(HERE, data={"act": "consent", "rows": msgspec.json.encode(many).decode()}).status_code == 422
    assert held() == before


def test_a_workbook_is_shown_as_a_csv_is(editor, press):
    kept = io.BytesIO()
    book = xlsxwriter.Workbook(kept)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["municipality", "indicator", "period", "value"])
    sheet.write_row(1, 0, [5, "pertes-eau-pct", 2026, 20.25])
    book.close()
    shown = bring(editor, kept.getvalue(), name="releves.xlsx")
    assert "Inscrire 1 relevé" in shown.text
    press(editor, HERE, "consent", page=shown)
    assert held()["pertes-eau-pct", "2026"].value == 20.25


def test_the_rows_of_another_city_are_refused(editor):
    shown = bring(editor, "municipalite,indicateur,periode,valeur\n00006,pertes-eau-pct,2026,20\n")
    assert "autre municipalité" in shown.text
    assert 'value="consent"' not in shown.text


def test_windows_letters_need_to_be_said(editor):
    raw = "indicateur;periode;valeur;source\npertes-eau-pct;2026;20;Relevé d’été\n".encode("cp1252")
    refused = bring(editor, raw)
    assert (refused.status_code, "« Windows »" in refused.text.replace("\u00a0", " ")) == (422, True)
    assert "--encoding" not in refused.text
    assert "Relevé d’été" in bring(editor, raw, encoding="cp1252").text


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "Choisissez un fichier"),
        ("indicateur,periode\n", "Ajoutez la colonne"),
        ("indicateur,periode,valeur\n", "que ses colonnes"),
        (b"PK\x03\x04 rien", "Enregistrez de nouveau"),
        (b"\xd0\xcf\x11\xe0" * 9, "sans mot de passe"),
        ("indicateur,periode,valeur\n" + "a,2025,1\n" * (MOST_ROWS + 1), "500 lignes au plus"),
        (b"x" * (MOST_BYTES + 1), "2 Mo au plus"),
    ],
)
def test_a_file_that_cannot_be_shown_says_what_to_do(editor, data, told):
    answer = bring(editor, data)
    assert answer.status_code == 422
    assert told in answer.text.replace("\u00a0", " ")
    assert 'href="#file"' in answer.text


def test_a_form_without_a_file_says_so(editor):
    assert editor.post(HERE, data={"act": "preview"}).status_code == 422


def test_what_a_file_says_is_shown_as_words(editor):
    shown = bring(editor, "indicateur,periode,valeur\n<script>,2025,1\n", name="<img src=x>.csv")
    assert "<script>,"[:-1] not in shown.text.partition("<main")[2]
    assert "<img" not in shown.text.partition("<main")[2]


@pytest.mark.parametrize(("kind", "starts"), [("csv", b"\xef\xbb\xbfmunicipalite,"), ("xlsx", b"PK")])
def test_the_template_is_a_file_of_this_city(editor, kind, starts):
    answer = editor.get(f"{HERE}/modele?format={kind}")
    assert answer.status_code == 200
    assert answer.content.startswith(starts)
    assert answer.headers["content-disposition"] == f'attachment; filename="releves-{CITY}.{kind}"'
    assert answer.headers["cache-control"] == "no-store"
    assert editor.get(f"{HERE}/modele?format=pdf").status_code == 400


def test_the_template_comes_in_english_too(editor):
    assert editor.get(f"/en/my-city/{CITY}/readings/template?format=csv").content.startswith(
        b"\xef\xbb\xbfmunicipality,indicator,period,value,source,counted,method_changed"
    )


def test_a_template_brought_back_as_it_is_changes_nothing(editor):
    template = editor.get(f"{HERE}/modele?format=xlsx").content
    shown = bring(editor, template, name="releves.xlsx")
    assert (shown.status_code, "Ce fichier ne change rien" in shown.text) == (200, True)
