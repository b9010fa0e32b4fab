"""A row finds its supplier by number, or by the name an import gave; what people gave stays; twice changes nothing."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.vendors.lists.made import neq, suppliers, written
from vendors.registry.changing import Cause
from vendors.registry.tables import Vendor, VendorChange
from vendors.registry.undoing import take_back

A, B = neq(1), neq(2)
WRONG = A[:-1] + str((int(A[-1]) + 1) % 10)
NAMES = ("Moov AI", "MOOV.AI", "Élan inc.", "9123-4567 Québec inc.", "9123-4576 Québec inc.", "中文")


def outcomes(plan):
    return [row.outcome for row in plan.rows]


def sums(plan):
    return {name: getattr(plan.counts, name) for name in ("read", "created", "updated", "unchanged", "rejected")}


def test_a_file_makes_suppliers_and_the_second_time_nothing(registry):
    raw = written([*suppliers(60, 1), ["", "", "", "", ""], ["Sans", "12", "", "", ""]])
    first = registry.bring(raw)
    assert sums(first) == {"read": 61, "created": 60, "updated": 0, "unchanged": 0, "rejected": 1}
    before = [*registry.all(), registry.rows(VendorChange.__table__)]
    second = registry.bring(raw)
    assert sums(second) == {"read": 61, "created": 0, "updated": 0, "unchanged": 60, "rejected": 1}
    assert second.counts.to_review == 0
    assert [*registry.all(), registry.rows(VendorChange.__table__)] == before


def test_all_that_a_row_says_is_kept_as_it_was_given(registry):
    header = ("Entreprise", "NEQ", "Site Web", "Ville", "Description", "Région", "Prix", "Note")
    row = [" =SOMME(A1) inc. ", f"{A[:4]} {A[4:7]}-{A[7:]}", "exemple.ca/a", "+Lévis", "@ici", "Estrie", "-3 $", ""]
    plan = registry.bring(written([row], header), origin="i")
    (identity,) = [one.vendor for one in plan.rows]
    kept = registry.vendor(identity)
    assert (identity, kept.name, kept.neq, kept.website) == (
        "somme-a1-inc",
        "=SOMME(A1) inc.",
        A,
        "https://exemple.ca/a",
    )
    assert (kept.city, kept.description, kept.region_fr, kept.region_en) == ("+Lévis", "@ici", "Estrie", "Estrie")
    assert (kept.further, kept.origin, kept.status) == ({"Prix": "-3 $"}, "i", "candidate")


def test_the_number_joins_whatever_the_name_and_the_other_name_is_kept(registry):
    registry.add("moov", "Moov AI", neq=A)
    plan = registry.bring(written([["Les Entreprises Moov", A, "", "", ""], ["Moov AI", A, "", "", ""]]))
    assert outcomes(plan) == ["updated", "unchanged"]
    assert registry.aliases() == [("moov", "Les Entreprises Moov")]
    assert outcomes(registry.bring(written([["Les Entreprises Moov", A, "", "", ""]]))) == ["unchanged"]


def test_the_exact_name_joins_what_an_import_made_and_nothing_else(registry):
    registry.add("moov-ai", "Moov AI")
    registry.declare("elan", "Élan inc.")
    raw = written([["Moov AI", "", "", "", ""], ["Élan inc.", "", "", "", ""]])
    plan = registry.bring(raw)
    assert [(row.outcome, row.vendor) for row in plan.rows] == [("created", "moov-ai-2"), ("created", "elan-inc")]
    assert [row.doubts[0].vendor for row in plan.rows] == ["moov-ai", "elan"]
    assert plan.counts.to_review == 2
    assert outcomes(registry.bring(raw)) == ["unchanged", "unchanged"]
    with_number = registry.bring(written([["Moov AI", A, "", "", ""], ["Moov AI", B, "", "", ""]]))
    assert [(row.outcome, row.vendor) for row in with_number.rows] == [
        ("updated", "moov-ai-2"),
        ("created", "moov-ai-3"),
    ]
    assert registry.vendor("moov-ai-2").neq == A


def test_names_that_are_alike_are_a_doubt_with_its_score_and_its_reasons_never_a_match(registry):
    registry.add("moov", "Les Entreprises Moov AI Ltée")
    registry.add("num", "9123-4567 Québec inc.")
    names = ("MOOV.AI", "9123-4576 Québec inc.", "9123-4567 QUEBEC INC", "Tout autre chose", "Moov A.I. ltée")
    plan = registry.bring(written([[name, "", "", "", ""] for name in names]))
    assert outcomes(plan) == ["created"] * 5
    found = {row.name: {doubt.vendor: doubt for doubt in row.doubts} for row in plan.rows}
    assert "moov" in found["MOOV.AI"]
    assert found["9123-4576 Québec inc."] == found["Tout autre chose"] == {}
    assert found["9123-4567 QUEBEC INC"]["num"].band == "same"
    # An earlier row of the same file is known too; a later one is not.
    assert set(found["Moov A.I. ltée"]) == {"moov", "moov-ai"}
    assert found["Moov A.I. ltée"]["moov"].why
    assert 0 < found["Moov A.I. ltée"]["moov"].score <= 1


def test_two_numbers_are_two_enterprises_and_no_doubt(registry):
    registry.add("moov", "Moov AI", neq=A)
    plan = registry.bring(written([["Moov AI", B, "", "", ""]]))
    assert (outcomes(plan), plan.rows[0].doubts) == (["created"], [])


def test_blanks_are_filled_what_an_import_gave_is_renewed_and_what_others_gave_stays(registry):
    registry.add("seed", "Graine inc.", neq=A, city="Amos")
    raw = written([["Graine inc.", A, "graine.ca", "Lévis", ""], ["Neuve inc.", B, "neuve.ca", "Rigaud", ""]])
    plan = registry.bring(raw)
    assert outcomes(plan) == ["updated", "created"]
    assert [(one.name, one.before, one.after) for one in plan.rows[0].changes] == [("website", "", "https://graine.ca")]
    assert [(one.kind, one.field, one.known, one.given) for one in plan.rows[0].doubts] == [
        ("field", "city", "Amos", "Lévis")
    ]
    assert (registry.vendor("seed").city, registry.vendor("seed").website) == ("Amos", "https://graine.ca")
    registry.act("curated", "neuve-inc", city="Sorel")
    registry.act("curated", "seed", website=None)
    changed = written([["Graine inc.", A, "g.ca", "", ""], ["Neuve inc.", B, "new.ca", "Oka", ""]])
    again = registry.bring(changed)
    assert outcomes(again) == ["unchanged", "updated"]
    assert registry.vendor("seed").website is None
    assert (registry.vendor("neuve-inc").city, registry.vendor("neuve-inc").website) == ("Sorel", "https://new.ca")
    assert again.counts.to_review == 1
    assert [one.field for one in again.rows[0].doubts] == ["website"]


def test_what_an_enterprise_declared_stays_even_where_an_import_gave_it(registry):
    registry.bring(written([["Neuve inc.", A, "", "Oka", "Un."]]))
    registry.act("declared", "neuve-inc", declared=["city", "description"])
    plan = registry.bring(written([["Neuve inc.", A, "", "Laval", "Deux."]]))
    assert outcomes(plan) == ["unchanged"]
    assert [one.field for one in plan.rows[0].doubts] == ["city", "description"]


def test_an_import_that_is_taken_back_decides_nothing_any_more(registry):
    registry.add("seed", "Graine inc.", neq=A)
    raw = written([["Graine inc.", A, "graine.ca", "Lévis", "Repère les nids-de-poule."], ["Neuve", "", "", "", ""]])
    before = registry.all()
    first = registry.bring(raw, origin="one")
    after = registry.all()
    with registry.session() as session:
        assert take_back(session, "one", Cause("undone", "2026-11-23T00:00:00+00:00", "one")).kept == []
    assert registry.all() == before
    assert registry.bring(raw, origin="one").counts == first.counts
    assert registry.all() == after


def test_the_first_row_of_a_repeated_number_is_believed_and_the_second_time_too(registry):
    raw = written([["Un", A, "un.ca", "", ""], ["Deux", A, "deux.ca", "Oka", ""], ["Trois", A, "", "Amos", ""]])
    plan = registry.bring(raw)
    assert outcomes(plan) == ["created", "updated", "updated"]
    kept = registry.vendor("un")
    assert (kept.name, kept.website, kept.city) == ("Un", "https://un.ca", "Oka")
    assert [one.field for one in plan.rows[1].doubts] == ["website"]
    assert outcomes(registry.bring(raw)) == ["unchanged"] * 3


def test_a_number_that_fails_its_check_is_kept_and_told(registry):
    raw = written([["Un", WRONG, "", "", ""], ["Deux", WRONG, "", "", ""]])
    plan = registry.bring(raw)
    assert outcomes(plan) == ["created", "updated"]
    assert plan.counts.to_review == 1
    assert [(one.kind, one.given) for one in plan.rows[0].doubts] == [("neq", WRONG)]
    assert registry.vendor("un").neq == WRONG
    assert registry.bring(raw).counts.to_review == 0


def test_what_was_merged_is_met_as_it_is_shown(registry):
    registry.add("seed", "Graine inc.", city="Amos")
    registry.bring(written([["Graines ltée", A, "g.ca", "Lévis", "Un."]]))
    registry.merge("graines-ltee", "seed")
    raw = written([["Graines ltée", A, "g.ca", "Lévis", "Un."]])
    plan = registry.bring(raw)
    assert [(row.vendor, row.outcome) for row in plan.rows] == [("seed", "unchanged")]
    # What the shown record lacks and an import gave to the other one may be renewed; the other one is never changed.
    more = registry.bring(written([["Graines", A, "autre.ca", "", ""]]))
    assert (outcomes(more), registry.vendor("seed").website) == (["updated"], "https://autre.ca")
    assert registry.vendor("graines-ltee").website == "https://g.ca"
    assert registry.aliases() == [("seed", "Graines")]


def test_further_columns_are_added_to_those_that_are_there(registry):
    header = ("nom", "Prix", "Taille")
    registry.bring(written([["Un", "3", ""]], header))
    registry.bring(written([["Un", "", "grande"]], header))
    assert registry.vendor("un").further == {"Prix": "3", "Taille": "grande"}


ROW = st.tuples(
    st.sampled_from(NAMES),
    st.sampled_from(("", "", A, B, WRONG)),
    st.sampled_from(("", "a.ca", "b.ca")),
    st.sampled_from(("", "Oka", "Amos")),
    st.sampled_from(("", "Repère les nids-de-poule.", "Répond au téléphone.")),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    seeded=st.lists(
        st.tuples(st.sampled_from(NAMES), st.sampled_from((None, A, B))), max_size=2, unique_by=lambda x: x[1]
    ),
    before=st.lists(ROW, max_size=3),
    rows=st.lists(ROW, max_size=7),
    order=st.randoms(use_true_random=False),
    cut=st.integers(0, 4),
)
def test_the_same_rows_again_create_nothing_in_any_order_and_change_nothing_in_their_own(
    memory, seeded, before, rows, order, cut
):
    memory.clear()
    for place, (name, number) in enumerate(seeded):
        memory.add(f"seed-{place}", name, neq=number, city="Amos" if place else None)
    memory.bring(written(before))
    raw = written(rows)
    # A run that was cut short goes on where it stopped.
    whole = memory.plan(raw)
    memory.bring(raw, most=cut)
    memory.bring(raw)
    kept = memory.all()
    for row in whole.rows:
        assert memory.vendor(row.vendor) is not None
    again = memory.bring(raw)
    assert (again.counts.created, again.counts.updated, again.counts.to_review) == (0, 0, 0)
    assert memory.all() == kept
    for plan in (whole, again):
        counts = plan.counts
        assert counts.read == len(rows) == counts.created + counts.updated + counts.unchanged + counts.rejected
        assert counts.to_review <= counts.created + counts.updated
    shuffled = list(rows)
    order.shuffle(shuffled)
    assert memory.bring(written(shuffled)).counts.created == 0
    numbers = [row[0] for row in memory.rows(Vendor.__table__, "neq") if row[0]]
    assert len(numbers) == len(set(numbers))


def test_a_cut_run_ends_as_a_whole_one(memory):
    raw = written([*suppliers(40, 3), *suppliers(20, 3, spelled=0.5)])
    memory.clear()
    memory.bring(raw, origin="i")
    whole = memory.all()
    memory.clear()
    for _ in range(9):
        memory.bring(raw, most=7, origin="i")
    assert memory.all() == whole


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_plan_writes_nothing(memory, language):
    memory.clear()
    raw = written(suppliers(20, 5))
    assert memory.plan(raw, language=language).counts.created == 20
    assert memory.all() == [[], [], []]
