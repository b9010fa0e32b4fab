"""The register of incidents: what the regulation lists is kept, one body at a time, and nothing is lost."""

import pytest

from municipal.db import reading, write
from municipal.privacy.forms import IncidentForm
from municipal.privacy.queries import FIELDS, IncidentRow, change_incident, incident, incidents, record_incident
from municipal.privacy.tables import Incident
from municipal.traces.chain import By
from municipal.traces.verify import verify

BY = By("somebody", "privacy_officer")


def told(**given):
    words = {name: f"{name} d’ici" for name in FIELDS if name != "serious"}
    days = {"occurred_from": "2024-02", "occurred_to": None, "aware_on": "2024-02-29"}
    numbers = {"persons": 12, "persons_in_quebec": 11, "cai_told_on": "2024-03-01", "persons_told_on": None}
    return IncidentForm(**(words | days | numbers | {"serious": "yes"} | given))


def add(body="00002", **given):
    return write(lambda session: record_incident(session, BY, body, told(**given)))


def test_the_eight_things_that_the_regulation_lists_are_columns():
    """A-2.1, r. 3.1, section 7: by paragraph, the columns that hold it."""
    listed = {
        1: ["information"],
        2: ["circumstances"],
        3: ["occurred_from", "occurred_to"],
        4: ["aware_on"],
        5: ["persons", "persons_in_quebec"],
        6: ["sensitivity", "consequences", "likelihood", "serious"],
        7: ["cai_told_on", "persons_told_on", "public_notice"],
        8: ["measures"],
    }
    assert [name for names in listed.values() for name in names] == list(FIELDS)
    assert set(FIELDS) <= set(Incident.model_fields)
    assert set(FIELDS) <= set(IncidentRow.__struct_fields__)


def test_an_incident_is_kept_as_it_was_told(fresh):
    number = add()
    with reading() as session:
        row = incident(session, "00002", number)
        assert verify(session).ok
    assert row.information == "information d’ici"
    assert (row.occurred_from, row.occurred_to) == ("2024-02", "2024-02")
    assert (row.persons, row.persons_in_quebec) == (12, 11)
    assert (row.serious, row.cai_told_on, row.persons_told_on, row.untold) == (True, "2024-03-01", None, True)
    # Five years later there is no 29th of February.
    assert row.kept_until == "2029-02-28"


def test_a_body_reads_its_own_incidents_the_latest_first(fresh):
    first, second = add(aware_on="2023-01-01"), add(aware_on="2025-01-01")
    other = add("00003")
    with reading() as session:
        assert [row.id for row in incidents(session, "00002")] == [second, first]
        assert incident(session, "00002", other) is None
        assert incidents(session, "00001") == []


def test_of_two_people_who_change_one_incident_the_second_is_told(fresh):
    number = add()

    def change(version, words, body="00002"):
        form = told(incident=number, version=version, measures=words)
        return write(lambda session: change_incident(session, BY, body, form))

    assert change(1, "Premières mesures")
    assert not change(1, "Secondes mesures")
    assert not change(2, "Ailleurs", body="00003")
    with reading() as session:
        row = incident(session, "00002", number)
    assert (row.measures, row.version) == ("Premières mesures", 2)
    assert change(2, "Secondes mesures")


@pytest.mark.parametrize(
    ("given", "untold"),
    [
        ({"serious": False}, False),
        ({"serious": True}, True),
        ({"serious": True, "cai_told_on": "2024-03-01"}, True),
        ({"serious": True, "persons_told_on": "2024-03-01"}, True),
        ({"serious": True, "cai_told_on": "2024-03-01", "persons_told_on": "2024-03-01"}, False),
    ],
)
def test_a_serious_risk_asks_for_two_notices(given, untold):
    blank = dict.fromkeys(IncidentRow.__struct_fields__) | {"aware_on": "2024-03-01"}
    row = IncidentRow(**(blank | given))
    assert row.untold is untold
    assert row.kept_until == "2029-03-01"
