"""The decision: what it rests on, what stands in its way, and an amount that leaves its route."""

import pytest

from municipal.committee.tables import Evaluation
from municipal.db import reading, write
from municipal.law.queries import the_law
from municipal.projects.decision_step import overrun, solution_of
from municipal.traces.chain import now
from tests.municipal.projects.after import CITY, DECISION, MARKET, begun, decided, route

TOLD = {name: DECISION[name] for name in ("outcome", "chosen", "why", "decided_on")}


def evaluation(kept, stage, **more):
    write(
        lambda session: session.add(
            Evaluation(
                city=CITY, project=kept.project, stage=stage, grid={}, secretary=kept.person, created_at=now(),
                bids=[{"id": "A", "name": "Castor et Clapet inc."}, {"id": "B", "name": "Goutte"}], **more,
            )
        )
    )  # fmt: skip


def test_what_is_chosen_must_be_named_before_the_step_is_ready(hamlet, somebody):
    kept = begun(hamlet, somebody)
    assert kept.send("decision", "save", **TOLD | {"chosen": ""}).status_code == 303
    refused = kept.send("decision", "done", **TOLD | {"chosen": ""})
    assert refused.status_code == 422
    assert "Nommez ce qui est choisi" in refused.text
    assert "Deux villes semblables" in refused.text
    assert not kept.steps["decision"].done_at
    assert kept.send("decision", "done", **TOLD).headers["location"].endswith("received=decision")
    assert kept.steps["decision"].told["chosen"] == "Castor la nuit"
    # Nothing needs a name where nothing is chosen.
    assert kept.send("decision", "done", **TOLD | {"outcome": "none", "chosen": ""}).status_code == 303


def test_a_decision_is_not_told_before_its_day(hamlet, somebody):
    kept = begun(hamlet, somebody)
    refused = kept.send("decision", "done", **TOLD | {"decided_on": "2090-01-01"})
    assert "Attendez le jour de la décision" in refused.text
    # A field has one remedy at a time.
    twice = kept.send("decision", "done", **TOLD | {"decided_on": "en mai"})
    assert twice.text.count('href="#decided_on"') == 1


def test_a_committee_under_way_holds_the_decision_back_and_its_award_is_shown(hamlet, somebody):
    kept, other = begun(hamlet, somebody), begun(hamlet, somebody)
    evaluation(kept, "consensus")
    assert "Le comité n’a pas terminé" in kept.page("decision")
    refused = kept.send("decision", "done", **TOLD)
    assert refused.status_code == 422
    assert "Terminez d’abord le comité" in refused.text
    assert kept.send("decision", "save", **TOLD).status_code == 303
    evaluation(other, "decided", answer={"status": "awarded", "award": "A", "bids": []})
    page = other.page("decision")
    assert "Castor et Clapet inc." in page
    assert f"/projets/rapport?projet={other.project}" in page
    assert other.send("decision", "done", **TOLD).status_code == 303


@pytest.mark.parametrize(
    ("identity", "amount", "needed"),
    [
        ("mutual_agreement", "24999.99", None),
        ("mutual_agreement", "25000", "invitation"),
        ("mutual_agreement", "133800", "public_call"),
        ("invitation", "133799.99", None),
        ("invitation", "133800", "public_call"),
        ("public_call", "900000", None),
        ("public_call", "10", None),
    ],
)
def test_an_amount_is_held_against_the_thresholds_of_the_route(demo, identity, amount, needed):
    with reading() as session:
        found = overrun(the_law(session), route(identity=identity), amount, "fr")
    assert (found.route if found else None) == needed
    if found:
        assert any(reason.articles for reason in found.found.fixed.reasons)


def test_an_amount_beyond_an_unknown_threshold_sends_back_to_the_route(demo):
    with reading() as session:
        law = the_law(session)
    unknown = route(on="2026-11-22")
    assert overrun(law, unknown, "24000", "fr") is None
    assert overrun(law, unknown, "60000", "fr").route == ""
    assert overrun(law, unknown | {"told_threshold": 140000}, "60000", "fr").route == "invitation"
    # A trial that costs something is a purchase after all.
    trial = route(kind="trial", amount="0", identity="no_purchase")
    assert overrun(law, trial, "0", "fr") is None
    assert overrun(law, trial, "800", "fr").route == "mutual_agreement"


def test_the_page_says_which_route_an_amount_needs_and_on_which_article(hamlet, somebody):
    kept = decided(hamlet, somebody, amount="40000")
    page = kept.page("decision")
    assert "À ce montant, la loi demande une autre voie : appel d’offres sur invitation." in page
    assert "573.1" in page
    assert "Ceci n’est pas un avis juridique." in page
    assert "montant=40000" in page
    assert "une autre voie" not in decided(hamlet, somebody, amount="19000").page("decision")


def test_what_was_compared_stands_there_as_it_was_fixed(hamlet, somebody):
    page = decided(hamlet, somebody).page("decision")
    assert [row["name"] in page for row in MARKET["rows"]] == [True, True]
    assert "Marché figé le" in page


def test_nothing_chosen_ends_with_a_lesson_for_others(hamlet, somebody):
    kept = decided(hamlet, somebody, outcome="none", chosen="")
    assert "Raconter pourquoi" in kept.page("decision")
    assert "Rien à suivre" in kept.page("follow_up")
    assert "Rien à dire pour l’instant" in kept.page("outcome_6")
    waits = decided(hamlet, somebody, outcome="wait", chosen="")
    assert "Le projet attend" in waits.page("decision")


@pytest.mark.parametrize("chosen", ["Castor la nuit", "castor LA NUIT", "castor-et-clapet-nuit"])
def test_the_solution_is_known_by_its_name_among_those_compared_or_by_its_id(hamlet, somebody, chosen):
    kept = decided(hamlet, somebody, chosen=chosen)
    with reading() as session:
        assert solution_of(session, kept.steps).id == "castor-et-clapet-nuit"
    kept.tell("decision", DECISION | {"chosen": "Une règle d’usage"})
    with reading() as session:
        assert solution_of(session, kept.steps) is None
