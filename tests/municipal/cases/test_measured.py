"""The cases that a comparison may learn from: published ones, an anonymous one under no name, none withdrawn."""

from municipal.cases.measured import measured_cases
from municipal.db import reading
from tests.municipal.cases.telling import CITY, IDENTITY, MEASURED


def measured():
    with reading() as session:
        return next((one for one in measured_cases(session, "fr", demo=True) if one.id == IDENTITY), None)


def test_a_published_case_counts_and_a_withdrawn_one_no_longer(published, teller):
    with reading() as session:
        before = measured_cases(session, "fr", demo=True)
    published(**MEASURED)
    found = measured()
    assert (found.city, found.shown, found.solution) == (CITY, "Sainte-Brume (Village)", MEASURED["solution"])
    assert (found.indicator, found.started, found.state, found.anonymous) == (
        "pertes-eau-pct",
        "2023",
        "stopped",
        False,
    )
    teller("validator").answer("withdraw", reason="Les relevés étaient faux.")
    with reading() as session:
        assert measured_cases(session, "fr", demo=True) == before


def test_an_anonymous_case_counts_under_a_name_that_hides_it(published):
    published(visibility="anonymous", **MEASURED)
    assert (measured().anonymous, measured().shown) == (True, "Une municipalité du Québec")


def test_the_real_world_counts_no_documented_case(real):
    with reading() as session:
        assert measured_cases(session, "fr", demo=False) == []
