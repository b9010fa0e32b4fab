"""Who asks."""

from types import SimpleNamespace

import pytest

from municipal.web.actor import SLOT, Actor, Grant, SignInNeeded, actor_of, the_actor


def test_the_bodies_of_a_person_stand_once_each_in_the_order_of_the_grants():
    grants = (Grant("editor", "b"), Grant("buyer", "a"), Grant("validator", "b"), Grant("validator", "c", via="mrc:1"))
    actor = Actor("odile", "Odile", "fr", grants, "s", 1, 0.0)
    assert actor.bodies == ("b", "a", "c")
    assert actor.holds("curator", "buyer")
    assert not actor.holds("curator")
    assert not actor.holds()


def test_where_somebody_must_be_signed_in_nobody_is_an_exception():
    nobody = SimpleNamespace(scope={})
    assert actor_of(nobody) is None
    with pytest.raises(SignInNeeded):
        the_actor(nobody)
    odile = Actor("odile", "Odile", "fr", (), "s", 1, 0.0)
    assert the_actor(SimpleNamespace(scope={SLOT: odile})) is odile
