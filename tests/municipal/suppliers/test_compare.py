"""Two to five solutions side by side: each fact in its column, and what nobody has said marked unknown."""

import re
from html import unescape

import pytest
from sqlmodel import select

from municipal.db import reading, writing
from municipal.suppliers.compare import FEWEST, MOST, CompareQuery, comparison
from vendors.registry.tables import Fact, Solution


def ids(session, count=8):
    return list(session.exec(select(Solution.id).order_by(Solution.sort_key).limit(count)))


def row(table, name):
    return next(one for one in table.rows if one.cells[0].name == name)


def test_columns_keep_the_order_in_which_they_were_asked(demo):
    with reading() as session:
        wanted = list(reversed(ids(session, 4)))
        table = comparison(session, wanted, "fr")
    assert [column.id for column in table.columns] == wanted
    assert table.unknown == []
    assert all(len(line.cells) == 4 for line in table.rows)


def test_each_fact_stands_in_its_own_column(real):
    with reading() as session:
        wanted = ids(session, 5)
        table = comparison(session, wanted, "fr")
        stored = {
            one: [fact.text_fr for fact in session.exec(select(Fact).where(Fact.solution == one))] for one in wanted
        }
    for n, one in enumerate(wanted):
        shown = [*table.offers[n], *table.clients[n], *table.cautions[n]]
        shown += [fact for line in table.rows for fact in line.cells[n].facts]
        assert sorted(fact.text_fr for fact in shown) == sorted(stored[one])


def test_more_than_five_are_cut_and_unknown_ones_named(demo):
    with reading() as session:
        wanted = ids(session, 7)
        table = comparison(session, ["nothing", *wanted], "fr")
    assert [column.id for column in table.columns] == wanted[:MOST]
    assert table.unknown == ["nothing"]


def test_a_row_differs_when_two_known_values_do(fresh):
    with writing(public=True) as session:
        first, second, third = (session.get_one(Solution, one) for one in ids(session, 3))
        first.hosting, second.hosting, third.hosting = "quebec", "quebec", None
        first.open_source, second.open_source, third.open_source = True, False, None
        first.smallest_population = second.smallest_population = third.smallest_population = None
        wanted = [first.id, second.id, third.id]
    with reading() as session:
        table = comparison(session, wanted, "fr")
    assert [cell.value for cell in row(table, "hosting").cells] == ["au Québec", "au Québec", None]
    assert not row(table, "hosting").differs
    assert [cell.value for cell in row(table, "open_source").cells] == ["ouvert", "fermé", None]
    assert row(table, "open_source").differs
    assert [cell.value for cell in row(table, "size").cells] == [None, None, None]
    assert not row(table, "size").differs


PRICES = [
    (1200, 1200, "1\u00a0200\u00a0$ par an"),
    (1200, None, "1\u00a0200\u00a0$ par an"),
    (None, 5000, "5\u00a0000\u00a0$ par an"),
    (0, 5000, "de 0 à 5\u00a0000\u00a0$ par an"),
    (None, None, None),
]


def test_a_price_is_said_as_its_source_states_it(fresh):
    with writing(public=True) as session:
        wanted = ids(session, len(PRICES))
        for one, (low, high, _) in zip(wanted, PRICES, strict=True):
            row_of = session.get_one(Solution, one)
            row_of.price_low, row_of.price_high = low, high
    with reading() as session:
        french = row(comparison(session, wanted, "fr"), "price").cells
        english = row(comparison(session, wanted, "en"), "price").cells
    assert [cell.value for cell in french] == [said for _, _, said in PRICES]
    assert ["$1,200" in (cell.value or "") for cell in english] == [True, True, False, False, False]
    assert "$5,000" in english[3].value


def test_ids_may_be_repeated_or_joined_and_count_once():
    assert CompareQuery(ids=["a,b", "c", "a", " b ", ""]).wanted() == ["a", "b", "c"]


def test_the_page_is_the_same_however_the_ids_are_written(client, demo):
    with reading() as session:
        a, b = ids(session, 2)

    def table(path):
        return re.search(r"<table.*</table>", client.get(path).text, re.DOTALL)[0]

    joined = table(f"/fr/comparer?ids={a},{b}")
    assert table(f"/fr/comparer?ids={a}&ids={b}") == joined
    assert table(f"/fr/comparer?ids={a}&ids={b}&ids={a}") == joined


@pytest.mark.parametrize("count", range(8))
def test_two_to_five_are_compared_fewer_or_more_are_told_what_to_do(client, demo, count):
    with reading() as session:
        wanted = ids(session, count)
    answer = client.get("/en/compare", params={"ids": wanted})
    assert answer.status_code == 200
    columns = len(re.findall(r'<th scope="col"><a ', answer.text))
    assert columns == (min(count, MOST) if count >= FEWEST else 0)
    assert ("at most 5" in unescape(answer.text)) == (count > MOST)


def test_a_cell_that_no_source_states_says_so(client, fresh, anew):
    with writing(public=True) as session:
        wanted = ids(session, 2)
        for one in wanted:
            session.get_one(Solution, one).hosting = None
            for fact in session.exec(select(Fact).where(Fact.solution == one, Fact.field == "hosting")):
                session.delete(fact)
    text = anew(fresh).get("/fr/comparer", params={"ids": wanted}).text
    line = next(part for part in text.split("<tr") if "Hébergement des données" in part)
    assert line.count('class="unverified"') == 2


def test_what_does_not_exist_is_named_without_being_believed(client):
    text = client.get("/fr/comparer", params={"ids": ["<script>alert(1)</script>", "nothing"]}).text
    assert "<script>alert" not in text
    assert "nothing" in text


def test_the_need_comes_along_to_every_solution(client, demo):
    with reading() as session:
        wanted = ids(session, 2)
    text = client.get("/fr/comparer", params={"ids": wanted, "besoin": "fuites d’eau"}).text
    links = re.findall(r'<th scope="col"><a href="([^"]+)"', text)
    assert len(links) == 2
    assert all("besoin=fuites+d%E2%80%99eau" in link for link in links)
