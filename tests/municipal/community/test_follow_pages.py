"""What one follows: listed with one's account, stopped in one click, told to nobody."""

import pytest

from municipal.community.follows import follow
from municipal.community.tables import Follow
from municipal.db import reading, write
from municipal.shared_needs.queries import needs
from tests.municipal.community.around import CASE, HERE

FOLLOWS = "/fr/compte/suivis"


@pytest.fixture
def need(hamlet):
    """The need of most cities."""
    with reading() as session:
        return needs(session, "fr", limit=1)[0]


def test_the_list_leads_to_what_one_follows_and_one_click_ends_it(visitor, need, rows):
    who = visitor()
    assert "Vous ne suivez rien encore." in who.get(FOLLOWS).text
    for kind, identity in (("case", CASE), ("need", need.id)):
        assert who.send(FOLLOWS, act="follow", kind=kind, object=identity).headers["location"] == FOLLOWS
    page = who.get(FOLLOWS).text
    assert f'<a href="{HERE}">Des camions qui filment les rues au printemps</a>' in page
    assert f'<a href="/fr/besoins/{need.id}">{need.words}</a>' in page
    who.send(FOLLOWS, act="unfollow", kind="case", object=CASE)
    assert [row.kind for row in rows(Follow, person=who.id)] == ["need"]


def test_one_comes_back_to_the_page_where_one_said_so_and_never_to_another_site(visitor, need):
    who = visitor()
    fields = {"act": "follow", "kind": "need", "object": need.id}
    assert who.send(FOLLOWS, back=f"/fr/besoins/{need.id}", **fields).headers["location"] == f"/fr/besoins/{need.id}"
    assert who.send(FOLLOWS, back="https://ailleurs.example/", **fields).headers["location"] == FOLLOWS


@pytest.mark.parametrize(
    "fields",
    [
        {"act": "follow", "kind": "case", "object": "aucun-cas"},
        {"act": "follow", "kind": "need", "object": "aucun-besoin"},
        {"act": "follow", "kind": "person", "object": CASE},
        {"act": "own", "kind": "case", "object": CASE},
        {"act": "follow", "kind": "case"},
    ],
)
def test_what_does_not_exist_cannot_be_followed(visitor, rows, fields):
    who = visitor()
    assert who.send(FOLLOWS, **fields).status_code == 404
    assert rows(Follow, person=who.id) == []


def test_what_is_gone_can_still_be_stopped(visitor, rows):
    who = visitor()
    write(lambda session: follow(session, who.id, "case", "cas-disparu"))
    assert "Vous n’y avez plus accès." in who.get(FOLLOWS).text
    who.send(FOLLOWS, act="unfollow", kind="case", object="cas-disparu")
    assert rows(Follow, person=who.id) == []


def test_the_list_is_ones_own(visitor, nobody):
    other = visitor()
    write(lambda session: follow(session, other.id, "case", CASE))
    assert "Des camions" not in visitor().get(FOLLOWS).text
    assert nobody.get(FOLLOWS).headers["location"].startswith("/fr/connexion")
    assert nobody.post(FOLLOWS, data={"act": "follow", "kind": "case", "object": CASE}).status_code == 401
