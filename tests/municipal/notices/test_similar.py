"""« Avis semblables » on the page of a need, and what the view holds."""

import pytest

from municipal.db import reading
from municipal.notices.similar import similar_view
from municipal.web.addresses import address
from tests.municipal.notices.test_pages import NEED, shown


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_need_shows_similar_notices_beside_its_solutions(site, language):
    answer = site.get(address("vendors", language, need=NEED))
    assert answer.status_code == 200
    assert len(shown(answer.text)) >= 3
    assert 'id="avis-semblables"' in answer.text
    assert len(answer.content) < 60_000


def test_without_a_need_or_without_a_likeness_nothing_is_shown(site):
    for path in ("/fr/fournisseurs", "/fr/fournisseurs?besoin=zzkx"):
        assert "avis-semblables" not in site.get(path).text


def test_the_view_tells_each_notice_and_leads_to_all_of_them(site):
    with reading() as session:
        found = similar_view(session, NEED, "fr")
        assert similar_view(session, "  ", "fr") is None
    assert len(found.lines) <= 10
    assert all(one.buyer and one.day and one.method and one.category and one.codes for one in found.lines)
    assert {one.common for one in found.lines} == {"Voirie et chaussées"}
    assert [one.municipal for one in found.lines] == sorted((one.municipal for one in found.lines), reverse=True)
    assert shown(site.get(found.href).text) == [one.href.rpartition("/")[2] for one in found.lines]
