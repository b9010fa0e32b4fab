"""An indicator begun after a project: what it may support, who asks, and who answers."""

import pytest
from sqlmodel import select

from municipal.db import reading, write
from municipal.indicators.late import ask, decide, late, requests, usable
from municipal.indicators.tracking import Declared, declare, stop, tracking
from municipal.traces.chain import By
from municipal.traces.tables import Audit

ANA, CLEO = By("ana", "editor"), By("cleo", "curator")
CITY, OTHER, ONE = "00001", "00002", "canopee-pct"
WHY = "Les valeurs d’avant sont dans un registre."


@pytest.fixture
def begun(fresh):
    """The city follows an indicator since 2024."""
    write(lambda session: declare(session, ANA, CITY, ONE, Declared(2024, "Bilan", "Report")))


def said(city=CITY, began="2024-03"):
    with reading() as session:
        return usable(session, city, ONE, began)


def stands(city=CITY):
    with reading() as session:
        return late(session, city, ONE)


def answer(*, accepted=True, by=CLEO, version=1, city=CITY):
    return write(
        lambda session: decide(session, by, city, ONE, accepted=accepted, reason="Registre vu.", version=version)
    )


@pytest.mark.parametrize(
    ("began", "found"),
    [("2025", "yes"), ("2025-01", "yes"), ("2024", "late"), ("2024-12", "late"), ("2023-06", "late"), ("", "late")],
)
def test_only_an_earlier_year_serves_a_project(begun, began, found):
    assert said(began=began) == found


def test_what_a_city_does_not_follow_serves_nothing(begun):
    assert said(OTHER, "2030") == "untracked"


def test_a_curator_accepts_and_it_serves_that_city_alone(begun):
    write(lambda session: declare(session, ANA, OTHER, ONE, Declared(2024, "Bilan", "Report")))
    assert write(lambda session: ask(session, ANA, CITY, ONE, WHY))
    assert said() == "late"
    assert answer() == "done"
    assert said() == "yes"
    assert said(OTHER) == "late"
    assert (stands().accepted, stands().reason) == (True, "Registre vu.")
    tracked = tracking_version()
    write(lambda session: stop(session, ANA, CITY, ONE, version=tracked))
    assert said() == "untracked"


def tracking_version():
    with reading() as session:
        return tracking(session, CITY, ONE).version


def test_nobody_decides_on_their_own_request_nor_on_one_that_moved(begun):
    write(lambda session: ask(session, ANA, CITY, ONE, WHY))
    assert answer(by=By("ana", "curator")) == "own"
    assert answer(version=2) == "moved"
    assert stands().accepted is None
    assert answer(accepted=False) == "done"
    assert answer(version=2) == "moved"
    assert said() == "late"


def test_after_a_refusal_one_may_ask_anew_but_not_while_a_request_waits(begun):
    assert write(lambda session: ask(session, ANA, CITY, ONE, WHY))
    assert not write(lambda session: ask(session, ANA, CITY, ONE, "encore"))
    answer(accepted=False)
    assert write(lambda session: ask(session, By("bo"), CITY, ONE, "Voici le registre."))
    again = stands()
    assert (again.because, again.asked_by, again.accepted, again.reason) == ("Voici le registre.", "bo", None, "")
    assert answer(version=again.version) == "done"
    assert not write(lambda session: ask(session, ANA, CITY, ONE, WHY))


def test_one_asks_only_for_what_one_follows(fresh):
    with pytest.raises(ValueError, match=ONE):
        write(lambda session: ask(session, ANA, CITY, ONE, WHY))


def test_those_that_wait_come_first_and_each_act_leaves_a_trace(begun):
    write(lambda session: ask(session, ANA, CITY, ONE, WHY))
    answer()
    write(lambda session: declare(session, ANA, OTHER, ONE, Declared(2025, "Bilan", "Report")))
    write(lambda session: ask(session, ANA, OTHER, ONE, WHY))
    with reading() as session:
        rows = requests(session, "en")
        actions = session.exec(select(Audit.action).where(Audit.object_type == "late_indicator").order_by(Audit.seq))
        assert list(actions) == ["indicator.late_asked", "indicator.late_decided", "indicator.late_asked"]
    assert [(row.city, row.since) for row in rows] == [(OTHER, 2025), (CITY, 2024)]
    assert "anopy" in rows[0].name
