"""The keys of this instance: made when needed, sealed where they are stored, changed without breaking anything."""

import json

import pytest
from sqlmodel import select

from municipal.badges.keys import issuer_id, public_key, rotate, signing, signing_if_any
from municipal.badges.tables import IssuerKey
from municipal.db import reading, write
from municipal.keys import OtherKeyError, use_key
from municipal.settings import Settings
from municipal.traces.chain import SYSTEM
from municipal.traces.tables import Audit


@pytest.fixture
def keyed(fresh):
    """A data folder of one's own, with the key that seals."""
    use_key(fresh.settings)
    return fresh


def test_the_first_badge_makes_the_key_and_the_issuer_and_the_next_ones_keep_them(keyed):
    with reading() as session:
        assert signing_if_any(session) is None
        assert issuer_id(session) is None
    made = write(signing)
    again = write(signing)
    assert (made.number, made.issuer) == (again.number, again.issuer)
    assert made.key.as_dict(private=True) == again.key.as_dict(private=True)
    with reading() as session:
        assert issuer_id(session) == made.issuer
        assert session.exec(select(Audit.action).where(Audit.object_type == "issuer_key")).all() == ["badge.key_made"]


def test_a_key_has_two_thousand_and_forty_eight_bits_and_its_private_part_is_nowhere_in_the_clear(keyed):
    made = write(signing)
    private = made.key.as_dict(private=True)
    assert made.key.public_key.key_size == 2048
    with reading() as session:
        row = session.exec(select(IssuerKey)).one()
        public = public_key(session, 1)
    assert set(public) == {"kty", "n", "e", "alg", "use"}
    assert private["d"] not in row.public + row.sealed
    assert "PRIVATE" not in row.sealed
    assert json.loads(row.public) == public


def test_another_sealing_key_does_not_open_it(keyed, tmp_path):
    write(signing)
    use_key(Settings(data_dir=str(tmp_path / "other"), demo=True))
    with pytest.raises(OtherKeyError):
        write(signing)
    # Verifying needs no secret.
    with reading() as session:
        assert public_key(session, 1)


def test_a_rotation_keeps_the_issuer_and_the_former_public_keys(keyed):
    first = write(signing)
    assert write(lambda session: rotate(session, SYSTEM)) == 2
    second = write(signing)
    assert (second.number, second.issuer) == (2, first.issuer)
    with reading() as session:
        assert public_key(session, 1)["n"] == first.key.as_dict(private=False)["n"]
        assert public_key(session, 2)["n"] == second.key.as_dict(private=False)["n"]
        assert public_key(session, 3) is None
        assert [bool(at) for at in session.exec(select(IssuerKey.retired_at).order_by(IssuerKey.number))] == [
            True,
            False,
        ]


def test_a_rotation_before_the_first_badge_makes_the_first_key(keyed):
    assert write(lambda session: rotate(session, SYSTEM)) == 1
