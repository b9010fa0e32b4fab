"""One answer to a need, whether a page, a program or a terminal asks."""

import io
import re

import pytest
from sqlmodel import select

from municipal.db import reading, writing
from municipal.needs import the_taxonomy
from municipal.suppliers.queries import FEW, answer, registry, related, search
from municipal.web.addresses import address
from vendors.registry.tables import FitStatement, Solution, Vendor

NEEDS = [
    ("fr", "suivi des nids-de-poule"),
    ("fr", "fuites d’aqueduc"),
    ("fr", "répondre aux appels en dehors des heures de bureau"),
    ("fr", "traduire nos avis publics en anglais"),
    ("fr", "rédiger les procès-verbaux du conseil"),
    ("fr", "traiter les demandes de permis de construction"),
    ("fr", "réduire la consommation d’énergie de l’aréna"),
    ("en", "pothole tracking"),
    ("en", "chatbot for residents’ questions"),
    ("en", "detect leaks in water mains"),
    ("en", "emergency calls"),
    ("en", "translate public notices"),
    ("fr", "xyzzy"),
]


def ask(client, need):
    told = client.get("/api/v1/fournisseurs", params={"besoin": need})
    assert told.status_code == 200
    return told.json()


def on_page(client, need, language):
    """The ids of the solutions on a page, in order."""
    text = client.get(address("vendors", language, need=need)).text
    return re.findall(r'<input class="govuk-checkboxes__input" id="s-([^"]+)"', text)


@pytest.mark.parametrize("name", ["real", "demo"])
def test_page_program_and_terminal_answer_alike(name, worlds, anew, command, monkeypatch, engine):
    world = worlds(engine, demo=name == "demo").enter()
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{need}\n" for _, need in NEEDS)))
    from_terminal = command(world, "find", "-", "--json").json
    site = anew(world.enter())
    for (language, need), told in zip(NEEDS, from_terminal, strict=True):
        assert ask(site, need) == told
        assert on_page(site, need, language) == [row["solution"]["id"] for row in told["results"]]


@pytest.mark.parametrize(("language", "need"), NEEDS)
def test_an_answer_keeps_the_promises_of_the_contract(real_client, language, need):
    found = ask(real_client, need)
    ids = [row["solution"]["id"] for row in found["results"]]
    assert found["lang"] == language
    assert len(ids) == len(set(ids)) <= 30
    assert not set(ids) & {row["solution"]["id"] for row in found["excluded"]}
    assert [row["rank"] for row in found["results"]] == list(range(1, len(ids) + 1))
    for row in found["results"]:
        assert row["assessment"] is None
        domain = set(found["domains"]) & set(row["domains"])
        capability = set(found["capabilities"]) & set(row["capabilities"])
        if row["fit_basis"] == "description" and row["capabilities"] != ["C:generaliste"]:
            assert row["fit"] == ("fits" if domain and capability else "partly")
            assert domain or capability
    general = [row["capabilities"] == ["C:generaliste"] for row in found["results"]]
    assert general == sorted(general)
    writing_only = set(found["capabilities"]) and set(found["capabilities"]) <= {"C:redaction", "C:traduction"}
    endangered = {"D:securite", "D:urgence"} & set(found["domains"])
    assert not any(general) or (writing_only and not endangered)
    if not found["domains"] and not found["capabilities"]:
        assert found["results"] == []
        assert found["help"]


def test_a_solution_counts_the_uses_by_public_bodies_that_a_source_names(real):
    with reading() as session:
        uses = registry(session).uses
        found = {row.solution.id: row.cases for row in answer(session, "suivi des nids-de-poule").results}
    assert found
    assert all(cases == uses.get(one, 0) for one, cases in found.items())


def test_the_city_that_asks_changes_what_is_tracked_and_nothing_of_who_answers(demo):
    with reading() as session:
        anyone = answer(session, "suivi des nids-de-poule")
        own = answer(session, "suivi des nids-de-poule", city="00006")
    assert {row.id for row in own.indicators} == {row.id for row in anyone.indicators}
    assert {row.solution.id for row in own.results} == {row.solution.id for row in anyone.results}
    assert any(row.tracked for row in own.indicators)


def test_what_is_too_big_for_the_city_comes_after_the_rest(fresh):
    with reading() as session:
        first = answer(session, "suivi des nids-de-poule").results[0].solution.id
    with writing(public=True) as session:
        for row in session.exec(select(Solution)):
            row.smallest_population = 50_000 if row.id == first else 500
    with reading() as session:
        small = answer(session, "suivi des nids-de-poule", city="00001").results
        large = answer(session, "suivi des nids-de-poule", city="00008").results
    assert small[-1].solution.id == first
    assert any("50" in reason and "000" in reason for reason in small[-1].reasons)
    assert large[0].solution.id == first
    assert not any("50" in reason and "000" in reason for reason in large[0].reasons)


def test_a_limit_keeps_the_beginning(real):
    with reading() as session:
        whole = answer(session, "service aux citoyens")
        assert answer(session, "service aux citoyens", limit=3).results == whole.results[:3]


def test_where_little_answers_the_neighbouring_domains_and_people_are_offered(demo):
    with reading() as session:
        for _, need in NEEDS:
            found = search(session, need)
            told = answer(session, need)
            if len(found.results) >= FEW:
                assert told.related == []
                assert told.resources == []
            else:
                assert set(told.related).isdisjoint(found.detected.nodes)
                assert told.resources


def test_what_is_related_stands_next_to_the_need_in_the_taxonomy(fresh):
    with writing(public=True) as session:
        for row in session.exec(select(Solution)):
            row.domains, row.capabilities = [], []
    with reading() as session:
        found = search(session, "suivi des nids-de-poule")
    nodes, own = the_taxonomy().nodes, found.detected.nodes
    assert "D:voirie" in own
    assert related(found)
    assert set(related(found)) == {near for node in own for near in nodes[node].related} - set(own)


def test_a_statement_against_a_solution_leaves_it_out_with_its_reason(fresh):
    with reading() as session:
        first = answer(session, "suivi des nids-de-poule").results[0].solution.id
    with writing(public=True) as session:
        session.add(
            FitStatement(
                id=f"{first}:essai",
                solution=first,
                node="D:voirie",
                verdict="does_not_fit",
                reason_fr="les routes de gravier ne sont pas lues",
                reason_en="gravel roads are not read",
                source_title="Un rapport fictif",
                read_on="2026-11-01",
            )
        )
    with reading() as session:
        told = answer(session, "suivi des nids-de-poule")
    assert first not in [row.solution.id for row in told.results]
    (reason,) = [row.reason for row in told.excluded if row.solution.id == first]
    assert "les routes de gravier ne sont pas lues" in reason
    assert "Un rapport fictif" in reason


def test_a_new_name_is_answered_at_once(fresh):
    with reading() as session:
        first = answer(session, "suivi des nids-de-poule").results[0]
    with writing(public=True) as session:
        session.get_one(Vendor, first.vendor.id).name = "Nouveau Nom"
    with reading() as session:
        assert answer(session, "suivi des nids-de-poule").results[0].vendor.name == "Nouveau Nom"
        assert session.exec(select(Vendor).where(Vendor.name == "Nouveau Nom")).one()
