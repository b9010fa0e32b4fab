"""Two to four courses side by side: each fact in its column, and what nobody has said marked unknown."""

import re
from html import unescape

import pytest

from municipal.courses.compare import FEWEST, MOST, comparison
from municipal.courses.forms import CompareQuery
from municipal.courses.queries import courses

PAIR = ["elements-of-ai", "ciq-umq-litteratie-ia"]


def ids(count):
    return [row.id for row in courses("fr")][:count]


def row(table, label):
    return next(one for one in table.rows if one.label == label)


def test_columns_keep_the_order_in_which_they_were_asked():
    wanted = list(reversed(ids(4)))
    table = comparison(wanted, "fr")
    assert [column.id for column in table.columns] == wanted
    assert all(len(line.cells) == 4 for line in table.rows)


def test_every_point_that_lets_one_choose_is_compared():
    labels = [line.label for line in comparison(PAIR, "fr").rows]
    assert labels == [
        *("Contenu", "Pour qui", "Compétences", "Durée totale", "Format", "Langue", "Coût", "Attestation"),
        *("Niveau (Apprendre)", "Préalables", "Valeur ajoutée ici", "Donnée au Québec", "Vérifiée le"),
    ]


def test_what_differs_is_what_two_known_values_say():
    table = comparison(PAIR, "fr")
    assert row(table, "Langue").cells == ["français, anglais", "français"]
    assert row(table, "Langue").differs
    assert row(table, "Coût").cells == ["gratuit", None]
    assert not row(table, "Coût").differs
    assert row(table, "Niveau (Apprendre)").cells == ["1. Comprendre", "1. Comprendre"]
    assert not row(table, "Niveau (Apprendre)").differs
    assert row(table, "Donnée au Québec").cells == ["non", "oui"]
    assert not row(table, "Contenu").differs


def test_nothing_compared_is_an_empty_table():
    table = comparison(["nothing"], "fr")
    assert (table.columns, table.unknown) == ([], ["nothing"])


def test_ids_may_be_repeated_or_joined_and_count_once():
    assert CompareQuery(ids=["a,b", "c", "a", " b ", ""]).wanted() == ["a", "b", "c"]


@pytest.mark.parametrize("count", range(7))
def test_two_to_four_are_compared_fewer_or_more_are_told_what_to_do(client, count):
    answer = client.get("/fr/formations/comparer", params={"ids": ids(count)})
    assert answer.status_code == 200
    columns = len(re.findall(r'<th scope="col"><a ', answer.text))
    assert columns == (min(count, MOST) if count >= FEWEST else 0)
    assert (f"au plus {MOST} formations" in answer.text) == (count > MOST)
    assert ("au moins deux formations" in answer.text) == (count < FEWEST)


def test_an_unknown_one_is_no_fifth(client):
    text = client.get("/fr/formations/comparer", params={"ids": [*ids(4), "nothing"]}).text
    assert "au plus 4" not in text
    assert "nothing" in text


def test_the_page_is_the_same_however_the_ids_are_written(client):
    def table(path):
        return re.search(r"<table.*</table>", client.get(path).text, re.DOTALL)[0]

    a, b = PAIR
    joined = table(f"/fr/formations/comparer?ids={a},{b}")
    assert table(f"/fr/formations/comparer?ids={a}&ids={b}") == joined
    assert table(f"/fr/formations/comparer?ids={a}&ids={b}&ids={a}") == joined


def test_a_cell_that_no_source_states_says_so(client):
    text = unescape(client.get("/fr/formations/comparer", params={"ids": PAIR}).text)
    line = next(part for part in text.split("<tr") if ">Coût" in part)
    assert line.count('<span class="unverified">inconnu</span>') == 1
    assert "gratuit" in line
    told = comparison(PAIR, "fr").rows
    assert text.count('class="unverified"') == sum(cell is None for line in told for cell in line.cells)
    assert text.count('class="differs"') == sum(line.differs for line in told)


@pytest.mark.parametrize("path", ["/fr/formations/comparer", "/en/courses/compare"])
def test_each_source_is_cited(client, path):
    text = client.get(path, params={"ids": PAIR}).text
    for one in comparison(PAIR, "fr").columns:
        assert f'href="{one.source_url}"' in unescape(text)


def test_what_does_not_exist_is_named_without_being_believed(client):
    text = client.get("/fr/formations/comparer", params={"ids": ["<script>alert(1)</script>", "x" * 5000]}).text
    assert "<script>alert" not in text
