"""The step of the comparison: facts side by side, the city’s notes joined when two write, and the grid begun."""

import re
from html import unescape

import pytest
from litestar.testing import TestClient
from sqlalchemy import update
from sqlmodel import col

from municipal.db import reading, write
from municipal.projects import grid
from municipal.projects.own import steps_of
from municipal.projects.writing import freeze, open_project, save_step
from municipal.suppliers.side_by_side import comparison
from municipal.traces.chain import By
from tests.municipal.projects.market_kit import CITY, NEED, OTHER, Buyer, plain, shown
from tests.municipal.visiting import holding
from vendors.registry.queries import facts
from vendors.registry.tables import Fact

NOTES = "Trop loin de nos serveurs.\nÀ revoir au printemps."


@pytest.fixture
def ids(hamlet):
    return [one.solution for one in shown().rows][:5]


@pytest.fixture
def buyer(hamlet, somebody, ids):
    """Somebody before a project whose market compares five solutions: `buyer("editor")`."""

    def made(*roles, body=CITY, project="", comparing=5):
        who = somebody(*roles, body=body, level=2)
        client = TestClient(hamlet.app, base_url="http://127.0.0.1:8000")
        client.follow_redirects = False
        told = {"title": "Fuites", "words": NEED, "language": "fr"}
        there = project or write(lambda session: open_project(session, By(who.id), CITY, **told))
        one = Buyer(holding(client, who.cookie), who.id, there)
        if comparing and not project:
            assert one.compare(ids[:comparing]).status_code == 303
        return one

    return made


def fixed_route(ana, **kept):
    by = By(ana.person)
    told = {"route": "public_call", "procedure": "public_call", "kind": "software", "reasons": []} | kept
    write(lambda session: freeze(session, lambda _action: by, CITY, ana.project, "route", told, version=0))


def test_before_the_market_compares_the_page_says_what_to_do_first(buyer):
    ana = buyer("editor", comparing=0)
    page = ana.get("comparison")
    assert "Choisissez d’abord de 2 à 5 solutions" in plain(page.text)
    assert 'value="grid"' not in page.text
    answer = ana.send("grid", "comparison")
    assert answer.status_code == 422
    assert ana.row("comparison") is None
    assert ana.row("grid") is None


@pytest.mark.parametrize("comparing", [2, 5])
def test_each_solution_has_a_column_with_the_facts_of_its_sources(buyer, ids, comparing):
    ana = buyer("editor", comparing=comparing)
    text = unescape(ana.get("comparison").text)
    table = text[text.index('<table class="comparison">') : text.index("</table>")]
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", table, re.DOTALL)
    assert all(len(re.findall(r"<(?:td|th scope=\"col\")[ >]", row)) in (comparing, comparing + 1) for row in rows)
    with reading() as session:
        expected = comparison(session, ids[:comparing], "fr")
        known = facts(session, ids=ids[:comparing])
    for fact in known:
        assert fact.text_fr in table
        assert fact.source_title in table
    assert table.count('class="differs"') == sum(row.differs for row in expected.rows) > 0
    assert "inconnu" in table
    for label in ("Hébergement des données", "Prix annoncé"):
        assert label in table
    assert [one.id for one in expected.columns] == ids[:comparing]


@pytest.fixture
def unverified(ids):
    """What sources say of the first solution, as nobody verified it; verified again after."""

    def now(*, verified):
        write(
            lambda session: session.execute(update(Fact).where(col(Fact.solution) == ids[0]).values(verified=verified)),
            public=True,
        )

    now(verified=False)
    yield
    now(verified=True)


def test_a_fact_that_nobody_verified_says_so(buyer, ids, unverified):
    text = buyer("editor").get("comparison").text
    with reading() as session:
        known = [one for one in facts(session, ids=ids[:1]) if not one.verified]
    assert text.count("non vérifié") == len(known) > 2


def test_what_cities_measured_is_shown_as_facts(buyer):
    text = plain(buyer("editor").get("comparison").text)
    assert "Ce que des villes ont mesuré" in text
    assert re.search(r"[\d,]+ % du volume distribué avant", text)
    for word in ("Preuves favorables", "À piloter", "Preuve insuffisante"):
        assert word not in text


def test_in_a_public_call_the_page_is_a_study_of_the_market(buyer):
    ana = buyer("editor")
    assert "/fr/comparaison" in ana.get("comparison").text
    fixed_route(ana)
    text = ana.get("comparison").text
    assert "sans rang ni note" in plain(text)
    assert "/fr/comparaison" not in text


def test_the_notes_are_kept_and_no_others(buyer, ids):
    ana = buyer("editor")
    told = {f"note_{ids[0]}": f"  {NOTES}\r\n", "note_other": "x", f"note_{ids[1]}": "<b>Non</b>"}
    answer = ana.send("save", "comparison", **told)
    assert answer.status_code == 303
    row = ana.row("comparison")
    assert row.told == {f"note_{one}": "" for one in ids} | {f"note_{ids[0]}": NOTES, f"note_{ids[1]}": "<b>Non</b>"}
    assert row.done_at is None
    text = ana.get("comparison").text
    assert "&lt;b&gt;Non&lt;/b&gt;" in text
    assert ana.send("done", "comparison").status_code == 303
    assert ana.row("comparison").done_at


def test_a_note_that_is_too_long_is_told_and_stays(buyer, ids):
    ana = buyer("editor")
    answer = ana.send("save", "comparison", **{f"note_{ids[2]}": "é" * 1001})
    assert answer.status_code == 422
    assert f'href="#note_{ids[2]}"' in answer.text
    assert "é" * 1001 in unescape(answer.text)
    assert ana.send("save", "comparison", **{f"note_{ids[2]}": "é" * 1000}).status_code == 303


def test_two_people_who_write_at_once_lose_nothing(buyer, ids):
    ana = buyer("editor")
    bob = buyer("buyer", project=ana.project)
    first, second, third = (f"note_{one}" for one in ids[:3])
    assert ana.send("save", "comparison", **{first: "D’Ana", second: "Seule Ana"}).status_code == 303
    answer = bob.send("save", "comparison", version=0, **{first: "De Bob", third: "Seul Bob"})
    assert answer.status_code == 409
    text = unescape(answer.text)
    for said in ("D’Ana", "De Bob", "Seule Ana", "Seul Bob"):
        assert said in text
    assert f'href="#{first}"' in text
    assert "Ce que l’autre personne a écrit" in text
    stands = int(re.search(r'name="version" value="(\d+)"', text)[1])
    both = {first: "D’Ana et de Bob", second: "Seule Ana", third: "Seul Bob"}
    assert bob.send("save", "comparison", version=stands, **both).status_code == 303
    assert {name: ana.row("comparison").told[name] for name in both} == both


def test_two_people_who_write_of_different_solutions_only_read_again(buyer, ids):
    ana = buyer("editor")
    bob = buyer("buyer", project=ana.project)
    ana.send("save", "comparison", **{f"note_{ids[0]}": "D’Ana"})
    answer = bob.send("save", "comparison", version=0, **{f"note_{ids[1]}": "De Bob"})
    assert answer.status_code == 409
    text = unescape(answer.text)
    assert "D’Ana" in text
    assert "De Bob" in text
    assert "Ce que l’autre personne a écrit" not in text


def test_notes_on_what_is_no_longer_compared_are_not_thrown_away(buyer, ids):
    ana = buyer("editor")
    ana.send("save", "comparison", **{f"note_{ids[4]}": "Bonne écoute"})
    assert ana.compare(ids[:2]).status_code == 303
    assert ana.send("save", "comparison", **{f"note_{ids[0]}": "Oui"}).status_code == 303
    told = ana.row("comparison").told
    assert told[f"note_{ids[4]}"] == "Bonne écoute"
    assert told[f"note_{ids[0]}"] == "Oui"


def test_notes_are_kept_as_one_types_and_taken_up_again(buyer, ids):
    ana = buyer("editor")
    assert ana.draft("comparison", **{f"note_{ids[3]}": NOTES}).status_code in (200, 303)
    assert "Reprendre votre brouillon" in plain(ana.get("comparison").text)
    assert NOTES in unescape(ana.get("comparison", draft="yes").text)


def test_the_grid_is_begun_once_and_the_step_is_ready(buyer, ids):
    ana = buyer("editor")
    fixed_route(ana, route="invitation", procedure="invitation")
    answer = ana.send("grid", "comparison", **{f"note_{ids[0]}": "Oui"})
    assert answer.status_code == 303
    assert answer.headers["location"].startswith(f"/fr/ma-ville/{CITY}/projets/grille?projet={ana.project}")
    assert ana.row("comparison").done_at
    told = ana.row("grid").told
    assert told == grid.default_grid("invitation", "software", language="fr")
    assert ana.row("grid").done_at is None
    by, own = By(ana.person), told | {"factor": "25"}
    write(lambda s: save_step(s, lambda _action: by, CITY, ana.project, "grid", own, version=1, done=False))
    assert ana.send("grid", "comparison").status_code == 303
    assert ana.row("grid").told == own


def test_without_a_purchase_there_is_no_grid_to_begin(buyer):
    ana = buyer("editor")
    assert 'value="grid"' in ana.get("comparison").text
    fixed_route(ana, route="no_purchase", procedure="")
    assert 'value="grid"' not in ana.get("comparison").text


def test_another_city_sees_nothing_and_a_reader_only_reads(buyer, ids):
    ana = buyer("editor")
    ana.send("save", "comparison", **{f"note_{ids[0]}": NOTES})
    assert buyer("editor", body=OTHER, project=ana.project).get("comparison").status_code == 404
    reader = buyer("validator", project=ana.project)
    text = reader.get("comparison").text
    assert "Trop loin de nos serveurs." in text
    assert 'name="act"' not in text
    assert reader.send("save", "comparison").status_code in (403, 404)
    with reading() as session:
        assert steps_of(session, OTHER, ana.project) == {}
