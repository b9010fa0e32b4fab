"""The cases that a comparison may learn from: those that bear their city’s name to everybody, none withdrawn."""

import pytest

from municipal.cases.measured import measured_cases
from municipal.db import reading
from tests.municipal.cases.telling import CITY, IDENTITY, MEASURED


def measured():
    with reading() as session:
        return next((one for one in measured_cases(session, demo=True) if one.id == IDENTITY), None)


def test_a_published_case_counts_and_a_withdrawn_one_no_longer(published, teller):
    with reading() as session:
        before = measured_cases(session, demo=True)
    published(**MEASURED)
    found = measured()
    assert (found.city, found.shown, found.solution) == (CITY, "Sainte-Brume (Village)", MEASURED["solution"])
    assert (found.indicator, found.started, found.state) == ("pertes-eau-pct", "2023", "stopped")
    teller("validator").answer("withdraw", reason="Les relevés étaient faux.")
    with reading() as session:
        assert measured_cases(session, demo=True) == before


@pytest.mark.parametrize("visibility", ["anonymous", "municipalities"])
def test_a_case_that_does_not_bear_its_name_to_everybody_counts_nowhere(published, visibility):
    """Readings are public: an effect, even rounded, would tell whose they are."""
    published(visibility=visibility, **MEASURED)
    assert measured() is None


def test_the_real_world_counts_no_documented_case(real):
    with reading() as session:
        assert measured_cases(session, demo=False) == []
