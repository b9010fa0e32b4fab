"""The reasons of a route as a stranger reads them: without the expected amount, each article once."""

import pytest

from municipal.projects.dossier_parts import route_of

ARTICLE = {
    "regime": "LCV",
    "article": "573.1",
    "source_title": "Loi sur les cités et villes",
    "source_url": "https://www.legisquebec.gouv.qc.ca/",
    "checked_on": "2026-11-21",
    "verified": True,
}


@pytest.mark.parametrize(
    ("amount", "said", "read"),
    [
        ("5000", "À 5\u00a0000\u00a0$, sous 25\u00a0000\u00a0$.", "À […], sous 25\u00a0000\u00a0$."),
        ("0", "Sous 25\u00a0000\u00a0$.", "Sous 25\u00a0000\u00a0$."),
        ("60000.5", "À 60\u00a0000,50\u00a0$ et 60\u00a0000\u00a0$.", "À […] et 60\u00a0000\u00a0$."),
    ],
)
def test_the_expected_amount_is_taken_out_whole_and_no_other(amount, said, read):
    made = route_of({"route": "invitation", "amount": amount, "reasons": [{"text_fr": said}]}, "fr")
    assert [one.text for one in made.reasons] == [read]


def test_an_article_that_a_reason_cites_twice_stands_once():
    made = route_of(
        {"route": "invitation", "amount": "60000", "reasons": [{"articles": [ARTICLE, dict(ARTICLE)]}]}, "fr"
    )
    assert [one.name for one in made.reasons[0].articles] == ["LCV 573.1"]
