"""Beside the need: what the city measures, who shares it, what was tried, what the law asks, what to take out."""

from html import unescape

import pytest

from municipal.db import reading, write
from municipal.indicators.queries import city_readings
from municipal.traces.versions import history
from tests.municipal.projects.after import CITY, INDICATOR, NEED, begun
from tests.municipal.projects.keeping import read
from tests.municipal.rows import a_solution
from vendors.registry.tables import Solution, Vendor

TEXT = dict.fromkeys(("service", "touched", "missing", "alternatives", "automated"), "")


def other():
    """Another indicator of the city with a reading, and that reading."""
    with reading() as session:
        found = city_readings(session, CITY, "fr")
    identity = next(one for one in found if one != INDICATOR)
    return identity, found[identity][-1]


def test_the_latest_reading_stands_beside_with_its_curve(hamlet, somebody):
    kept = begun(hamlet, somebody)
    with reading() as session:
        last = city_readings(session, CITY, "fr")[INDICATOR][-1]
    text = kept.page("need")
    assert f"<strong>{last.value:g}".replace(".", ",") in text
    assert "<polyline" in text
    assert f"/fr/indicateurs/{INDICATOR}?ville={CITY}" in text


def test_without_an_indicator_what_follows_is_told(hamlet, somebody):
    kept = begun(hamlet, somebody)
    kept.tell("need", NEED | {"indicator": "none"}, done=False)
    assert "Sans indicateur, dites ce qui manque pour mesurer." in kept.page("need")


def test_who_shares_the_need_and_what_was_tried_stand_beside(hamlet, somebody):
    kept = begun(hamlet, somebody)
    text = unescape(kept.page("need"))
    assert "Qui d’autre a ce besoin" in text
    assert "/fr/besoins/" in text
    assert "/fr/cas-usage/port-melisse-ecoute-fuites" in text
    kept.tell("need", NEED | {"words": "zzkx qwpf"}, done=False)
    text = unescape(kept.page("need"))
    assert "Aucune ville n’a encore dit avoir ce besoin" in text
    assert "/fr/fournisseurs?besoin=zzkx+qwpf&ville=" in text
    assert "Ce que d’autres ont essayé" not in text


@pytest.mark.parametrize(("personal", "asks"), [("yes", True), ("unknown", True), ("no", False), ("", False)])
def test_a_privacy_assessment_is_asked_where_personal_information_is_or_may_be_involved(
    hamlet, somebody, personal, asks
):
    kept = begun(hamlet, somebody)
    kept.tell("need", NEED | {"personal": personal}, done=False)
    text = kept.page("need")
    assert ("A-2.1 63.5" in text) is asks
    assert ("Ceci n’est pas un avis juridique." in text) is asks
    assert ("faites comme si c’était oui" in text) is (personal == "unknown")


def test_a_need_that_names_a_product_is_kept_with_a_warning(hamlet, somebody):
    kept = begun(hamlet, somebody)
    with reading() as session:
        row = session.get(Solution, a_solution())
        names = row.name, session.get(Vendor, row.vendor).name
    for name in names:
        told = NEED | TEXT | {"problem": f"Il nous faut {name} pour voir."}
        assert kept.send("need", "save", **told).status_code == 303
        answer = kept.page("need")
        assert "Retirez ces mots s’ils nomment un produit" in answer
        assert "ferme le marché avant de l’avoir vu" in answer
    kept.send("need", "save", **NEED | TEXT)
    assert "Retirez ces mots" not in kept.page("need")


def test_another_indicator_brings_its_own_value_before_the_need_is_ready(hamlet, somebody):
    kept = begun(hamlet, somebody)
    identity, last = other()
    told = kept.steps["need"].told | {"indicator": identity}
    before = kept.steps["need"]
    asked = kept.send("need", "done", **told)
    assert asked.status_code == 422
    assert "Relisez cette valeur" in read(asked)
    assert f'value="{last.period}"' in asked.text
    assert kept.steps["need"] == before
    answer = kept.send("need", "done", **told | {"baseline": f"{last.value:.15g}", "baseline_on": last.period})
    assert answer.status_code == 303
    assert kept.steps["need"].told["indicator"] == identity


def test_a_value_of_ones_own_is_kept_as_it_is(hamlet, somebody):
    kept = begun(hamlet, somebody)
    identity, _last = other()
    told = kept.steps["need"].told | {"indicator": identity, "baseline": "3", "baseline_on": "2020"}
    assert kept.send("need", "done", **told).status_code == 303
    assert kept.steps["need"].told["baseline"] == "3"


def test_the_latest_reading_is_taken_by_one_button(hamlet, somebody):
    kept = begun(hamlet, somebody)
    with reading() as session:
        last = city_readings(session, CITY, "fr")[INDICATOR][-1]
    assert "Reprendre le dernier relevé" in kept.page("need")
    assert kept.send("need", "latest").status_code == 303
    told = kept.steps["need"].told
    assert (float(told["baseline"]), told["baseline_on"]) == (last.value, last.period)
    assert told["problem"] == NEED["problem"]
    assert kept.steps["need"].done_at
    assert "Reprendre le dernier relevé" not in kept.page("need")


def test_of_two_who_change_the_need_nothing_is_lost(hamlet, somebody):
    kept = begun(hamlet, somebody)
    stale = str(kept.steps["need"].version)
    kept.send("need", "save", **NEED | TEXT | {"problem": "Celui d’Ana"})
    for act in ("save", "done", "latest"):
        answer = kept.send("need", act, **NEED | TEXT | {"problem": "Celui de Bo", "version": stale})
        assert answer.status_code == 409
        assert "Celui d’Ana" in read(answer)
    with reading() as session:
        assert len(history(session, "project_step", f"{kept.project}/need", body=CITY)) == 2


def test_what_the_registry_gains_is_known_at_once(hamlet, somebody):
    kept = begun(hamlet, somebody)
    kept.tell("need", NEED | {"problem": "Comme le Zorglub 3000 de la ville voisine."}, done=False)
    assert "Retirez ces mots" not in kept.page("need")

    def work(session):
        row = session.get(Solution, a_solution())
        row.name = "Zorglub 3000"
        session.add(row)

    write(work, public=True)
    assert "« Zorglub 3000 »" in kept.page("need")
