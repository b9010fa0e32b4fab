"""A search of cases as it is kept: the items of its page; and what a withdrawn case had told in public."""

import re

import pytest
from sqlalchemy import delete
from sqlmodel import col

from municipal.cases.tables import CityCase
from municipal.cases.watched import listed, withdrawn_since
from municipal.db import reading, write
from municipal.tenancy.guard import everything
from municipal.traces.chain import SYSTEM
from municipal.traces.versions import keep
from municipal.web.addresses import address

BEFORE, AT = "2026-01-01T00:00:00+00:00", "2026-03-01T12:00:00+00:00"


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    "asked", [{}, {"need": "nids-de-poule"}, {"state": ["stopped"], "place": ["quebec"]}, {"need": "zzkx"}]
)
def test_the_page_and_the_alert_have_the_same_cases(client, language, asked):
    page = client.get(address("cases", language, **asked)).text
    shown = re.findall(r'<article class="solution-card" id="([^"]+)"', page)
    with reading() as session:
        items = listed(session, asked, language, demo=True)
    assert [one.id for one in items] == shown
    assert [one.path for one in items] == [address("case", language, id=one) for one in shown]


@pytest.fixture
def withdrawn(hamlet):
    """A case that was published, written further, then withdrawn; its own versions tell all three."""
    public = {
        "stage": "published",
        "solution": "publique",
        "domain_1": "D:voirie",
        "domain_2": "",
        "capability_1": "C:voix",
    }
    later = public | {"stage": "draft", "solution": "jamais-publique", "domain_1": "D:eau"}

    def work(session):
        session.add(
            CityCase(
                city="00007",
                id="essai-retire",
                stage="withdrawn",
                draft=later,
                author="somebody",
                saved_at=AT,
                published_at=AT,
                withdrawn_because="Erreur.",
            )
        )
        for version, values in enumerate((public, later, later | {"stage": "withdrawn"}), 1):
            keep(session, SYSTEM, "city_case", "essai-retire", body="00007", version=version, values=values)

    write(work, public=True)
    yield "essai-retire"

    def undo(session):
        with everything("a test leaves nothing behind"):
            session.execute(delete(CityCase).where(col(CityCase.id) == "essai-retire"))

    write(undo, public=True)


def test_of_a_withdrawn_case_only_what_was_public_is_told(withdrawn):
    with reading() as session:
        told = {one.id: one for one in withdrawn_since(session, BEFORE)}
        assert withdrawn not in {one.id for one in withdrawn_since(session, "2026-03-01T12:00:01+00:00")}
    assert (told[withdrawn].at, told[withdrawn].solution) == (AT, "publique")
    assert told[withdrawn].nodes == ("D:voirie", "C:voix")
