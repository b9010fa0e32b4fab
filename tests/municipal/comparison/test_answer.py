"""What the page computes: independent of who else is compared, moved by a case and moved back by its withdrawal."""

import msgspec
import pytest
from sqlmodel import select

from municipal.cases.tables import CityCase
from municipal.cases.text import CaseText, stored
from municipal.comparison.answer import answer
from municipal.db import reading, write
from municipal.suppliers.queries import search
from tests.municipal.comparison.measuring import CITY, INDICATOR, NEED, case, follow, only, read

SERIES = {"2019": 20, "2020": 22, "2021": 21, "2023": 15, "2024": 16}
STEADY = {"2019": 20, "2020": 21, "2021": 20, "2023": 20, "2024": 21}


def asked(ids=(), weights=None, need=NEED, city=CITY):
    with reading() as session:
        return answer(session, city, need, ids, weights or {}, "fr", demo=True)


@pytest.fixture
def measured(fresh):
    """Two cities measured before and after; a third one went without."""

    def work(session):
        for city in (CITY, "00005", "00006", "00007"):
            follow(session, city)
        read(session, "00005", SERIES)
        read(session, "00006", STEADY)
        read(session, "00007", {**SERIES, "2024": 30})

    write(work, public=True)
    with reading() as session:
        return [one.solution.id for one in search(session, NEED, city=CITY).results]


def figures(made, one):
    """All that belongs to one solution alone: what is told of it and what is computed of it."""
    row = next(row for row in made.compared.alternatives if row.id == one)
    own = ("gain_mean", "gain_p10", "gain_p90", "p_beats_status_quo", "cvar10", "coverage")
    cells = {
        place: (cell.pooled, cell.expected, cell.part.gain) for place, cell in made.cells.items() if place[0] == one
    }
    return {name: getattr(row, name) for name in own}, cells, made.cities(one)


def test_adding_or_reordering_solutions_changes_nobody_else_by_a_digit(measured, monkeypatch):
    a, b, c, d, e = measured[:5]
    only(monkeypatch, case(solution=a, started="2022", control="00006"), case("00007", c, started="2022"))
    alone = asked([a])
    for others in ([a, b], [b, a], [c, a, b], [e, d, c, b, a]):
        assert figures(asked(others), a) == figures(alone, a)
    assert figures(asked([c, a]), c) == figures(asked([a, b, c, d, e]), c)
    assert figures(asked([a, b]), b) == figures(asked([e, b]), b)


def test_a_case_moves_the_figures_and_its_withdrawal_moves_them_back_exactly(measured, monkeypatch):
    a, b = measured[:2]
    first = case(solution=a, started="2022", control="00006")
    only(monkeypatch, first)
    before = asked([a, b])
    only(monkeypatch, first, case("00007", a, started="2022"))
    during = asked([a, b])
    only(monkeypatch, first)
    after = asked([a, b])
    assert figures(during, a) != figures(before, a)
    assert figures(during, b) == figures(before, b)
    assert msgspec.to_builtins(after.compared) == msgspec.to_builtins(before.compared)
    assert after.document == before.document


TEXT = CaseText(
    title="Des permis plus vite",
    problem="Les permis attendaient.",
    done="Un outil lit les demandes.",
    domains=("D:urbanisme",),
    state="in_use",
    started="2022",
    not_worked="Les plans mal numérisés.",
    lessons="Commencer par un quartier.",
    language="fr",
    visibility="public",
    indicator=INDICATOR,
)


@pytest.mark.parametrize("visibility", ["public", "anonymous", "municipalities"])
def test_a_case_that_a_city_published_counts_until_it_is_withdrawn(measured, visibility):
    a, b = measured[:2]
    before = asked([a, b])
    text = stored(msgspec.structs.replace(TEXT, solution=a, visibility=visibility))
    row = {"draft": text, "author": "p", "saved_at": "2026-11-01T00:00:00+00:00", "visibility": visibility}

    def publish(session):
        session.add(
            CityCase(city="00007", id="un-cas", stage="published", published=text, published_at=row["saved_at"], **row)
        )

    def withdraw(session):
        kept = session.exec(select(CityCase).where(CityCase.city == "00007", CityCase.id == "un-cas")).one()
        kept.published, kept.stage = None, "withdrawn"
        session.add(kept)

    write(publish, public=True)
    during = asked([a, b])
    write(withdraw, public=True)
    after = asked([a, b])
    moved = visibility == "public"
    assert (during.document != before.document) == moved
    assert [one.code for one in during.studies if one.case == "un-cas"] == (["00007"] if moved else [])
    assert "Port-Mélisse" not in [one.city for one in during.studies] or visibility == "public"
    assert after.document == before.document
    assert msgspec.to_builtins(after.compared) == msgspec.to_builtins(before.compared)


def test_a_study_that_does_not_count_changes_no_digit(measured, monkeypatch):
    a, b = measured[:2]
    first = case(solution=a, started="2022", control="00006")
    only(monkeypatch, first)
    before = asked([a, b])
    only(monkeypatch, first, case("00008", a, started="2014"))
    after = asked([a, b])
    assert [one.because for one in after.studies] == ["late", ""]
    assert after.document == before.document


def test_no_study_means_no_effect_widely_unsure(measured, monkeypatch):
    only(monkeypatch)
    made = asked(measured[:2])
    for cell in made.cells.values():
        assert cell.pooled.mean == 0
        assert cell.pooled.sd == pytest.approx(0.3195, abs=1e-4)
        assert cell.level == 0
    assert {row.verdict for row in made.compared.alternatives} == {"preuve_insuffisante"}


def test_weights_follow_the_council_and_what_it_left_out_is_useful(demo_sqlite):
    need, city = "fuites d’eau", "00002"
    assert asked(need=need, city=city).document["weights"] == "uniform"
    told = asked(need=need, city=city, weights={"pertes-eau-pct": 3}).document["weights"]
    assert told == {"pertes-eau-pct": 3, "eau-distribuee-lpd": 1}
    nothing = dict.fromkeys(("pertes-eau-pct", "eau-distribuee-lpd"), 0)
    assert asked(need=need, city=city, weights=nothing).document["weights"] == "uniform"
    assert asked(need=need, city=city, weights={"autre": 3}).document["weights"] == "uniform"


def test_an_indicator_that_weighs_nothing_leaves_the_other_alone(demo_sqlite):
    made = asked(need="fuites d’eau", city="00002", weights={"pertes-eau-pct": 3, "eau-distribuee-lpd": 0})
    for row in made.compared.alternatives:
        own = [cell.part.gain for place, cell in made.cells.items() if place == (row.id, "pertes-eau-pct")]
        assert own == [pytest.approx(row.gain_mean)]


def test_without_any_indicator_there_are_no_figures_and_still_an_answer(fresh):
    made = asked(need="fuites d’eau", city="00001")
    assert made.compared is None
    assert made.chosen.rows
    assert made.cells == {}
    assert made.bases.missing


def test_a_need_that_nobody_understands_has_nothing_to_compare(demo_sqlite):
    made = asked(need="zzz qqq")
    assert (made.chosen.rows, made.compared) == ([], None)
