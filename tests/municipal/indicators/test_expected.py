"""What is proposed to a city: by its size, never declared in its place, dismissed and taken back."""

import pytest
from sqlmodel import select

from municipal.db import reading, write
from municipal.indicators.expected import (
    Reported,
    dismiss,
    dismissed,
    expected,
    propose_again,
    reported,
)
from municipal.indicators.queries import tracked_ids
from municipal.indicators.tracking import Declared, declare
from municipal.traces.chain import By
from municipal.traces.tables import Audit

ANA = By("ana", "editor")
SMALL, LARGE = "00001", "00008"


def listed(city=SMALL, language="fr"):
    with reading() as session:
        return [one.row.id for one in expected(session, city, language)]


def test_every_row_names_its_source_and_only_what_notes_confirm_is_called_verified():
    rows = reported()
    assert len(rows) > 30
    assert all(row.source_url for row in rows.values() if row.verified)
    # The duty of the management indicators ended in 2015: the row must say so.
    assert "2015" in rows["cout-voirie-km"].why_fr
    assert "2015" in rows["cout-voirie-km"].why_en
    assert {"eau-distribuee-lpd", "pertes-eau-pct", "fuites-m3-jour-km"} <= rows.keys()


@pytest.mark.parametrize(
    ("applies_to", "population", "found"),
    [
        ("all", 0, True),
        ("100000,", 99_999, False),
        ("100000,", 100_000, True),
        (",2000", 1_999, True),
        (",2000", 2_000, False),
        ("2000,10000", 5_000, True),
        ("2000,10000", 10_000, False),
    ],
)
def test_a_size_has_a_lower_bound_within_and_an_upper_one_without(applies_to, population, found):
    row = Reported("a", applies_to, "d", "d", "w", "w", "s", "2026-11-22", verified=True)
    assert row.applies(population) is found


def test_calls_are_proposed_to_large_cities_alone(demo):
    assert not {"appels-311-seuil-pct", "courriel-311-jours"} & set(listed(SMALL))
    with reading() as session:
        assert {"appels-311-seuil-pct", "courriel-311-jours"} <= set(listed(LARGE)) | tracked_ids(session, LARGE)


def test_what_is_declared_is_not_proposed_and_what_a_source_confirms_comes_first(demo):
    with reading() as session:
        found = expected(session, SMALL, "en")
        assert not {one.row.id for one in found} & tracked_ids(session, SMALL)
    verified = [one.told.verified for one in found]
    assert verified == sorted(verified, reverse=True)
    assert len(set(verified)) == 2
    assert found[0].told.text("why", "en") != found[0].told.text("why", "fr")


def test_what_is_dismissed_goes_and_comes_back_and_declares_nothing(fresh):
    one = listed()[0]
    with reading() as session:
        before = tracked_ids(session, SMALL)
    assert write(lambda session: dismiss(session, ANA, SMALL, one))
    assert not write(lambda session: dismiss(session, ANA, SMALL, one))
    assert one not in listed()
    with reading() as session:
        assert [row.row.id for row in dismissed(session, SMALL, "fr")] == [one]
        assert dismissed(session, LARGE, "fr") == []
        assert tracked_ids(session, SMALL) == before
    assert write(lambda session: propose_again(session, ANA, SMALL, one))
    assert not write(lambda session: propose_again(session, ANA, SMALL, one))
    assert listed()[0] == one
    with reading() as session:
        query = select(Audit.action, Audit.before, Audit.after).where(Audit.object_id == one).order_by(Audit.seq)
        done, undone = session.exec(query).all()
    assert (done[0], undone[0], done[2]) == ("indicator.dismissed", "indicator.dismissed", undone[1])


def test_only_what_is_proposed_may_be_dismissed(fresh):
    with reading() as session:
        followed = min(tracked_ids(session, SMALL))
    for one in ("nothing", "satisfaction-vie", followed):
        assert not write(lambda session, one=one: dismiss(session, ANA, SMALL, one))


def test_what_was_dismissed_may_still_be_declared(fresh):
    one = listed()[0]
    write(lambda session: dismiss(session, ANA, SMALL, one))
    write(lambda session: declare(session, ANA, SMALL, one, Declared(2020, "Bilan", "Report")))
    with reading() as session:
        assert dismissed(session, SMALL, "fr") == []
    assert one not in listed()
