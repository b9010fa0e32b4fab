"""Every list as a file: the rows of its page, with its filters, and no cell that a spreadsheet would run."""

import csv
import io
from html import unescape

import pytest
from python_calamine import CalamineWorkbook
from sqlmodel import select

from municipal.db import write
from municipal.lists.catalogue import LISTS
from municipal.lists.taken import Columns
from vendors.registry.tables import Solution

NAMES = [(spoken, getattr(one, spoken)) for one in LISTS for spoken in ("fr", "en")]
CONTRACTS = "/fr/listes/contrats-publics.csv"
VENDORS = ("boussole-routiere", "tamia-chaussees", "goutte-a-loreille", "bonjour-perdrix")
WHERE = {"fr": "/fr/listes", "en": "/en/lists"}


def rows_of(answer):
    text = answer.content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), strict=True))


def sheets_of(answer):
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


@pytest.mark.parametrize(("spoken", "name"), NAMES)
def test_each_list_is_the_same_as_csv_and_as_a_workbook(client, spoken, name):
    as_csv, as_xlsx = (client.get(f"{WHERE[spoken]}/{name}.{kind}") for kind in ("csv", "xlsx"))
    assert (as_csv.status_code, as_xlsx.status_code) == (200, 200)
    flat, sheets = rows_of(as_csv), sheets_of(as_xlsx)
    assert len(flat) == len(sheets[0])
    assert flat[0] == sheets[0][0]
    assert len({len(row) for row in flat}) == 1
    assert f"repere-{name}-" in as_csv.headers["content-disposition"]


def test_a_need_gives_what_its_page_finds_and_what_it_leaves_out(client):
    page = client.get("/fr/fournisseurs", params={"besoin": "nids-de-poule"}).text
    rows = rows_of(client.get("/fr/listes/fournisseurs.csv", params={"besoin": "nids-de-poule"}))
    header, kept = rows[0], [row for row in rows[1:] if row[0] != "Écartée"]
    assert kept
    assert [row for row in rows[1:] if row[0] == "Écartée"]
    at = header.index("Solution")
    assert all(row[at] in page for row in kept)
    everything = rows_of(client.get("/fr/listes/fournisseurs.csv"))
    assert len(kept) < len(everything) - 1


def test_a_filter_keeps_the_same_rows_as_on_the_page(client):
    for name, filters in (("cas-usage", {"etat": "stopped"}), ("indicateurs", {"dimension": "environment"})):
        kept = rows_of(client.get(f"/fr/listes/{name}.csv", params=filters))
        everything = rows_of(client.get(f"/fr/listes/{name}.csv"))
        assert 1 < len(kept) < len(everything)
        assert {tuple(row) for row in kept} < {tuple(row) for row in everything}


def test_both_languages_name_the_same_rows(client):
    for one in LISTS:
        french, english = (rows_of(client.get(f"{WHERE[spoken]}/{getattr(one, spoken)}.csv")) for spoken in WHERE)
        assert len(french) == len(english)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_name_that_looks_like_a_formula_is_a_text(writer, start):
    write(lambda session: _renamed(session, f'{start}HYPERLINK("http://x")'), public=True)
    cells = {cell for row in rows_of(writer.get("/fr/listes/fournisseurs.csv")) for cell in row}
    assert not any(cell.startswith(("=", "+", "@", "\t", "\r")) for cell in cells)
    assert any("HYPERLINK" in cell for cell in cells)
    raw = writer.get("/fr/listes/fournisseurs.xlsx").content
    assert b"<f>" not in raw


@pytest.mark.parametrize("name", ["fournisseurs", "fournisseurs.pdf", "rien.csv", ".csv", "fournisseurs.csv.xlsx"])
def test_what_is_no_list_does_not_exist(client, name):
    assert client.get(f"/fr/listes/{name}").status_code == 404


def test_a_page_leads_to_its_files_with_its_filters(client):
    page = client.get("/fr/cas-usage", params={"etat": "stopped"}).text
    assert "/fr/listes/cas-usage.xlsx?etat=stopped" in page
    assert "/en/lists/indicators.csv" in client.get("/en/indicators").text


def test_the_contracts_of_a_supplier_are_those_of_its_page_with_exact_amounts(client):
    vendor = next(one for one in VENDORS if len(rows_of(client.get(CONTRACTS, params={"fournisseur": one}))) > 1)
    page = unescape(client.get(f"/fr/fournisseurs/{vendor}").text).replace("\u00a0", " ").replace("\u202f", " ")
    header, *rows = rows_of(client.get(CONTRACTS, params={"fournisseur": vendor}))
    told = [row[header.index("Montant attribué")] for row in rows]
    assert any(
        f"{float(one):,.2f}".replace(",", " ").removesuffix(".00").replace(".", ",") in page for one in told if one
    )
    assert rows_of(client.get(CONTRACTS))[1:] == []


def test_notices_like_a_need_are_fewer_than_all(client):
    like, every = (
        rows_of(client.get("/fr/listes/avis-publics.csv", params=asked))
        for asked in ({"besoin": "nids-de-poule"}, {"genre": "all"})
    )
    assert 1 < len(like) < len(every)


def test_an_enterprise_is_found_by_a_misspelled_name(client):
    rows = rows_of(client.get("/fr/listes/entreprises.csv", params={"nom": "bousole routire"}))
    assert "Boussole" in rows[1][0]


def test_no_list_has_columns_without_a_name():
    assert len({one.fr for one in LISTS}) == len({one.en for one in LISTS}) == len(LISTS)
    assert Columns([], []).rows == []


def _renamed(session, name):
    row = session.exec(select(Solution)).first()
    row.name = name
    session.add(row)
