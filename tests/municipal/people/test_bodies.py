"""The bodies for which people act."""

import pytest

from municipal.db import reading
from municipal.people.bodies import body_name, exists, mrc_body


@pytest.fixture
def ask(demo):
    def asked(query, *given):
        with reading() as session:
            return query(session, *given)

    return asked


def test_a_municipality_an_mrc_and_the_province_have_a_name_in_both_languages(ask):
    mrc = ask(mrc_body, "00002")
    assert mrc.startswith("mrc:")
    for body in ("00002", mrc, "province"):
        assert ask(exists, body)
        assert ask(body_name, body, "fr")
        assert ask(body_name, body, "en")
    assert ask(body_name, mrc, "fr").startswith("MRC ")


@pytest.mark.parametrize(
    "body", ["", "99999", "mrc:", "mrc:00000", "Province", "mrc:province", "00002 ", "' OR 1=1 --"]
)
def test_what_is_no_body_has_no_name(ask, body):
    assert not ask(exists, body)
    assert ask(body_name, body, "fr") is None


def test_a_city_that_does_not_exist_belongs_to_no_mrc(ask):
    assert ask(mrc_body, "99999") is None
